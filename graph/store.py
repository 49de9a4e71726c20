"""The store behind one small port: an embedded graph now, any SPARQL 1.1 endpoint as well.

What the engine raises becomes a QueryError or a StoreError here, also while answers are read: they
are lazy, and much of a query is only evaluated then.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO, Final, NamedTuple, Protocol

import pyoxigraph
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
)

from graph.errors import Inexpressible, QueryError, StoreError, one_line
from graph.sparql.code_points import with_letters
from graph.sparql.federation import keep_home, may_ask_others
from graph.sparql.misreading import misread, unreadable
from graph.sparql.well_formed import WellFormed
from ontology.terms import PREFIXES

ELSEWHERE: Final = "the other endpoint"
"""What an error names when a query asked one."""

PLAINER: Final = "Turtle or N-Triples"
"""The formats that can hold any graph."""


class Dataset(NamedTuple):
    """The graphs that a query sees, by their IRIs (SPARQL 1.1 Protocol, section 2.1.4)."""

    default: tuple[str, ...]
    named: tuple[str, ...]


@contextmanager
def translated(store: str, query: str = "") -> Iterator[None]:
    """Let what the engine raises of *query* leave as an error of ours that names the *store*."""
    try:
        yield
    except SyntaxError as error:
        raise unreadable("query", misread(query), error) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {one_line(error)}") from error
    except OSError as error:
        raise StoreError(f"{store}: {one_line(error)}") from error


class Table:
    """The answer of SELECT: rows, read once, each a term or None by the name of a column.

    It belongs to the thread that asked, which alone may read it and let go of it.
    """

    def __init__(self, solutions: QuerySolutions, store: str) -> None:
        self._solutions = solutions
        self._store = store

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(variable.value for variable in self._solutions.variables)

    def __iter__(self) -> Iterator[QuerySolution]:
        with translated(self._store):
            yield from self._solutions

    def write(self, output: IO[bytes], format_: QueryResultsFormat) -> None:
        """Write the rows that were not read yet. Raises QueryError or StoreError midway.

        A QueryError is Inexpressible when XML has no words for a term.
        """
        if format_ == QueryResultsFormat.XML:
            output = WellFormed(output, "XML", "JSON, CSV or TSV").output
        with translated(self._store):
            self._solutions.serialize(output, format_)


class Truth:
    """The answer of ASK."""

    def __init__(self, truth: QueryBoolean) -> None:
        self._truth = truth

    def __bool__(self) -> bool:
        return bool(self._truth)

    def write(self, output: IO[bytes], format_: QueryResultsFormat) -> None:
        """Write it."""
        self._truth.serialize(output, format_)


class Graph:
    """The answer of CONSTRUCT or DESCRIBE: triples, read once."""

    def __init__(self, triples: Iterable[Triple], store: str) -> None:
        self._triples = triples
        self._store = store

    def __iter__(self) -> Iterator[Triple]:
        with translated(self._store):
            yield from self._triples

    def write(self, output: IO[bytes], format_: RdfFormat, most: int | None = None) -> None:
        """Write the triples that were not read yet, or *most* of them, and leave the others.

        Raises QueryError or StoreError midway; a QueryError is Inexpressible when RDF/XML or
        JSON-LD has no words for a term.
        """
        if format_ == RdfFormat.RDF_XML:
            output = WellFormed(output, "RDF/XML", PLAINER).output
        triples = islice(self, most)
        with translated(self._store), _whole_terms(format_):
            pyoxigraph.serialize(triples, output, format=format_, prefixes=dict(PREFIXES))


@contextmanager
def _whole_terms(format_: RdfFormat) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno is not None:  # it comes from the system, not from the writer of the format
            raise
        told = f"the answer cannot be written as {format_.name}: {one_line(error)}"
        raise Inexpressible(f"{told}; ask for {PLAINER}") from error


Answer = Table | Truth | Graph


class GraphStore(Protocol):
    """Whatever answers SPARQL queries.

    Raises QueryError for a query that cannot be read, answered or permitted, StoreError when the
    store fails; both also while an answer is read.
    """

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Return the answer of any query, over *dataset* if one is given."""
        ...


def select(store: GraphStore, text: str) -> Table:
    """Return the rows of a SELECT. Raises QueryError when *text* is another kind of query."""
    answer = store.query(text)
    if not isinstance(answer, Table):
        raise QueryError("the query gives no table: SELECT does")
    return answer


def ask(store: GraphStore, text: str) -> bool:
    """Return the answer of an ASK. Raises QueryError when *text* is another kind of query."""
    answer = store.query(text)
    if not isinstance(answer, Truth):
        raise QueryError("the query gives no yes or no: ASK does")
    return bool(answer)


def construct(store: GraphStore, text: str) -> Graph:
    """Return the triples of a CONSTRUCT. Raises QueryError when *text* is another kind of query."""
    answer = store.query(text)
    if not isinstance(answer, Graph):
        raise QueryError("the query gives no graph: CONSTRUCT does")
    return answer


class EmbeddedStore:
    """A graph in this process; a query reaches other endpoints only when they are *allowed*.

    Relative IRIs in a query are below the IRI *base*; without it there can be none.
    """

    def __init__(
        self, store: Store, name: str = "store", allowed: Collection[str] = (), base: str = ""
    ) -> None:
        self._store = store
        self._name = name
        self._allowed = allowed
        self._base = base or None

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Return the answer of any query, over *dataset* if one is given.

        Raises QueryError for a query that cannot be read or answered, or that would go out to
        another endpoint; StoreError when the graph cannot be read.
        """
        text = with_letters(text)
        name = ELSEWHERE if may_ask_others(text, self._allowed) else self._name
        with translated(name, text):
            keep_home(text, self._allowed)
            answer = self._answer(text, dataset)
        if isinstance(answer, QuerySolutions):
            return Table(answer, name)
        return Truth(answer) if isinstance(answer, QueryBoolean) else Graph(answer, name)

    def _answer(
        self, text: str, dataset: Dataset | None
    ) -> QuerySolutions | QueryBoolean | Iterable[Triple]:
        if dataset is None:
            return self._store.query(text, base_iri=self._base)
        return self._store.query(
            text,
            base_iri=self._base,
            default_graph=[NamedNode(iri) for iri in dataset.default],
            named_graphs=[NamedNode(iri) for iri in dataset.named],
        )
