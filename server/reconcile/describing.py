"""A thing in a few words, and in a small preview: what tells it from its namesakes."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from flask import g

from graph.search.document import Kind
from graph.search.found import Named, Suggestion
from server.display import values
from server.display.languages import LOCALES
from server.lists.labels import kind_name
from server.reconcile.extending import Cell, Extending
from server.reconcile.properties import PROPERTIES, property_name
from server.reconcile.statements import PREFERRED, name_in, said_of
from server.reconcile.things import Thing, Things, thing_of

TELLING: Final[Mapping[Kind, tuple[str, ...]]] = {
    "project": ("portfolio",),
    "organisation": ("unit_of", "kind"),
    "person": (),
    "portfolio": (),
    "subject": ("broader",),
    "place": ("broader",),
}
"""The properties that tell things of a kind apart."""

YEARS: Final = ("start_year", "end_year")
"""When something was, which tells it from its namesakes too."""

PREVIEWED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "project": ("implementer", "funder", "money", "phase", "start", "end", "eura"),
    "organisation": ("other_names", "kind", "unit_of", "ytunnus", "ror", "location", "projects"),
    "person": ("projects",),
    "portfolio": ("start_year", "end_year", "projects"),
    "subject": ("name_fi", "name_sv", "name_en", "broader", "iri"),
    "place": ("name_fi", "name_sv", "name_en", "broader", "iri"),
}
"""The properties that a preview shows of things of a kind."""

SHOWN: Final = 3
"""So many values of a property are shown."""


class Line(NamedTuple):
    """A property by its name, its first values as texts, and how many more there are."""

    name: str
    values: list[str]
    more: int


def description(things: Things, thing: Thing) -> str:
    """What kind of thing it is, and what tells it apart: ``Project · 2014 · 2016``."""
    years = "–".join(texts_of(things, thing, YEARS))
    others = texts_of(things, thing, TELLING[thing.kind])
    return " · ".join(filter(None, (kind_name(thing.kind), years, *others)))


def lines(things: Things, thing: Thing) -> list[Line]:
    """What a preview shows of *thing*."""
    return [*told(things, thing, PREVIEWED[thing.kind])]


def called(things: Things, one: Named | Suggestion) -> str:
    """What a thing is called in the language at hand."""
    iri = things.iri(thing_of(one))
    return name_in(said_of(things.snapshot, [iri], PREFERRED), iri, g.language) or one.name


def told(things: Things, thing: Thing, names: tuple[str, ...]) -> Iterator[Line]:
    """Yield the values of the properties of those *names* that it has."""
    wanted = [PROPERTIES[name] for name in names]
    extending = Extending(things, [thing], wanted, g.language)
    for each in wanted:
        texts = [*dict.fromkeys(map(shown, extending.values(thing, each)))]
        if texts:
            yield Line(property_name(each.id), texts[:SHOWN], len(texts[SHOWN:]))


def texts_of(things: Things, thing: Thing, names: tuple[str, ...]) -> list[str]:
    """The values of the properties of those *names* that it has, as texts."""
    return [text for line in told(things, thing, names) for text in line.values]


def shown(cell: Cell) -> str:
    """A value as a person reads it, in the language at hand."""
    locale = LOCALES[g.language]
    if "date" in cell:
        return values.day(date.fromisoformat(cell["date"][:10]), locale)
    if "float" in cell:
        return values.money(Decimal(str(cell["float"])), "EUR", locale)
    return str(cell.get("name") or cell.get("str") or cell.get("int", ""))
