"""Completions of what is being typed: entities, properties and types."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from werkzeug.exceptions import BadRequest

from graph.search.document import Kind
from graph.search.found import Named, Suggestion
from graph.search.words.names import plain_name
from server.reconcile.describing import called, description
from server.reconcile.marks import bearers, read_mark
from server.reconcile.properties import PROPERTIES, property_name
from server.reconcile.things import Things, thing_of
from server.reconcile.types import type_told

PAGE: Final = 10
"""So many completions are told at a time."""

LAST: Final = 1000
"""Nobody looks further than so many."""

DIGITS: Final = len(str(LAST))

Told = dict[str, Any]


def read_count(name: str, text: str) -> int:
    """The number that the parameter *name* says, 0 for nothing.

    Raises BadRequest for what is no such number, or more than LAST.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else LAST + 1
    if text and number > LAST:
        raise BadRequest(f"The parameter {name} is a whole number from 0 to {LAST}, not {text!r}.")
    return number if text else 0


def entities(things: Things, prefix: str, kinds: tuple[Kind, ...], skipped: int) -> list[Told]:
    """The entities that *prefix* names as an identifier, then those with names that begin so."""
    known = [*_identified(things, prefix)] if prefix else []
    found = things.suggested(prefix, kinds, skipped + PAGE) if prefix else ()
    everything: Iterable[Named | Suggestion] = {
        thing_of(one): one for one in (*known, *found) if one.kind in kinds
    }.values()
    return [told(things, one) for one in islice(everything, skipped, skipped + PAGE)]


def told(things: Things, one: Named | Suggestion) -> Told:
    """An entity as the API tells it."""
    return {
        "id": thing_of(one).id,
        "name": called(things, one),
        "description": description(things, thing_of(one)),
        "notable": [type_told(one.kind)],
    }


def _identified(things: Things, text: str) -> Iterator[Named]:
    own, mark = things.thing_by_id(text.strip()), read_mark(text)
    borne = bearers(things, [mark]).get(mark, []) if mark else []
    found = (things.named(thing) for thing in ([own] if own else borne))
    yield from filter(None, found)


def properties(prefix: str, skipped: int) -> list[Told]:
    """The properties whose ids or names have a word that begins with *prefix*; all for nothing."""
    found = (
        {"id": name, "name": property_name(name)}
        for name in PROPERTIES
        if _begins(prefix, name, property_name(name))
    )
    return [*islice(found, skipped, None)]


def types(things: Things, prefix: str, skipped: int) -> list[Told]:
    """The types whose ids or names have a word that begins with *prefix*; all for nothing."""
    told = (type_told(kind) for kind in things.kinds)
    found = (each for each in told if _begins(prefix, each["id"], each["name"]))
    return [*islice(found, skipped, None)]


def _begins(prefix: str, *texts: str) -> bool:
    asked = plain_name(prefix)
    names = (plain_name(text.replace("_", " ")) for text in texts)
    return prefix in texts or any(f" {name}".find(f" {asked}") >= 0 for name in names)
