"""What an engine answers, as the same terms that the embedded store gives.

The embedded store keeps numbers, truths and times as values and writes each in one way: ``1.50``
becomes ``1.5``. An engine may write what it was given. So every such literal is given to an
embedded store, which says how it writes it. An answer is read to its end before anything of it is
handed on, for what breaks off is no answer.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from graph.engines.client import Body
from graph.engines.dialect import Dialect, Term
from graph.errors import StoreError, one_line
from graph.store import Graph, Table, Truth
from ontology.terms import PREFIXES, Xsd

N_TRIPLES: Final = dict.fromkeys(("text/plain", "text/ntriples"), RdfFormat.N_TRIPLES)
"""What N-Triples was called before its standard, and some engines call it still."""

VALUE: Final = NamedNode(f"{PREFIXES['xsd']}value")
"""Between a literal and its number while the embedded store has it; it says nothing."""

Changed = Mapping[Term, Term]
"""What the embedded store would give instead of a term, where that is another one."""


def table(body: Body, added: str, dialect: Dialect, name: str, *, takes_all: bool) -> Table:
    """The rows in *body*, without the columns that were *added*, from the store of that *name*.

    When the query *takes_all* columns, they come in the order of their names, as they do from the
    embedded store. Raises StoreError when there are none to be read.
    """
    form = _results_format(body, name)
    with _readable(name, body):
        columns = _columns(body, form)
        wanted = [column for column in columns if not column.endswith(added)]
        if takes_all:
            wanted.sort()
        changed = _changed(_terms(body, form), dialect)
        if wanted != columns or changed:
            body, form = _written(body, form, wanted, changed), QueryResultsFormat.TSV
        answer = parse_query_results(body.content, form)
    if isinstance(answer, QueryBoolean):
        raise StoreError(f"{name}: gives no table where one was asked for")
    return Table(answer, name)


def truth(body: Body, name: str) -> Truth:
    """The yes or no in *body*. Raises StoreError when it is none."""
    form = _results_format(body, name)
    with _readable(name, body):
        answer = parse_query_results(body.content, form)
    if not isinstance(answer, QueryBoolean):
        raise StoreError(f"{name}: gives no yes or no where one was asked for")
    return Truth(answer)


def graph(body: Body, dialect: Dialect, name: str) -> Graph:
    """The triples in *body*. Raises StoreError when there are none to be read.

    That there are more would be seen in no format of graphs, so the end has to be told.
    """
    if not body.bounded:
        raise StoreError(f"{name}: does not say where its answer ends, so that it may be half")
    form = N_TRIPLES.get(body.media_type) or RdfFormat.from_media_type(body.media_type)
    if form is None:
        raise _nonsense(name, body)
    with _readable(name, body):
        objects = {quad.object for quad in parse(body.content, form)}
        changed = _changed(objects, dialect)
    return Graph(_triples(body, form, changed), name)


def _triples(body: Body, form: RdfFormat, changed: Changed) -> Iterator[Triple]:
    for quad in parse(body.content, form):
        yield Triple(quad.subject, quad.predicate, changed.get(quad.object, quad.object))


def _results_format(body: Body, name: str) -> QueryResultsFormat:
    form = QueryResultsFormat.from_media_type(body.media_type)
    if form is None:
        raise _nonsense(name, body)
    return form


def _nonsense(name: str, body: Body) -> StoreError:
    told = body.media_type or "something that it does not name"
    return StoreError(f"{name}: that is no SPARQL answer: it comes as {told}")


@contextmanager
def _readable(name: str, body: Body) -> Iterator[None]:
    """Let what makes the content of *body* no answer leave as a StoreError."""
    try:
        yield
    except (SyntaxError, ValueError, OSError) as error:
        what = f"an answer of {len(body.content)} bytes that cannot be read"
        raise StoreError(f"{name}: {what}: {one_line(error)}") from None


def _columns(body: Body, form: QueryResultsFormat) -> list[str]:
    found = parse_query_results(body.content, form)
    if isinstance(found, QueryBoolean):
        raise ValueError("a table was asked for")  # noqa: TRY004 - what came is no table
    return [variable.value for variable in found.variables]


def _terms(body: Body, form: QueryResultsFormat) -> set[Term]:
    """All terms in *body*. The rows have no name: only the thread that reads them may drop them."""
    found: set[Term | None] = set()
    for row in parse_query_results(body.content, form):  # type: ignore[union-attr]  # seen to be a table
        found.update(row)
    return {term for term in found if term is not None}


def _changed(terms: Iterable[Term], dialect: Dialect) -> Changed:
    """The terms that are to be others, with those."""
    read = {term: dialect.term(term) for term in terms}
    values = {term for term in read.values() if _is_value(term)}
    as_embedded = _embedded([term for term in values if isinstance(term, Literal)])
    meant = {term: as_embedded.get(told, told) for term, told in read.items()}
    return {term: told for term, told in meant.items() if term != told}


def _is_value(term: Term) -> bool:
    """Whether the embedded store may write *term* otherwise than it was given."""
    if not isinstance(term, Literal) or term.language:
        return False
    return term.datatype != Xsd.string and term.datatype.value.startswith(PREFIXES["xsd"])


def _embedded(literals: Collection[Literal]) -> dict[Term, Term]:
    """How an embedded store writes *literals*."""
    store = Store()
    given = list(literals)
    store.extend(Quad(BlankNode(f"n{n}"), VALUE, literal) for n, literal in enumerate(given))
    return {given[int(quad.subject.value[1:])]: quad.object for quad in store}


def _written(body: Body, form: QueryResultsFormat, columns: list[str], changed: Changed) -> Body:
    """The same rows as TSV, of *columns* only, with what is *changed*."""
    written = BytesIO()
    written.write("\t".join(f"?{column}" for column in columns).encode() + b"\n")
    for row in parse_query_results(body.content, form):  # type: ignore[union-attr]  # seen to be a table
        terms = (row[column] for column in columns)
        told = (_cell(changed.get(term, term)) for term in terms)
        written.write("\t".join(told).encode() + b"\n")
    return Body(written.getvalue(), QueryResultsFormat.TSV.media_type)


def _cell(term: Term | None) -> str:
    if isinstance(term, Triple):
        return f"<<( {term} )>>"
    return "" if term is None else str(term)
