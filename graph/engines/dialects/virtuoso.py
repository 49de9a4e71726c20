"""Virtuoso 7, open source edition: what it gets wrong, and how its triples are had all the same.

Its compiler of SPARQL refuses some of the named questions, and answers others otherwise than the
standard says, so that it is asked for nothing but the triples of one graph with some terms. Of an
answer it leaves away what is beyond a limit of its configuration, and does not always say so: so
answers are counted, and taken in pieces.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from graph.engines.client import Engine
from graph.engines.dialect import Standard, Term
from graph.engines.dialects.gathering.part import Found, LookUp, Terms
from graph.engines.naming import Generation
from graph.engines.texts import text
from graph.errors import StoreError
from graph.store import Dataset
from ontology.terms import Xsd

NAME: Final = "Virtuoso"
"""How what it calls itself begins."""

AT_ONCE: Final = 10_000
"""How many triples are asked for at once: Debian's configuration gives no more."""

SURELY_WHOLE: Final = 500
"""An answer with fewer triples was not cut: nobody sets the limit so low."""

GRAPHS: Final = "application/n-triples"
RESULTS: Final = "application/sparql-results+json"
EVERYTHING: Final = "true"
LONGEST_INTEGER: Final = 18
"""The digits of a whole number that surely stays one."""

NOT_KEPT: Final = frozenset({Xsd.duration, Xsd.dayTimeDuration, Xsd.yearMonthDuration})
"""The datatypes of which it keeps a number of seconds only."""


class Virtuoso(Standard):
    """Of it, only the catalogue of generations is asked as the standard says."""

    name: Final = NAME  # type: ignore[misc]  # another one than that of the standard


def keeps(term: Term) -> bool:
    """Whether it gives *term* back as it was."""
    if not isinstance(term, Literal):
        return True
    is_long = term.datatype == Xsd.integer and len(term.value) > LONGEST_INTEGER
    return not is_long and term.datatype not in NOT_KEPT


class LookUps:
    """Fetches triples of a *generation* from an *engine*, one look-up after the other."""

    def __init__(self, engine: Engine, generation: Generation) -> None:
        self._engine = engine
        self._names = {"": generation.default, **generation.named}

    def __call__(self, wanted: LookUp) -> Iterator[Found]:
        """Yield the triples of *wanted*. Raises StoreError when they do not all come."""
        place = Dataset((self._names[wanted.graph],), ())
        condition = _condition(wanted)
        first = self._piece(place, condition, 0)
        yield from first
        if len(first) >= SURELY_WHOLE:
            yield from self._rest(place, condition, len(first))

    def _rest(self, place: Dataset, condition: str, had: int) -> Iterator[Found]:
        """Yield what comes after the *had* first."""
        whole = self._count(place, condition)
        while had < whole:
            piece = self._piece(place, condition, had)
            if not piece:
                raise StoreError(f"{NAME}: sends {had:,} of {whole:,} triples, and no more")
            had += len(piece)
            yield from piece

    def _piece(self, place: Dataset, condition: str, offset: int) -> list[Found]:
        query = text("look_up.rq", condition=condition, limit=AT_ONCE, offset=offset)
        body = self._engine.query(query, GRAPHS, place)
        try:
            quads = parse(body.content, RdfFormat.N_TRIPLES)
            return [Found(*quad.triple) for quad in quads]
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{NAME}: that are no triples: {error}") from error

    def _count(self, place: Dataset, condition: str) -> int:
        body = self._engine.query(text("look_up_count.rq", condition=condition), RESULTS, place)
        try:
            rows = parse_query_results(body.content, QueryResultsFormat.JSON)
            found = list(rows) if isinstance(rows, QuerySolutions) else []
            return int(found[0]["triples"].value)
        except (SyntaxError, ValueError, LookupError) as error:
            raise StoreError(f"{NAME}: that is no number of triples: {error}") from error


def _condition(wanted: LookUp) -> str:
    """The condition that the triples *wanted* fulfil."""
    named = (
        ("subject", wanted.subjects),
        ("property", wanted.properties),
        ("value", wanted.values),
    )
    chosen = [_among(name, terms) for name, terms in named if terms is not None]
    return " && ".join(chosen) or EVERYTHING


def _among(name: str, terms: Terms) -> str:
    return f"?{name} IN ({', '.join(map(_written, terms or ()))})"


def _written(term: Term) -> str:
    """The *term* as it stands in a query: a blank node has a name of its own there."""
    return f"<nodeID://{term.value}>" if isinstance(term, BlankNode) else str(term)
