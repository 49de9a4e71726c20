"""The guard of the endpoint: it answers public queries under limits that hold."""

import time
from typing import Final, NoReturn

from graph.errors import Inexpressible, QueryError, QueryRefused, StoreError
from server.evaluation import (
    Answer,
    Busy,
    NoAcceptableFormat,
    PublicQuery,
    QueryStopped,
    Truncation,
)
from server.guard.exchange import Exchange
from server.guard.limits import Limits
from server.guard.stats import Stats
from server.guard.wire import UNKNOWN, Reply, Request
from server.http.formats import GRAPHS, RESULTS
from server.settings import MEBI
from server.snapshot import Snapshot

QUERY_ERRORS: Final = {error.__name__: error for error in (QueryError, QueryRefused, Inexpressible)}
REASONS: Final = {
    "time": "the query was stopped: it took longer than {seconds:g} seconds, the limit of time",
    "memory": "the query was stopped: it needs more than {memory} MiB, the limit of memory",
    "size": "the query was stopped: its answer is larger than {size} MiB, the limit of size",
    "cancelled": "the query was cancelled",
    "killed": "the query was stopped: the process that ran it was ended, twice",
    "close": "the query was stopped: the server ends",
}
"""Why a query was stopped, in words, by the kind of its reply."""
CAUSES: Final = {"killed": "ended", "close": "cancelled"}
"""The causes of QueryStopped whose replies are of another kind."""
TOO_DEEP: Final = "the query is nested too deeply to be read"


class Guard:
    """Answers queries in processes that are ended when they pass one of the *limits*.

    It is started while a worker loads, and closed when the worker ends.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.stats = Stats()
        self._exchange = Exchange(limits, self.stats)

    def start(self) -> None:
        """Start the guards; a query may be asked at once."""
        self._exchange.start()

    def close(self) -> None:
        """End the guards, and with them the queries that still run."""
        self._exchange.close()

    def cancel(self, query: str) -> bool:
        """Stop the query of that id in whichever worker it runs; whether there was one."""
        return self._exchange.cancel(query)

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*, asked of *snapshot*; see ``Evaluator``."""
        generation, place = snapshot.generation, snapshot.place
        if place is not None:
            return self.answer_from("", query, generation.iris.base, place.encoded())
        return self.answer_from(str(generation.store_path), query, generation.iris.base)

    def answer_from(
        self, store: str, query: PublicQuery, base: str = "", place: bytes = b""
    ) -> Answer:
        """Return the whole answer to *query*, asked of the store in the folder *store*.

        Or it is asked of the engine at an encoded *place*. Relative IRIs in it are below *base*.
        """
        began = time.monotonic()
        seconds = min(self.limits.seconds, query.seconds or self.limits.seconds)
        try:
            request = self._request(query, seconds, store, base, place)
            reply, body = self._exchange.ask(request, query.id, began + seconds)
            took = time.monotonic() - began
            format_ = {"results": query.results, "graph": query.graph}.get(reply.kind)
            if format_ is None:
                self._refuse(reply, took, seconds)
            return Answer(body, format_, took, self._truncation(reply))
        except QueryStopped as stopped:
            self.stats.stop(stopped.cause)
            raise
        except Busy:
            self.stats.send_away()
            raise
        finally:
            self.stats.count(time.monotonic() - began)

    def _request(
        self, query: PublicQuery, seconds: float, store: str, base: str, place: bytes
    ) -> bytes:
        request = Request(
            store,
            query.text,
            query.default_graphs,
            query.named_graphs,
            query.results.writer.media_type if query.results else "",
            query.graph.writer.media_type if query.graph else "",
            self.limits.rows,
            self.limits.size,
            seconds,
            base,
            place,
        )
        return request.encoded()

    def _truncation(self, reply: Reply) -> Truncation | None:
        if reply.kept == UNKNOWN:
            return None
        total = None if reply.total == UNKNOWN else reply.total
        return Truncation(kept=reply.kept, limit=self.limits.rows, total=total)

    def _refuse(self, reply: Reply, took: float, seconds: float) -> NoReturn:
        if reply.kind == StoreError.__name__:
            raise StoreError(reply.message)
        if reply.kind in QUERY_ERRORS:
            place = () if reply.line == UNKNOWN else (reply.line, reply.column)
            raise QUERY_ERRORS[reply.kind](reply.message, *place)
        if reply.kind == "no results":
            raise NoAcceptableFormat(RESULTS)
        if reply.kind == "no graph":
            raise NoAcceptableFormat(GRAPHS)
        if reply.kind == "depth":
            raise QueryError(TOO_DEEP)
        words = REASONS[reply.kind].format(
            seconds=seconds, memory=self.limits.memory // MEBI, size=self.limits.size // MEBI
        )
        raise QueryStopped(CAUSES.get(reply.kind, reply.kind), words, took)
