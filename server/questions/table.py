"""The answer of a named question as a table for people.

An entity and its name are one column, a concept is told by its name, money with its currency.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from babel import Locale

from graph.answers.terms import Term, Terms
from graph.values import Plain
from ontology.iris import CONCEPTS
from server.display import values
from server.display.answer_table import Cell, shortened, web
from server.display.labels import Labels
from server.display.texts import gettext
from server.questions.asked import NAMED
from server.site import page_address

CURRENCY: Final = "currency"
BARE: Final = ("year", "decade", "line", "position")
"""What the names of columns end with whose numbers are not counted in thousands."""

CHARACTERS_SHOWN: Final = 300


class Column(NamedTuple):
    """A column of the table: the columns of the answer that give its things and their names."""

    thing: str
    name: str = ""


def columns_for_people(columns: Sequence[str]) -> list[Column]:
    """Return the columns of a table that shows all that is in *columns* of an answer."""
    named = {column: f"{column}_name" for column in columns if f"{column}_name" in columns}
    if "name" in columns and columns[0] in NAMED:
        named.setdefault(columns[0], "name")
    told = {*named.values(), CURRENCY}
    return [Column(column, named.get(column, "")) for column in columns if column not in told]


class Writing:
    """Writes terms for people of one *locale*."""

    def __init__(self, labels: Labels, locale: Locale) -> None:
        self._labels = labels
        self._locale = locale

    def rows(self, columns: Iterable[Column], rows: Iterable[Terms]) -> Iterator[list[Cell]]:
        """The *rows* as cells of those *columns*."""
        chosen = tuple(columns)
        return ([self.cell(column, row) for column in chosen] for row in rows)

    def cell(self, column: Column, row: Terms) -> Cell:
        """The cell of a *column* in a *row*; empty for what is unknown."""
        thing, name = row.get(column.thing), row.get(column.name)
        if thing is None:
            return _words(name) if name else Cell("")
        if thing.type == "uri":
            return self._thing(thing.value, name)
        value = thing.plain
        if isinstance(value, str):
            return _words(thing)
        counted = not isinstance(value, bool | date) and not column.thing.endswith(BARE)
        return Cell(self.value(column.thing, value, row), numeric=counted)

    def _thing(self, iri: str, name: Term | None) -> Cell:
        if iri.startswith(CONCEPTS):
            return Cell(self._labels.label(iri))
        text = name.value if name else shortened(iri)
        language = name.language if name else ""
        return Cell(text, page_address(iri) or web(iri), language)

    def value(self, column: str, value: Plain | None, row: Mapping[str, Term]) -> str:
        """A *value* of a *column*: a date, a yes or no, a number, money in the row's currency."""
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        if isinstance(value, datetime):
            return values.moment(value, self._locale)
        if isinstance(value, date):
            return values.day(value, self._locale)
        if isinstance(value, int) and column.endswith(BARE):
            return str(value)
        if isinstance(value, Decimal):
            return self._amount(column, value, row)
        return values.number(value, self._locale) if isinstance(value, int) else value or ""

    def _amount(self, column: str, value: Decimal, row: Mapping[str, Term]) -> str:
        if column.endswith("percent"):
            return values.percent(round(value, 1), self._locale)
        if CURRENCY in row:
            return values.money(value, row[CURRENCY].value, self._locale)
        return values.number(round(value, 2), self._locale)


def _words(term: Term) -> Cell:
    text = term.value
    cut = f"{text[:CHARACTERS_SHOWN]} …" if len(text) > CHARACTERS_SHOWN else text
    return Cell(cut, web(text) if "://" in text else "", term.language)
