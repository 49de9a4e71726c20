"""How a public query is answered: a question in, bytes out.

Both are plain data that go to another process and come back: limits of time and memory hold
there. Who answers is an Evaluator; the one with limits is the guard, in ``server/guard``.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO, Protocol

import msgspec

from graph.store import Dataset, Graph
from server.http.formats import GRAPHS, RESULTS, GraphFormat, ResultsFormat
from server.snapshot import Snapshot


class PublicQuery(msgspec.Struct, frozen=True, kw_only=True):
    """A query from outside, its dataset, and the format wanted for each kind of answer.

    A format of None means that the client takes no such answer. *seconds* is how long the client
    is ready to wait, which may only lower the limit of the server. Who knows its *id* may cancel
    it.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: ResultsFormat | None = None
    graph: GraphFormat | None = None
    seconds: float | None = None
    id: str = ""


class Truncation(msgspec.Struct, frozen=True, kw_only=True):
    """What was cut: *kept* rows or triples of *total*, where that is known, for the *limit*."""

    kept: int
    limit: int
    total: int | None = None


class FileBody:
    """The bytes of a large answer, in a file that nobody else knows: to be read and closed."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def __len__(self) -> int:
        """How many bytes there are."""
        return self._size

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most *size* of them; empty at the end."""
        return self._file.read(size)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Answer(msgspec.Struct, frozen=True):
    """A whole answer: its bytes, their format, the seconds it took, and what was cut of it.

    A large one stays in a file: *body* knows its length and is read piece by piece.
    """

    body: bytes | FileBody
    format: ResultsFormat | GraphFormat
    seconds: float = 0.0
    truncation: Truncation | None = None

    def beginning(self, size: int) -> bytes:
        """The first *size* bytes; the others go, and a file is closed."""
        if isinstance(self.body, bytes):
            return self.body[:size]
        try:
            return self.body.read(size)
        finally:
            self.body.close()

    def whole(self) -> bytes:
        """All bytes at once, also those of a file, which is closed."""
        if isinstance(self.body, bytes):
            return self.body
        try:
            return self.body.read()
        finally:
            self.body.close()


class NoAcceptableFormat(Exception):
    """The query is answered in *formats*, and the client takes none of them."""

    def __init__(self, formats: Sequence[ResultsFormat | GraphFormat]) -> None:
        known = ", ".join(f"{f.name} ({f.media_type})" for f in formats)
        super().__init__(f"This query is answered in these formats: {known}.")


class QueryStopped(Exception):
    """A query that was ended after some *seconds*, with the reason in words.

    *cause* is the limit that it passed, ``time``, ``memory`` or ``size``, or ``cancelled``, or
    ``ended`` when the process that ran it came to an end for no such reason.
    """

    def __init__(self, cause: str, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.cause = cause
        self.seconds = seconds


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
        when it passes a limit or is cancelled, Busy when too much is being asked already.
        """
        ...

    def cancel(self, query: str) -> bool:
        """Stop the query of that id, whichever process of the server runs it.

        Returns whether there was one.
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

    def cancel(self, query: str) -> bool:  # noqa: ARG002 - the parameter of an Evaluator
        """Nothing that runs here can be stopped."""
        return False


def _dataset(query: PublicQuery) -> Dataset | None:
    if not query.default_graphs and not query.named_graphs:
        return None
    return Dataset(query.default_graphs, query.named_graphs)
