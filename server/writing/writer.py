"""The writer process, seen from the worker: jobs wait in line, and one process performs them.

An update has no limit of its own, so what takes too long or too much memory is stopped by ending
the process. Nothing of it is kept then: a write is one switch, at its very end.
"""

import os
import queue
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Final

import msgspec

from graph.errors import StoreError
from graph.orders import Answer, Built, Failed, Order, Written
from graph.writes.publishing import Published
from server.evaluation import Busy, QueryStopped
from server.guard.wire import Wire
from server.writing.jobs import GraphJob, Job, PagesJob, decode_answer

MEMORY: Final = 4 << 30
"""How many bytes a writer may take; the shapes and the delta of a large write are in memory."""

SECONDS_TO_RETURN: Final = 5
"""When it is worth to come back for who found the line full."""


class Start(msgspec.Struct, frozen=True):
    """What a writer is told once, when it starts."""

    parent: int
    socket: int
    memory: int
    folder: str
    patience: float


class Writer:
    """Performs jobs on the data directory *folder*, one at a time; at most *line* of them wait.

    A job waits at most *seconds* for writers elsewhere, and then may take so many *seconds*.
    """

    def __init__(self, folder: Path, seconds: float, line: int) -> None:
        self._folder = folder
        self._seconds = seconds
        self._line = threading.BoundedSemaphore(line)
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Answer]]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._child: Child | None = None

    def start(self) -> None:
        """Start the thread that starts the writer process, and is as old as the worker.

        The kernel ends a writer together with the thread that started it.
        """
        self._thread.start()

    def write(self, job: Order | GraphJob) -> Published:
        """Return what came of *job*, when it is published.

        Raises WriteRefused, QueryError, QueryRefused, UnknownEntity, DataDirectoryError or
        StoreError; QueryStopped when it takes too long or too much memory, and Busy when too many
        jobs wait already. Nothing of it is kept then.
        """
        answer = self._perform(job)
        if not isinstance(answer, Written):
            raise StoreError(f"the writer answered a write with {answer}")
        return answer.published

    def build(self, job: PagesJob) -> Built:
        """Return what came of the pages of *job*, and raise as ``write`` does."""
        answer = self._perform(job)
        if not isinstance(answer, Built):
            raise StoreError(f"the writer answered pages with {answer}")
        return answer

    def _perform(self, job: Job) -> Answer:
        if not self._line.acquire(blocking=False):
            raise Busy("too many writes wait already; come back soon", SECONDS_TO_RETURN)
        try:
            future: Future[Answer] = Future()
            self._jobs.put((job, future))
            answer = future.result()
        finally:
            self._line.release()
        if isinstance(answer, Failed):
            raise answer.error()
        return answer

    def _run(self) -> None:
        while True:
            job, future = self._jobs.get()
            try:
                future.set_result(self._exchange(job))
            except (QueryStopped, StoreError) as error:
                future.set_exception(error)

    def _exchange(self, job: Job) -> Answer:
        if self._child is None or self._child.has_ended():
            self._child = self._start()
        try:
            return self._child.ask(job, 2 * self._seconds)
        except TimeoutError:
            reason = f"The write took more than {self._seconds:g} seconds."
            raise self._stopped("time", reason) from None
        except (EOFError, ConnectionError):
            reason = "The write took more memory than there is for one."
            raise self._stopped("memory", reason) from None

    def _start(self) -> "Child":
        try:
            return Child(self._folder, self._seconds)
        except OSError as error:
            raise StoreError(f"the writer cannot be started: {error}") from error

    def _stopped(self, cause: str, reason: str) -> QueryStopped:
        if self._child is not None:
            self._child.end()
            self._child = None
        return QueryStopped(cause, reason, self._seconds)


class Child:
    """A writer process. It may only be made by a thread that lives as long as the worker."""

    def __init__(self, folder: Path, patience: float) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            start = Start(os.getpid(), theirs.fileno(), MEMORY, str(folder), patience)
            told = msgspec.json.encode(start).decode()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-m", "server.writing", told],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._wire = Wire(ours)

    def ask(self, job: Job, seconds: float) -> Answer:
        """Return what came of *job*.

        Raises TimeoutError after so many *seconds*, EOFError or ConnectionError when the process
        is gone.
        """
        self._wire.send(b"", msgspec.msgpack.encode(job))
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._wire.wait_at_most(left)
            try:
                _, content = self._wire.receive()
            except BlockingIOError:
                continue
            return decode_answer(content)
        raise TimeoutError

    def has_ended(self) -> bool:
        """Whether the process is gone; what belonged to it is let go of then."""
        if self._process.poll() is None:
            return False
        self._wire.socket.close()
        return True

    def end(self) -> None:
        """End the process for certain."""
        self._process.kill()
        self._process.wait()
        self._wire.socket.close()
