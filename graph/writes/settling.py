"""An update made ready to run, today and whenever it is made again: with the same outcome.

What a function would invent anew each time (NOW, RAND, UUID, STRUUID) follows from the write, and
the graphs that the protocol names are written into the text, since the engine takes none.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count, pairwise
from typing import Final
from uuid import UUID

from pyoxigraph import Literal, NamedNode, Store

from graph.errors import QueryError, QueryRefused
from graph.quads.statements import moment
from graph.sparql.federation import NONSENSE
from graph.writes.scanning import Token, tokens
from graph.writes.write import Update
from ontology.iris import unique
from ontology.terms import Xsd

OUTWARD: Final = {"SERVICE": r"(servic)e", "LOAD": r"(loa)d"}
"""What would go out to the network. Misspelt in a name or a string, it changes nothing in the
grammar; misspelt as a keyword, it is an error."""

INVENTING: Final = ("RAND", "UUID", "STRUUID")
FUNCTION: Final = "invented:"
"""The scheme of the functions that stand for those that invent."""

PROLOGUE: Final = frozenset({"PREFIX", "BASE"})

HALF: Final = 53
"""The bits of a double's fraction (IEEE 754), for RAND."""

Function = Callable[[], NamedNode | Literal]
Insertion = tuple[int, int, str]
"""Where a piece of a text begins and ends, and what stands there instead."""


def keep_home(update: str, base: str = "") -> None:
    """Raise QueryRefused when *update* would ask or load from somewhere else.

    The engine's own parser is asked, with an end that no update has, so that nothing is evaluated;
    and with the *base*, without which it might stop sooner than when it evaluates.
    """
    for keyword, spelling in OUTWARD.items():
        misspelt = re.sub(spelling, r"\1x", update, flags=re.IGNORECASE | re.ASCII)
        if misspelt != update and _stops_at(misspelt, base) != _stops_at(update, base):
            raise QueryRefused(
                f"{keyword} is not allowed in an update here: get the data and write them yourself"
            )


def _stops_at(text: str, base: str) -> str:
    """Where the engine no longer understands *text*: messages begin ``error at line:column``."""
    return ":".join(unread(text, base).split(":")[:2])


def unread(text: str, base: str = "") -> str:
    """What the engine says of *text* with an end that no update has: nothing is evaluated."""
    try:
        Store().update(text + NONSENSE, base_iri=base or None)
    except SyntaxError as error:
        return str(error)
    return ""


def settled(update: Update, time: datetime) -> str:
    """The text of *update* as it runs: NOW is *time*, and its graphs are named in it.

    Raises QueryError when the protocol and the text both name graphs.
    """
    found = [*tokens(update.text)]
    changes = [*_settled_calls(found, time), *_early_prefixes(found)]
    if update.using_default or update.using_named:
        changes += _with_graphs(update, found)
    return _changed(update.text, sorted(changes, key=lambda change: change[0]))


def _settled_calls(found: Sequence[Token], time: datetime) -> Iterator[Insertion]:
    for token, following in pairwise(found):
        if following.text == "(" and token.word == "NOW":
            end = found[found.index(following) + 1].end
            yield token.start, end, str(moment(time))
        elif following.text == "(" and token.word in INVENTING:
            yield token.start, token.end, f"<{FUNCTION}{token.word.lower()}>"


def _early_prefixes(found: Sequence[Token]) -> Iterator[Insertion]:
    """Move prefixes from between operations to the first of them: the engine wants them there.

    One that means something else than before stays, and the engine says what it makes of it.
    """
    known: dict[str, str] = {}
    first = next((t for t in found if t.word and t.word not in PROLOGUE), None)
    for token, name, iri in zip(found, found[1:], found[2:], strict=False):
        if token.depth == 0 and token.word == "PREFIX":
            same = known.setdefault(name.text, iri.text) == iri.text
            if same and first is not None and token.start > first.start:
                yield first.start, first.start, f"PREFIX {name.text} {iri.text} "
                yield token.start, iri.end, ""


def _with_graphs(update: Update, found: Sequence[Token]) -> Iterator[Insertion]:
    """Yield the graphs of the protocol before every WHERE of an operation."""
    named = " ".join(
        (
            *(f"USING {NamedNode(iri)}" for iri in update.using_default),
            *(f"USING NAMED {NamedNode(iri)}" for iri in update.using_named),
        )
    )
    outer = [token for token in found if token.depth == 0 or token.text in "{}"]
    if any(token.word in {"USING", "WITH"} and token.depth == 0 for token in outer):
        raise QueryError(
            "the update names its graphs itself (USING, WITH): leave out using-graph-uri"
        )
    before = ""
    for number, token in enumerate(outer):
        if token.word == "WHERE" and token.depth == 0:
            pattern = _braces(update.text, outer[number + 1 :]) if before == "DELETE" else ""
            yield token.start, token.start, f"{pattern} {named} "
        before = token.word


def _braces(text: str, following: Sequence[Token]) -> str:
    """The first piece of *text* in braces among the tokens that follow, with its braces."""
    first = following[0]
    last = next(token for token in following if token.text == "}" and token.depth == first.depth)
    return text[first.start : last.end]


def _changed(text: str, changes: Sequence[Insertion]) -> str:
    pieces, place = [], 0
    for begin, end, instead in changes:
        pieces += [text[place:begin], instead]
        place = end
    return "".join((*pieces, text[place:]))


def inventions(seed: str) -> Mapping[NamedNode, Function]:
    """The functions that stand for those that invent; what they give follows from *seed*."""
    numbers = (
        int.from_bytes(hashlib.blake2b(f"{seed}{turn}".encode(), digest_size=16).digest(), "big")
        for turn in count()
    )

    def number() -> Literal:
        fraction = (next(numbers) >> (128 - HALF)) / (1 << HALF)
        return Literal(repr(fraction), datatype=Xsd.double)

    def identifier() -> UUID:
        return UUID(int=next(numbers), version=4)

    made: tuple[Function, ...] = (
        number,
        lambda: unique(identifier()),
        lambda: Literal(str(identifier())),
    )
    names = (NamedNode(f"{FUNCTION}{word.lower()}") for word in INVENTING)
    return dict(zip(names, made, strict=True))
