"""Predicates with their objects, where an object that is not known is simply left out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from ontology import iris
from ontology.terms import Xsd

Object = NamedNode | Literal
Statements = Iterable[tuple[NamedNode, Object | None]]

TRUE = Literal("true", datatype=Xsd.boolean)
FALSE = Literal("false", datatype=Xsd.boolean)


def about(
    subject: NamedNode, statements: Statements, graph: NamedNode | DefaultGraph | None = None
) -> Iterator[Quad]:
    """The quads that say *statements* about *subject*, in the default graph unless one is named."""
    if graph is None:
        return (Quad(subject, name, value) for name, value in statements if value is not None)
    return (Quad(subject, name, value, graph) for name, value in statements if value is not None)


def text(value: str) -> Literal | None:
    """Words as they are printed, or None when there are none."""
    return Literal(value) if value else None


def worded(value: str, language: str) -> Literal | None:
    """Words in a language, or None when there are none."""
    return Literal(value, language=language) if value else None


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
