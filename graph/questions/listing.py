"""Questions whose rows come thing by thing, in an order that the index knows.

The header of such a question has a table ``[listing]``. Its answer is that about the first things,
then that about the next, and so on: whoever wants the beginning need not wait for the rest. A table
``[counting]`` says that the index knows the whole answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import md5
from typing import Final, Literal, NamedTuple

from msgspec.structs import replace

from graph.questions.header import Counting, ListedType, Listing, Wished
from graph.questions.question import LANGUAGE, Question, Said, given
from graph.search.wish import Wish
from graph.writes.scanning import tokens
from ontology.registers import yso_slug

GREATEST_FIRST: Final = "DESC(?amount) ?project ?currency"
"""What orders rows by the money of their projects."""

LAST_FIRST: Final = "DESC(SUBSTR(STR(?changed), 1, 19))"
"""What orders rows by the second in which a page was read anew; below it stand slugs."""

SHORT: Final = 16
"""Strings of so many characters are compared without being looked up."""

PIECES: Final = ((1, SHORT), (1 + SHORT, SHORT))
"""The pieces of a slug that order rows before their IRIs do."""


def unlisted(question: Question) -> str:
    """Why the answer of *question* does not come as its listing says; empty when it does."""
    listing = question.listing
    return "it has no listing" if listing is None else next(_faults(question, listing), "")


def _faults(question: Question, listing: Listing) -> Iterator[str]:
    types = {parameter.name: parameter.type for parameter in question.parameters}
    if types.get(listing.by) != listing.by or listing.by not in question.columns:
        yield f"{listing.by} is not both a column and a parameter of that type"
    if unknown := {*listing.within, *listing.chosen, *listing.among_rows} - types.keys():
        yield f"{', '.join(sorted(unknown))}: no parameter of the header"
    if listing.order != "slug" and listing.by != "project":
        yield "projects alone have an amount, or a page that is read anew"
    if listing.each and {*listing.within} != {listing.each}:
        yield f"{listing.each} is not what the answer comes within"
    if both := listing.always.keys() & {*listing.within.values(), *listing.chosen.values()}:
        yield f"{', '.join(sorted(both))}: chosen always, and by a parameter"
    if question.sums_over:
        yield "an answer that is stored is there whole"
    order = _spaced(question.query).rpartition(" ORDER BY ")[2]
    first = _order_of_each(listing.each) if listing.each else ""
    if not order.startswith(_spaced(first).lstrip()):
        yield f"it must be ordered by {first} before all else"
    wanted = _order_of(listing)
    before, found, _ = order.partition(_spaced(wanted).lstrip())
    if not found or _variables(before) - listing.within.keys():
        yield f"it must be ordered by {wanted}"


def uncounted(question: Question) -> str:
    """Why the answer of *question* is not what its counting says; empty when it is."""
    counting = question.counting
    if counting is None:
        return "it has no counting"
    types = {parameter.name: parameter.type for parameter in question.parameters}
    if types.get(counting.of) != "organisation":
        return f"{counting.of} is no parameter of the type organisation"
    if question.columns != (columns := _columns_counted(counting)):
        return f"its columns must be {', '.join(columns)}"
    return ""


def _columns_counted(counting: Counting) -> tuple[str, ...]:
    """The columns of an answer that counts projects: two organisations, each with a name."""
    of, by = counting.of, counting.by
    return of, f"{of}_name", by, f"{by}_name", counting.number


def wish_for(question: Question, values: Mapping[str, Said]) -> Wish | None:
    """Return what chooses, in order, the things along which *question* about *values* is answered.

    None when its answer does not come thing by thing, or is asked about something else.
    """
    listing = question.listing
    said = {name: tuple(words) for name, words in given(values) if name != LANGUAGE}
    if listing is None or not listing.within.keys() <= said.keys():
        return None
    chooses = {**listing.chosen, **listing.within}
    if not said.keys() <= {*chooses, *listing.among_rows}:
        return None
    wished = {chooses[name]: words for name, words in said.items() if name in chooses}
    try:
        chosen = {wanted: _values(wanted, words) for wanted, words in wished.items()}
    except ValueError:
        return None
    return replace(Wish(kind=listing.by, order=listing.order), **{**listing.always, **chosen})


def goes_through(question: Question, values: Mapping[str, Said]) -> ListedType | Literal[""]:
    """Return what *question* about *values* is answered by each of, if it is about everything."""
    about = {name for name, _ in given(values)} - {LANGUAGE}
    return question.listing.each if question.listing and not about else ""


class Place(NamedTuple):
    """What orders the things that an answer goes through: the beginning of a *slug*, a *digest*."""

    slug: str
    digest: str


def place_among_each(iri: str, slug: str) -> Place:
    """Return where the thing of that *iri* and *slug* stands, as ``_order_of_each`` says it."""
    digest = md5(iri.encode(), usedforsecurity=False).hexdigest()
    return Place(slug[:SHORT], digest[:SHORT])


def _values(wanted: Wished, words: Iterable[str]) -> tuple[str | int, ...] | bool:
    """The *words* of a parameter as a wish says them. Raises ValueError when it cannot."""
    match wanted:
        case "running" if {*words} == {"true"}:
            return True
        case "running":
            raise ValueError(wanted)
        case "years":
            return tuple(map(int, words))
        case "subjects" | "places":
            return tuple(_concept(iri) for iri in words)
        case _:
            return tuple(words)


def _concept(iri: str) -> str:
    """The slug by which the index knows a subject or a place."""
    if slug := yso_slug(iri):
        return slug
    raise ValueError(iri)


def _order_of(listing: Listing) -> str:
    """What orders rows as *listing* says."""
    if listing.order == "amount":
        return GREATEST_FIRST
    thing = listing.by
    slug = f'STRAFTER(STR(?{thing}), "/id/{thing}/")'
    pieces = (f"SUBSTR({slug}, {at}, {size})" for at, size in PIECES)
    first = (LAST_FIRST,) if listing.order == "reading" else ()
    return " ".join((*first, *pieces, f"?{thing}"))


def _order_of_each(thing: str) -> str:
    """What orders rows by each of the things of that kind; a digest keeps those of one together."""
    slug = f'SUBSTR(STRAFTER(STR(?{thing}), "/id/{thing}/"), 1, {SHORT})'
    return f"{slug} SUBSTR(MD5(STR(?{thing})), 1, {SHORT})"


def _spaced(sparql: str) -> str:
    """The tokens of *sparql* with one space around each."""
    return f" {' '.join(token.text for token in tokens(sparql))} "


def _variables(words: str) -> set[str]:
    return {word[1:] for word in words.split() if word[0] in "?$"}
