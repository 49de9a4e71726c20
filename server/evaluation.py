"""How a public query is answered: a question in, bytes out.

Both are plain data that could go to another process and come back: that is where limits of time
and memory belong. Today the query runs in the process that serves the request.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Protocol

import msgspec

from graph.store import Dataset, Graph
from server.formats import GRAPHS, RESULTS, GraphFormat, ResultsFormat
from server.snapshot import Snapshot


class PublicQuery(msgspec.Struct, frozen=True, kw_only=True):
    """A query from outside, its dataset, and the format wanted for each kind of answer.

    A format of None means that the client takes no such answer. *seconds* is how long the client
    is ready to wait, which may only lower the limit of the server.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: ResultsFormat | None = None
    graph: GraphFormat | None = None
    seconds: float | None = None


class Truncation(msgspec.Struct, frozen=True, kw_only=True):
    """What was cut: *kept* rows or triples of *total*, where that is known, for the *limit*."""

    kept: int
    limit: int
    total: int | None = None


class Answer(msgspec.Struct, frozen=True):
    """A whole answer: its bytes, their format, the seconds it took, and what was cut of it."""

    body: bytes
    format: ResultsFormat | GraphFormat
    seconds: float = 0.0
    truncation: Truncation | None = None


class NoAcceptableFormat(Exception):
    """The query is answered in *formats*, and the client takes none of them."""

    def __init__(self, formats: Sequence[ResultsFormat | GraphFormat]) -> None:
        known = ", ".join(f"{f.name} ({f.media_type})" for f in formats)
        super().__init__(f"This query is answered in these formats: {known}.")


class QueryStopped(Exception):
    """A query that passed a limit and was ended; *cause* is ``time``, ``memory`` or ``size``."""

    def __init__(self, cause: str, message: str) -> None:
        super().__init__(message)
        self.cause = cause


class Busy(Exception):
    """Nobody is free to answer; it is worth to come back after *seconds*."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class Evaluator(Protocol):
    """Whoever answers public queries."""

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*, asked of *snapshot*.

        Raises QueryError when it cannot be read or is refused, StoreError when the store fails,
        NoAcceptableFormat when the client takes no format of this kind of answer, QueryStopped
        when it passes a limit, Busy when too much is being asked already.
        """
        ...


class InProcess:
    """Answers a query right here, without any limit."""

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*, asked of *snapshot*."""
        found = snapshot.store.query(query.text, _dataset(query))
        body = BytesIO()
        if isinstance(found, Graph):
            if query.graph is None:
                raise NoAcceptableFormat(GRAPHS)
            found.write(body, query.graph.writer)
            return Answer(body.getvalue(), query.graph)
        if query.results is None:
            raise NoAcceptableFormat(RESULTS)
        found.write(body, query.results.writer)
        return Answer(body.getvalue(), query.results)


def _dataset(query: PublicQuery) -> Dataset | None:
    if not query.default_graphs and not query.named_graphs:
        return None
    return Dataset(query.default_graphs, query.named_graphs)
