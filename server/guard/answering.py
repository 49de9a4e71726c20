"""The guard's side: a request becomes a reply, whatever it asks."""

import time
from collections.abc import Collection, Iterator

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.errors import QueryError, StoreError
from graph.store import Dataset, EmbeddedStore, Graph, GraphStore, Table, Truth
from server.guard.cut import LAYOUTS, REMARKS, remark
from server.guard.spool import Spool, TooLarge
from server.guard.tables import COUNTED, SHARE, Full, TableSpool
from server.guard.wire import UNKNOWN, Reply, Request

Written = tuple[Reply, Spool]


class Answering:
    """Answers one request after the other; a query may go out to the endpoints *services* only."""

    def __init__(self, services: Collection[str]) -> None:
        self._services = services
        self._opened_from: object = None
        self._store: GraphStore | None = None

    def answer(self, request: Request) -> Written:
        """The reply to *request* and its body, which is in one place."""
        try:
            reply, spool = self._answer(request)
            spool.settle()
        except QueryError as error:
            return _misread(error), Spool(0)
        except StoreError as error:
            return Reply(StoreError.__name__, str(error)), Spool(0)
        except TooLarge:
            return Reply("size"), Spool(0)
        except MemoryError:
            return Reply("memory"), Spool(0)
        return reply, spool

    def _answer(self, request: Request) -> Written:
        found = self._opened(request).query(request.text, _dataset(request))
        if isinstance(found, Graph):
            if not request.graph:
                return Reply("no graph"), Spool(0)
            return _graph(found, request)
        if not request.results:
            return Reply("no results"), Spool(0)
        return _table(found, request) if isinstance(found, Table) else _truth(found, request)

    def _opened(self, request: Request) -> GraphStore:
        asked = request.store, request.place, request.base
        if self._store is None or self._opened_from != asked:
            self._store = None  # let go of the old one first
            self._store = (self._at_engine if request.place else self._embedded)(request)
            self._opened_from = asked
        return self._store

    def _at_engine(self, request: Request) -> GraphStore:
        from server.guard.at_engine import store_at  # noqa: PLC0415 - takes long, and few need it

        return store_at(request.place, request.base, self._services)

    def _embedded(self, request: Request) -> GraphStore:
        try:
            store = Store.read_only(request.store)
        except OSError as error:
            raise StoreError(f"{request.store}: cannot be opened: {error}") from error
        return EmbeddedStore(store, request.store, self._services, request.base)


def _misread(error: QueryError) -> Reply:
    kind, message = type(error).__name__, str(error)
    if error.line is None or error.column is None:
        return Reply(kind, message)
    return Reply(kind, message, line=error.line, column=error.column)


def _dataset(request: Request) -> Dataset | None:
    if not request.default_graphs and not request.named_graphs:
        return None
    return Dataset(request.default_graphs, request.named_graphs)


def _truth(truth: Truth, request: Request) -> Written:
    spool = Spool(request.size)
    truth.write(spool.output, _results_format(request))
    return Reply("results"), spool


def _table(table: Table, request: Request) -> Written:
    spool = TableSpool(LAYOUTS[request.results], request.rows, request.size, request.seconds)
    complete = True
    try:
        table.write(spool.output, _results_format(request))
    except Full:
        complete = False
    except TooLarge:
        if not spool.is_over():
            raise
        complete = False
    return _told("results", spool.close(complete=complete)), spool


def _results_format(request: Request) -> QueryResultsFormat:
    found = QueryResultsFormat.from_media_type(request.results)
    if found is None:
        raise QueryError(f"{request.results} is no format of results")
    return found


def _graph(graph: Graph, request: Request) -> Written:
    format_ = RdfFormat.from_media_type(request.graph)
    if format_ is None:
        raise QueryError(f"{request.graph} is no format of graphs")
    share = time.monotonic() + request.seconds * SHARE
    spool = Spool(request.size)
    triples = iter(graph)
    graph.write(spool.output, format_, request.rows)
    left, complete = _count(triples, min(share, time.monotonic() + COUNTED))
    if not left:
        return Reply("graph"), spool
    total = request.rows + left if complete else None
    spool.write(remark(REMARKS.get(request.graph, ""), request.rows, request.rows, total))
    return _told("graph", (request.rows, total)), spool


def _count(triples: Iterator[object], deadline: float) -> tuple[int, bool]:
    """How many there are, and whether they could all be counted in time."""
    count = 0
    for _ in triples:
        count += 1
        if time.monotonic() > deadline:
            return count, False
    return count, True


def _told(kind: str, cut: tuple[int, int | None] | None) -> Reply:
    if cut is None:
        return Reply(kind)
    kept, total = cut
    return Reply(kind, kept=kept, total=UNKNOWN if total is None else total)
