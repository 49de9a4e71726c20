"""Terms and rows as stored answers hold them: the JSON of SPARQL results (section 3.2)."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution

from graph.values import Plain, plain
from ontology.terms import Xsd

NUMBERS: Final = frozenset(each.value for each in (Xsd.integer, Xsd.decimal))
SHORT: Final = {
    Xsd.integer.value: re.compile(r"-?[0-9]{1,15}"),
    Xsd.decimal.value: re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?"),
}
"""The numbers that a query may hold without their datatype (SPARQL 1.1, section 4.1.2), as it is
read sooner so; longer ones may be more than the engine can count with."""

TRUTHS: Final = {"true": Decimal(1), "false": Decimal(0)}


class Term(msgspec.Struct, frozen=True, omit_defaults=True):
    """A term as SPARQL 1.1 Query Results JSON, section 3.2.2, writes it."""

    type: str
    value: str
    language: str = msgspec.field(default="", name="xml:lang")
    datatype: str = ""

    @property
    def plain(self) -> Plain | None:
        """What it says, as ``graph.values.plain`` gives it."""
        typed = self.type == "literal" and self.datatype
        return (
            plain(Literal(self.value, datatype=NamedNode(self.datatype))) if typed else self.value
        )

    @property
    def written(self) -> str:
        """It as a query writes it; a blank node has no name there."""
        if self.type == "uri":
            return str(NamedNode(self.value))
        if self.datatype in SHORT and SHORT[self.datatype].fullmatch(self.value):
            is_whole_decimal = self.datatype == Xsd.decimal.value and "." not in self.value
            return f"{self.value}.0" if is_whole_decimal else self.value
        if self.language:
            return str(Literal(self.value, language=self.language))
        return str(Literal(self.value, datatype=NamedNode(self.datatype or Xsd.string.value)))

    @property
    def number(self) -> Decimal | None:
        """What it counts as in an order, if it is a whole or a decimal number, or a yes or no."""
        if self.datatype in NUMBERS:
            return Decimal(self.value)
        return TRUTHS.get(self.value) if self.datatype == Xsd.boolean.value else None


Terms = Mapping[str, Term]
"""Terms by column; what is unknown has none."""

ROW: Final = msgspec.json.Decoder(dict[str, Term])
"""Reads a row from its JSON."""


def term_of(term: object) -> Term | None:
    """Return an engine's *term*; None for none, and for a triple, which the standard knows not."""
    match term:
        case NamedNode(value=value):
            return Term("uri", value)
        case BlankNode(value=value):
            return Term("bnode", value)
        case Literal(value=value, language=str(language)):
            return Term("literal", value, language)
        case Literal(value=value, datatype=datatype):
            plain_text = datatype == Xsd.string
            return Term("literal", value, datatype="" if plain_text else datatype.value)
        case _:
            return None


def row_of_terms(solution: QuerySolution, columns: Iterable[str]) -> dict[str, Term]:
    """Return a row of an engine as one of ours."""
    terms = ((column, term_of(solution[column])) for column in columns)
    return {column: term for column, term in terms if term is not None}


def packed(terms: Terms) -> str:
    """The *terms* as the inside of a JSON object: what is packed apart may be put together."""
    return msgspec.json.encode(terms).decode()[1:-1]


def unpacked(inside: str) -> Terms:
    """The terms that ``packed`` made *inside* of."""
    return ROW.decode(f"{{{inside}}}")
