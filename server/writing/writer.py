"""The writer process, seen from the worker: jobs wait in line, and one process performs them.

An update has no limit of its own, so what takes too long or too much memory is stopped by ending
the process. Nothing of it is kept then, for a write is one switch at its very end; unless the
process ended right after the switch, which is why nobody is told that nothing happened.
"""

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Final

import msgspec

from graph.errors import QueryError, SalkkuError, StoreError
from graph.generations.lock import holder
from graph.orders import Answer, Built, Decided, Failed, Order, Written
from graph.writes import audit
from graph.writes.write import Published
from server.evaluation import Busy, QueryStopped
from server.guard.cores import take_any_core
from server.guard.running import CANCELLED, Named, Running
from server.guard.wire import Wire
from server.writing.jobs import GraphJob, Job, PagesJob, decode_answer, line_about
from server.writing.landing import sweep_landings

MEMORY: Final = 4 << 30
"""How many bytes a writer may take; the shapes and the delta of a large write are in memory."""

LINE: Final = 16
"""How many jobs may wait in one worker; each holds a thread."""

SECONDS_TO_RETURN: Final = 5
"""When it is worth to come back for who found the line full."""

SECONDS_TO_START: Final = 60
PAUSE: Final = 0.1
"""How many seconds pass between two looks at how long a write has taken."""

ABORTED: Final = -signal.SIGABRT
"""How a process ends that asks for more memory than there is for it."""
OVERFLOWN: Final = frozenset({-signal.SIGSEGV, -signal.SIGBUS})
"""How a process ends whose stack is too short for what it reads."""
TOO_DEEP: Final = "what was sent is nested too deeply to be read"

NOTHING: Final = "Nothing of it was made."
LOOK: Final = "Look whether it was published before you send it again."


class Start(msgspec.Struct, frozen=True):
    """What a writer is told once, when it starts."""

    socket: int
    memory: int
    folder: str
    patience: float


class Writer:
    """Performs jobs on the data directory *folder*, one at a time; at most *line* of them wait.

    A job waits at most *seconds* for writers elsewhere, and then may take so many *seconds*, and
    so many bytes of *memory*.
    """

    def __init__(
        self, folder: Path, seconds: float, line: int = LINE, memory: int = MEMORY
    ) -> None:
        self._folder = folder
        self._seconds = seconds
        self._memory = memory
        self._line = threading.BoundedSemaphore(line)
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Answer], Named]] = queue.SimpleQueue()
        self._running = Running(lambda: None, "writes")
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._child: Child | None = None

    def start(self) -> None:
        """Start the thread that starts the writer process, and is as old as the worker.

        The kernel ends a writer together with the thread that started it.
        """
        sweep_landings(self._folder)
        self._running.listen()
        self._thread.start()

    def cancel(self, write: str) -> bool:
        """Stop the write of that id in whichever worker it waits or is made; whether there was one.

        It is over within moments.
        """
        return self._running.cancel(write)

    def write(self, job: Order | GraphJob, known_as: str = "") -> Published:
        """Return what came of *job*, when it is published; who knows its id may cancel it.

        Raises WriteRefused, QueryError, QueryRefused, UnknownEntity, DataDirectoryError or
        StoreError: nothing of it is kept then. Raises QueryStopped when it takes too long or too
        much memory or is cancelled, and Busy when too many jobs wait already.
        """
        answer = self._perform(job, known_as)
        if not isinstance(answer, Written):
            raise StoreError(f"the writer answered a write with {answer}")
        return answer.published

    def decide(self, order: Order) -> str:
        """Return the generation in which the choices of *order* count, and raise as ``write``."""
        answer = self._perform(order)
        if not isinstance(answer, Decided):
            raise StoreError(f"the writer answered choices with {answer}")
        return answer.generation

    def build(self, job: PagesJob) -> Built:
        """Return what came of the pages of *job*, and raise as ``write`` does."""
        answer = self._perform(job)
        if not isinstance(answer, Built):
            raise StoreError(f"the writer answered pages with {answer}")
        return answer

    def _perform(self, job: Job, known_as: str = "") -> Answer:
        if not self._line.acquire(blocking=False):
            raise Busy("too many writes wait already; come back soon", SECONDS_TO_RETURN)
        try:
            future: Future[Answer] = Future()
            with self._running.named(known_as) as named:
                self._jobs.put((job, future, named))
                answer = future.result()
        finally:
            self._line.release()
        if isinstance(answer, Failed):
            raise answer.error()
        return answer

    def _run(self) -> None:
        take_any_core()
        while True:
            job, future, named = self._jobs.get()
            try:
                future.set_result(self._exchange(job, named))
            except (QueryStopped, SalkkuError) as error:
                future.set_exception(error)

    def _exchange(self, job: Job, named: Named) -> Answer:
        if named.is_cancelled:
            raise self._cancelled(job, NOTHING)
        child = self._ready()
        try:
            return child.ask(job, self._seconds, named)
        except InterruptedError:
            child.end()
            raise self._cancelled(job, LOOK) from None
        except TimeoutError:
            raise self._stopped(job, child) from None
        except (EOFError, ConnectionError):
            raise self._ended(job, child) from None

    def _ready(self) -> "Child":
        if self._child is None or self._child.has_ended():
            try:
                self._child = Child(self._folder, self._seconds, self._memory)
            except (OSError, EOFError) as error:
                raise StoreError(f"the writer cannot be started: {error}") from error
        return self._child

    def _cancelled(self, job: Job, advice: str) -> QueryStopped:
        audit.log(self._folder, line_about(job, audit.FAILED, CANCELLED))
        return QueryStopped(CANCELLED, f"The write was cancelled. {advice}")

    def _stopped(self, job: Job, child: "Child") -> QueryStopped:
        child.end()
        audit.log(self._folder, line_about(job, audit.FAILED, "time"))
        told = f"The write took more than {self._seconds:g} seconds and was stopped. {LOOK}"
        return QueryStopped("time", told, self._seconds)

    def _ended(self, job: Job, child: "Child") -> QueryStopped | QueryError:
        code = child.end()
        if code in OVERFLOWN:
            audit.log(self._folder, line_about(job, audit.REFUSED, "depth"))
            return QueryError(TOO_DEEP)
        cause = "memory" if code == ABORTED else "ended"
        audit.log(self._folder, line_about(job, audit.FAILED, cause))
        why = {
            "memory": f"The write took more than the {self._memory >> 20} MiB there are for one.",
            "ended": "The process that made the write was ended.",
        }
        return QueryStopped(cause, f"{why[cause]} {LOOK}")


