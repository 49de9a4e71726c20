"""Identifiers as they stand in tables: which register gave one, and what of ours bears it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from stdnum.fi import ytunnus

from graph.registers.entry import Scheme
from graph.values import plain
from ontology import registers
from server.reconcile.things import Thing, Things


class Mark(NamedTuple):
    """An identifier: who gives it, and the identifier itself, bare and in its official form."""

    scheme: Scheme
    value: str


_FORMS: Final[tuple[tuple[Scheme, re.Pattern[str]], ...]] = (
    ("ytunnus", re.compile(r"(?:FI)?(\d{7}-?\d)")),
    ("ror", re.compile(r"(?:\S*\bror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d\d)")),
    ("wikidata", re.compile(r"(?:\S*\bwikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d*)")),
    ("isni", re.compile(r"(?:\S*\bisni\.org/(?:isni/)?)?((?:\d{4} ?){3}\d{3}[\dX])")),
    ("eura", re.compile(r"(?:\S*\bprojektikoodi=)?([SA]\d{5})")),
    ("municipality", re.compile(r"(?:\S*/code/)?(\d{3})")),
)
"""How identifiers are written: bare, or at the end of an address."""

_IRIS: Final = {
    "ror": registers.ror,
    "wikidata": registers.wikidata,
    "isni": registers.isni,
    "eura": registers.eura,
}
"""What makes the IRI that stands in the graph; other identifiers stand there as they are."""


def read_mark(text: str) -> Mark | None:
    """Return the identifier that *text* is; None when it is none."""
    for scheme, form in _FORMS:
        found = form.fullmatch(text.strip())
        if found and (value := _official(scheme, found[1])):
            return Mark(scheme, value)
    return None


def _official(scheme: Scheme, value: str) -> str:
    """*value* in its official form; nothing when its check digit is wrong."""
    if scheme == "ytunnus":
        compact = ytunnus.compact(value)
        return f"{compact[:7]}-{compact[7:]}" if ytunnus.is_valid(compact) else ""
    return value.replace(" ", "") if scheme == "isni" else value


def term_text(mark: Mark) -> str:
    """How *mark* stands in the graph: the text of a literal or of an IRI."""
    make = _IRIS.get(mark.scheme)
    return make(mark.value).value if make else mark.value


def bearers(things: Things, marks: Iterable[Mark]) -> Mapping[Mark, list[Thing]]:
    """Return what bears each of *marks*; all are asked for at once."""
    by_text = {term_text(mark): mark for mark in marks}
    if not by_text:
        return {}
    snapshot = things.snapshot
    # A question without a value would be about all of them.
    numbers = [text for text, mark in by_text.items() if mark.scheme not in _IRIS] or ["-"]
    iris = [text for text, mark in by_text.items() if mark.scheme in _IRIS]
    nothing = [snapshot.generation.iris.register().value]
    found: dict[Mark, list[Thing]] = defaultdict(list)
    for row in snapshot.table("identified", number=numbers, iri=iris or nothing):
        mark = by_text.get(str(plain(row["identifier"])))
        thing = things.thing(str(plain(row["entity"])))
        if mark and thing and thing not in found[mark]:
            found[mark].append(thing)
    return found
