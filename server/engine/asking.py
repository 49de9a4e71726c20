"""Nobody waits for an engine that is down, and not everybody for one that is slow."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from graph.engines.store import NAME
from graph.errors import StoreError
from graph.store import Answer as GraphAnswer
from graph.store import Dataset, GraphStore
from server.engine.watch import Watch
from server.evaluation import Answer, Evaluator, PublicQuery
from server.snapshot import Snapshot

PATIENCE: Final = 1.0
"""How many seconds a request waits for its turn to ask."""

Failed = Callable[[], None]


class Turns:
    """At most *most* requests ask the engine at a time, and none while the *watch* finds it down.

    *failed* is told of each that fails.
    """

    def __init__(self, watch: Watch, most: int, failed: Failed) -> None:
        self._watch = watch
        self._free = threading.BoundedSemaphore(most)
        self._failed = failed

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one ask. Raises StoreError when the engine is down, or too many ask already."""
        with self.answering():
            if not self._free.acquire(timeout=PATIENCE):
                raise StoreError(f"{NAME}: is slow, and many wait for it already")
            try:
                yield
            finally:
                self._free.release()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count what fails, and look what is the matter. Raises StoreError when it is down."""
        error = self._watch.last().error
        if error:
            raise StoreError(error)
        try:
            yield
        except StoreError:
            self._failed()
            self._watch.look_early()
            raise


class InTurn:
    """The store *inner* at an engine, asked in turn."""

    def __init__(self, inner: GraphStore, turns: Turns) -> None:
        self._inner = inner
        self._turns = turns

    def query(self, text: str, dataset: Dataset | None = None) -> GraphAnswer:
        """Return the answer of any query, and raise as the inner store does."""
        with self._turns.turn():
            return self._inner.query(text, dataset)


class WhileUp:
    """The evaluator *inner*, which is asked nothing while the engine is down."""

    def __init__(self, inner: Evaluator, turns: Turns) -> None:
        self._inner = inner
        self._turns = turns

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*, asked of *snapshot*, and raise as the inner does."""
        with self._turns.answering():
            return self._inner.answer(snapshot, query)

    def cancel(self, query: str) -> bool:
        """Stop the query of that id; whether there was one."""
        return self._inner.cancel(query)
