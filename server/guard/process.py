"""One guard, seen from the worker: a process that answers one query at a time."""

import math
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from server.guard.cores import take_any_core
from server.guard.wire import Wire

PROCESSOR: Final = 2
"""What makes of a process's id, turned and shifted, the clock of its processor time
(clock_getcpuclockid(3), MAKE_PROCESS_CPUCLOCK of Linux)."""


class Process:
    """A guard. It may only be made by a thread that lives as long as the worker."""

    def __init__(self, memory: int, services: tuple[str, ...], *, engine: bool = False) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            told = map(str, (os.getpid(), theirs.fileno(), memory, int(engine), *services))
            command = [sys.executable, "-P", "-m", "server.guard", *told]
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C in a terminal is not for the guards
            )
        self.pid = self._process.pid
        self.pidfd = os.pidfd_open(self.pid)
        self._clock = ~self.pid << 3 | PROCESSOR
        self._worked = 0.0
        self.wire = Wire(ours)
        self.stopped = ""
        self.asked = False
        self.slow = False
        self.was_ready = False
        self._signalling = threading.Lock()
        self._ended = threading.Event()

    def ask(self, request: bytes) -> None:
        """Send it an encoded request. Raises OSError when it is gone."""
        self._worked = self._processor_seconds()
        self.wire.send(request)
        self.asked = True

    def worked(self) -> float:
        """How many seconds a processor has worked on what it was asked last."""
        return self._processor_seconds() - self._worked

    def _processor_seconds(self) -> float:
        with suppress(OSError):  # it has just ended
            return time.clock_gettime(self._clock)
        return math.inf

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; one that ended gets none."""
        with self._signalling, suppress(ProcessLookupError):
            if not self._ended.is_set():
                signal.pidfd_send_signal(self.pidfd, number)

    def stop(self, cause: str) -> None:
        """End it at once, because of *cause*: the first cause counts."""
        self.stopped = self.stopped or cause
        self.signal(signal.SIGKILL)

    def give_way(self) -> None:
        """Let the query that it runs have only the time that nobody else wants, on any core.

        There is no way back without privileges, but for its thread alone: the guard answers the
        next query in a new one.
        """
        self.slow = True
        with suppress(OSError):  # it has just ended
            for thread in map(int, os.listdir(f"/proc/{self.pid}/task")):  # noqa: PTH208 - names
                if thread != self.pid:
                    os.sched_setscheduler(thread, os.SCHED_IDLE, os.sched_param(0))
                    take_any_core(thread)

    def resident(self) -> int:
        """How many bytes of memory it holds; 0 when it has ended."""
        with suppress(OSError, IndexError):
            pages = Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1]
            return int(pages) * resource.getpagesize()
        return 0

    def reap(self) -> None:
        """Take note of its end."""
        self._process.wait()
        with self._signalling:
            self._ended.set()
            os.close(self.pidfd)

    def close(self) -> None:
        """Close the wire: whoever holds the process at its end does so, and nobody else."""
        self.wire.socket.close()

    def end(self) -> int:
        """The signal that ended it, or 0; waits until it is gone."""
        self._ended.wait()
        return max(0, -(self._process.returncode or 0))
