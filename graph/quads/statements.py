"""Statements: a subject, a predicate, an object; an object that is not known is left out.

They are pyoxigraph's terms in plain tuples, since its own quads take ten times as long to make, and
tuples with names five times.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ontology import iris
from ontology.terms import Xsd

Object = NamedNode | Literal
Facts = Iterable[tuple[NamedNode, Object | None]]
"""Predicates with their objects, None for one that is not known."""


Statement = tuple[NamedNode, NamedNode, Object]
"""A triple: subject, predicate, object."""


class Given(NamedTuple):
    """What a page or an entity gives: statements in the default graph, and in one that is named."""

    default: tuple[Statement, ...] = ()
    graph: NamedNode | None = None
    named: tuple[Statement, ...] = ()

    def quads(self) -> Iterator[Quad]:
        """The statements as quads, for the store."""
        default = DefaultGraph()
        yield from (Quad(*statement, default) for statement in self.default)
        if self.graph is not None:
            yield from (Quad(*statement, self.graph) for statement in self.named)


def about(subject: NamedNode, facts: Facts) -> Iterator[Statement]:
    """The statements of those *facts* about *subject*."""
    return ((subject, name, value) for name, value in facts if value is not None)


TRUE: Final = Literal("true", datatype=Xsd.boolean)
FALSE: Final = Literal("false", datatype=Xsd.boolean)


def text(value: str) -> Literal | None:
    """Words as they are printed, or None when there are none."""
    return Literal(value) if value else None


def worded(value: str, language: str) -> Literal | None:
    """Words in a language, or None when there are none."""
    return Literal(value, language=language) if value else None


@lru_cache(maxsize=4096)
def number(value: int | None) -> Literal | None:
    """A whole number, or None."""
    return None if value is None else Literal(str(value), datatype=Xsd.integer)


def money(value: Decimal | None) -> Literal | None:
    """A plain decimal in its shortest form: ``50722``, ``0.5``, never ``5E+4``; or None."""
    return None if value is None else Literal(plain_decimal(value), datatype=Xsd.decimal)


def plain_decimal(value: Decimal) -> str:
    """The digits of *value* without an exponent and without idle zeros after the point."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def day(value: date | None) -> Literal | None:
    """A calendar day, or None."""
    return None if value is None else Literal(value.isoformat(), datatype=Xsd.date)


def moment(value: datetime) -> Literal:
    """A moment with its time zone."""
    return Literal(value.isoformat().replace("+00:00", "Z"), datatype=Xsd.dateTime)


def flag(value: bool) -> Literal:
    """Yes or no."""
    return TRUE if value else FALSE


def address(value: str) -> Literal | None:
    """The address of something outside the graph, or None when there is none."""
    return Literal(value, datatype=Xsd.anyURI) if value else None


@lru_cache(maxsize=1024)
def concept(scheme: str, word: str) -> NamedNode | None:
    """The concept for *word*, or None when there is none."""
    return iris.concept(scheme, word) if word else None
