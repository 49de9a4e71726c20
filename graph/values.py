"""From words to RDF terms, and from RDF terms to plain values.

Words come from a form, an address or a command line: each is understood as the type of its
parameter and becomes a term, or a QueryError says why it cannot.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

import pyoxigraph
from pyoxigraph import NamedNode

from graph.errors import QueryError
from graph.register import LANGUAGES
from ontology.iris import Iris, concept
from ontology.terms import Xsd
from ontology.vocabulary import schemes

EntityType = Literal["project", "organisation", "person", "portfolio", "page"]
PlainType = Literal["iri", "integer", "year", "date", "decimal", "boolean", "string", "language"]
ParameterType = Literal[EntityType, PlainType, "concept"]

Term = NamedNode | pyoxigraph.Literal
Plain = str | bool | int | Decimal | date

SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
SLUG: Final = re.compile(r"[A-Za-z0-9._~%-]+")


def is_slug(words: str, kind: ParameterType) -> bool:
    """Whether *words* name an entity of that *kind* by its slug, and so depend on a base."""
    return kind in get_args(EntityType) and not SCHEME.match(words.strip())


THINGS: Final = frozenset({"iri", "concept", *get_args(EntityType)})
"""The types of values that are things, which have IRIs."""


def to_term(words: str, kind: ParameterType, iris: Iris, scheme: str = "") -> Term:
    """Return the term that *words* mean as a value of type *kind*.

    A slug without an IRI's scheme is understood below the base of *iris*, a concept's bare word
    in the concept scheme *scheme*. Raises QueryError saying what such a value looks like.
    """
    if kind in THINGS:
        return _to_iri(words.strip(), kind, iris, scheme)
    pattern, datatype, example = _LITERALS[kind]
    if not pattern.fullmatch(words.strip()):
        raise _misunderstood(words, example)
    return _to_literal(words.strip(), datatype, example)


def _to_iri(words: str, kind: str, iris: Iris, scheme: str) -> NamedNode:
    if not SCHEME.match(words):
        return _below(words, kind, iris, scheme)
    try:
        return NamedNode(words)
    except ValueError as error:
        raise _misunderstood(words, "an IRI") from error


def _below(words: str, kind: str, iris: Iris, scheme: str) -> NamedNode:
    if kind == "concept":
        return _concept(words, scheme)
    if kind == "iri" or not SLUG.fullmatch(words):
        example = "an IRI" if kind == "iri" else f"an IRI, or the last part of one ({kind})"
        raise _misunderstood(words, example)
    return iris.entity(kind, words)


def _concept(word: str, scheme: str) -> NamedNode:
    known = concept_words(scheme)
    if word not in known:
        raise _misunderstood(word, f"one of: {', '.join(known)}")
    return concept(scheme, word)


@cache
def concept_words(scheme: str) -> tuple[str, ...]:
    """The words of the concepts in the scheme of that name, in its order."""
    return tuple(
        each.word for found in schemes() if found.name == scheme for each in found.concepts
    )


def _to_literal(words: str, datatype: NamedNode, example: str) -> pyoxigraph.Literal:
    if datatype == Xsd.date and not _is_day(words):
        raise _misunderstood(words, example)
    try:
        return pyoxigraph.Literal(words, datatype=datatype)
    except ValueError as error:  # half a character: it has no place in UTF-8
        raise _misunderstood(words, example) from error


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _misunderstood(words: str, example: str) -> QueryError:
    return QueryError(f"{words!r} is not {example}")


_LITERALS: Final[Mapping[str, tuple[re.Pattern[str], NamedNode, str]]] = MappingProxyType(
    {
        "integer": (re.compile(r"[+-]?[0-9]+"), Xsd.integer, "a whole number"),
        "year": (re.compile(r"[0-9]{4}"), Xsd.integer, "a year, such as 2015"),
        "date": (re.compile(r"\d{4}-\d\d-\d\d"), Xsd.date, "a date, such as 2015-10-01"),
        "decimal": (re.compile(r"[+-]?[0-9]+(\.[0-9]+)?"), Xsd.decimal, "a number, such as 0.5"),
        "boolean": (re.compile(r"true|false"), Xsd.boolean, "true or false"),
        "language": (
            re.compile("|".join(LANGUAGES)),
            Xsd.string,
            f"one of: {', '.join(LANGUAGES)}",
        ),
        "string": (re.compile(r".*", re.DOTALL), Xsd.string, "text"),
    }
)


def plain(term: object) -> Plain | None:
    """Return what *term* says, as text, bool, int, Decimal or date; None when there is no term.

    An IRI is its text. A literal that is not what its datatype says stays its text.
    """
    if term is None:
        return None
    if not isinstance(term, pyoxigraph.Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    read = _READERS.get(term.datatype)
    try:
        return term.value if read is None else read(term.value)
    except (ValueError, ArithmeticError):
        return term.value


_READERS: Final[Mapping[NamedNode, Callable[[str], Plain]]] = MappingProxyType(
    {
        Xsd.boolean: lambda text: text in {"true", "1"},
        Xsd.integer: int,
        Xsd.decimal: Decimal,
        Xsd.date: date.fromisoformat,
        Xsd.dateTime: datetime.fromisoformat,
    }
)
