"""Work in batches: in this process when there is little, else in several, always in order."""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Final, Self, TypeVar

from graph.errors import DataDirectoryError

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH: Final = 32
"""How many pages go to a worker at a time."""

AHEAD: Final = 12
"""How many batches a worker may be ahead, so that it has work while the store loads."""

FEW: Final = 400
"""Up to so many pages, starting a process takes longer than the work."""

MANY: Final = 20_000
"""After so many pages workers remember more than it takes to start others: half a gigabyte."""

TIDYING: Final = 100_000
"""After so many new objects a worker looks for circles of dead ones; pages make hardly any."""


class Crew:
    """The workers of one build: *jobs* processes, or this one alone."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss()

    def relieve(self, pages: int) -> None:
        """Let others do what follows, if the workers remember too much of so many *pages*."""
        if pages > MANY:
            self._dismiss()

    def _dismiss(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def work(
        self,
        function: Callable[[list[Task]], Result],
        tasks: Iterable[Task],
        pages: int,
        size: int = BATCH,
    ) -> Iterator[Result]:
        """Yield what *function* makes of each batch of the *tasks*, which are about *pages*.

        A batch has so many tasks, its *size*. Raises DataDirectoryError when a worker dies.
        """
        if self.jobs == 1 or pages <= FEW:
            return map(function, batches(tasks, size))
        return self._spread(function, batches(tasks, size))

    def _spread(
        self, function: Callable[[list[Task]], Result], lists: Iterator[list[Task]]
    ) -> Iterator[Result]:
        pool = self._processes()
        waiting: deque[Future[Result]] = deque()
        try:
            for tasks in lists:
                waiting.append(pool.submit(function, tasks))
                if len(waiting) > AHEAD * self.jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise DataDirectoryError(
                "a worker of the build was ended from outside or ran out of memory;"
                " nothing was published; run it again, with fewer --jobs if it was memory"
            ) from error

    def _processes(self) -> ProcessPoolExecutor:
        """The pool; its processes are spawned, since a store that is open must not be forked."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.jobs, multiprocessing.get_context("spawn"), initializer=_start
            )
        return self._pool


def batches(tasks: Iterable[Task], size: int = BATCH) -> Iterator[list[Task]]:
    """The *tasks* in lists of *size*."""
    source = iter(tasks)
    return iter(lambda: list(islice(source, size)), [])


def _start() -> None:
    """Make this process a worker, which ends as soon as its parent is gone, however that ended."""
    gc.set_threshold(TIDYING)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
