"""Columns for somebody's table: the values of properties of things that were matched."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from graph.search.document import Kind
from graph.values import plain
from ontology.iris import word_of
from ontology.terms import Org
from server.display.labels import Labels
from server.reconcile.asked import Extension, Fetched
from server.reconcile.counting import Counted
from server.reconcile.marks import read_mark
from server.reconcile.properties import MUNICIPALITY, PROPERTIES, Property, property_name
from server.reconcile.statements import NAMES, Term, name_in, named_in, names_in, said_of
from server.reconcile.things import Thing, Things
from server.reconcile.types import type_of, type_told

DAY: Final = len("2026-11-22")

Cell = dict[str, Any]
"""A value as the API tells it: an entity, a text, a number, a day."""


class Extending:
    """Tells the *wanted* properties of *asked* things, with names in *language*.

    What the graph says of all of them is asked at once.
    """

    def __init__(
        self, things: Things, asked: Collection[Thing], wanted: Collection[Property], language: str
    ) -> None:
        self._things = things
        self._language = language
        self._labels = Labels()
        predicates = {each for known in wanted for each in (*known.predicates, *NAMES)}
        iris = [things.iri(thing) for thing in asked]
        self._said = said_of(things.snapshot, iris, predicates)
        told = (*NAMES, Org.classification)
        self._names = said_of(things.snapshot, named_in(self._said), told)
        self._counted = Counted(things, asked, {known.id for known in wanted})

    def values(self, thing: Thing, known: Property) -> Iterator[Cell]:
        """Yield the values of a property of *thing*, each once."""
        if thing.kind not in known.kinds:
            return
        if known.reading == "made":
            yield from self._made(thing, known)
            return
        told = self._said.get(self._things.iri(thing), {})
        terms = dict.fromkeys(term for each in known.predicates for term in told.get(each, ()))
        for term in sorted(terms, key=str):
            yield from self._cell(term, known)

    def _cell(self, term: Term, known: Property) -> Iterator[Cell]:
        match known.reading:
            case "identifier":
                mark = read_mark(term.value)
                yield from [{"str": mark.value}] if mark and mark.scheme == known.of else []
            case "concept":
                yield {"str": self._labels.label(term.value)}
            case "thing":
                yield from self._thing(term, known)
            case "year":
                yield {"int": int(str(plain(term))[:4])}
            case _:
                yield cell(plain(term))

    def _thing(self, term: Term, known: Property) -> Iterator[Cell]:
        iri = str(plain(term))
        thing, name = self._things.thing(iri), name_in(self._names, iri, self._language)
        if thing is None:
            yield {"str": name or iri}
        elif known.of in {"", thing.kind} or self._is_municipality(thing, iri, known):
            yield {"id": thing.id, "name": name or thing.slug}

    def _is_municipality(self, thing: Thing, iri: str, known: Property) -> bool:
        if known.of != MUNICIPALITY or thing.kind == "place":
            return known.of == MUNICIPALITY
        kinds = self._names.get(iri, {}).get(Org.classification, ())
        return any(word_of(kind, "organisation-kind") == MUNICIPALITY for kind in kinds)

    def _made(self, thing: Thing, known: Property) -> Iterator[Cell]:
        iri = self._things.iri(thing)
        if known.id == "iri":
            yield {"str": iri}
        elif known.of:
            yield from ({"str": name} for name in names_in(self._said, iri, known.of))
        else:
            yield from map(cell, self._counted.values(thing, known.id))


def cell(value: object) -> Cell:
    """A plain value as the API tells it; a day is its first moment."""
    match value:
        case bool():
            return {"str": "true" if value else "false"}
        case date():
            return {"date": f"{value.isoformat()[:DAY]}T00:00:00Z"}
        case int():
            return {"int": value}
        case Decimal():
            return {"float": float(value)}
    return {"str": str(value)}


def extended(things: Things, extension: Extension, language: str) -> Cell:
    """Return the columns that *extension* asks for; what is not known has no values."""
    asked = {name: things.thing_by_id(name) for name in extension.ids}
    wanted = {each.id: PROPERTIES.get(each.id) for each in extension.properties}
    known = [each for each in wanted.values() if each]
    extending = Extending(things, [*filter(None, asked.values())], known, language)

    def cells(thing: Thing | None, each: Fetched) -> list[Cell]:
        column = wanted[each.id]
        values = extending.values(thing, column) if thing and column else ()
        return [*islice(values, each.most)]

    return {
        "meta": [meta(name, column) for name, column in wanted.items()],
        "rows": {
            name: {each.id: cells(thing, each) for each in extension.properties}
            for name, thing in asked.items()
        },
    }


def meta(name: str, column: Property | None) -> Cell:
    """What is told of a column: its name, and of what type the things in it are."""
    told: Cell = {"id": name, "name": property_name(name)}
    kind = type_of(column.of) if column and column.reading == "thing" else None
    return {**told, "type": type_told(kind)} if kind else told


def proposed(kind: Kind | None, limit: int | None) -> list[Cell]:
    """The properties that things of a *kind* may have; of any kind for None."""
    found = (
        {"id": name, "name": property_name(name)}
        for name, known in PROPERTIES.items()
        if kind is None or kind in known.kinds
    )
    return [*islice(found, limit)]