class Child:
    """A writer process that is ready. It may only be made by a thread as old as the worker."""

    def __init__(self, folder: Path, patience: float, memory: int) -> None:
        """Start it. Raises OSError or EOFError when it does not come to life."""
        ours, theirs = socket.socketpair()
        with theirs:
            start = Start(theirs.fileno(), memory, str(folder), patience)
            told = msgspec.json.encode(start).decode()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-P", "-m", "server.writing", str(os.getpid()), told],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._folder = folder
        self._wire = Wire(ours)
        self._wire.wait_at_most(SECONDS_TO_START)
        try:
            self._wire.receive()
        except (OSError, EOFError):
            self.end()
            raise

    def ask(self, job: Job, seconds: float, named: Named) -> Answer:
        """Return what came of *job*.

        Raises TimeoutError when it took so many *seconds*, besides as many of waiting for others;
        InterruptedError when it was cancelled as *named*, EOFError or ConnectionError when the
        process is gone.
        """
        self._wire.send(b"", msgspec.msgpack.encode(job))
        self._wire.wait_at_most(PAUSE)
        begun, spent = time.monotonic(), 0.0
        while spent < seconds and time.monotonic() - begun < 2 * seconds:
            looked = time.monotonic()
            try:
                return decode_answer(self._wire.receive()[1])
            except BlockingIOError:
                spent += (time.monotonic() - looked) * self._is_at_work()
            if named.is_cancelled:
                raise InterruptedError
        raise TimeoutError

    def _is_at_work(self) -> bool:
        """Whether it is its turn, and it waits for nobody else."""
        return holder(self._folder) == self._process.pid

    def has_ended(self) -> bool:
        """Whether the process is gone; what belonged to it is let go of then."""
        if self._process.poll() is None:
            return False
        self._wire.socket.close()
        return True

    def end(self) -> int:
        """End the process for certain, and return how it ended, as ``Popen.returncode``."""
        self._wire.socket.close()
        try:
            return self._process.wait(PAUSE)
        except subprocess.TimeoutExpired:  # it is still at work
            self._process.kill()
            return self._process.wait()
