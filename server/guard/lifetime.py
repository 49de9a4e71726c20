"""Nobody outlives who started him: the kernel ends a process whose parent is gone.

``PR_SET_PDEATHSIG`` looks at the thread that started the process, not at its process: that
thread must live as long as the parent (prctl(2)).
"""

import ctypes
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

PR_SET_PDEATHSIG: Final = 1
SECONDS_TO_END: Final = 1.5
"""How long a worker may finish its requests."""
OUT_OF_MEMORY: Final = Path("/proc/self/oom_score_adj")
"""Where a process says how gladly it would be ended when there is no memory left."""
Loaded = TypeVar("Loaded")


def end_with(parent: int) -> None:
    """Let the kernel kill this process when the process *parent*, which started it, ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel was asked
        os.kill(os.getpid(), signal.SIGKILL)


def load_with(parent: int, load: Callable[[], Loaded]) -> Loaded:
    """Return what *load* gives, in a process that ends with the process *parent*.

    When it is told to end, it may finish its requests for a moment only.
    """
    end_with(parent)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    threading.Thread(target=_end_in_time, name="end in time", daemon=True).start()
    return load()


def _end_in_time() -> None:
    signal.sigwait({signal.SIGTERM})
    handler = signal.getsignal(signal.SIGTERM)
    if callable(handler):
        handler(signal.SIGTERM, None)
    time.sleep(SECONDS_TO_END)
    os.kill(os.getpid(), signal.SIGKILL)


def can_be_told_to_end() -> None:
    """Let SIGTERM end this process, although its parent, from which it has this, blocks it."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def go_first() -> None:
    """Let the kernel end this process before others when the machine has no memory left (proc(5)).

    Whoever started it lives on, and starts another one.
    """
    with suppress(OSError):  # there is no such file everywhere
        OUT_OF_MEMORY.write_text("1000", "ascii")


def take_no_more_than(memory: int) -> None:
    """Let this process have so many bytes of data; one that asks for more is aborted.

    An aborted process leaves no image of its memory on the disk, and tells of its end in a line:
    the engine would tell where it stood, whatever a stranger asked.
    """
    os.putenv("RUST_BACKTRACE", "0")  # read when it is needed
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
