"""Nobody outlives who started him: the kernel ends a process whose parent is gone.

``PR_SET_PDEATHSIG`` looks at the thread that started the process, not at its process: that
thread must live as long as the parent (prctl(2)).
"""

import ctypes
import os
import resource
import signal
from collections.abc import Callable
from typing import Final, TypeVar

PR_SET_PDEATHSIG: Final = 1
Loaded = TypeVar("Loaded")


def end_with(parent: int) -> None:
    """Let the kernel kill this process when the process *parent*, which started it, ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel was asked
        os.kill(os.getpid(), signal.SIGKILL)


def load_with(parent: int, load: Callable[[], Loaded]) -> Loaded:
    """Return what *load* gives, in a process that ends with the process *parent*."""
    end_with(parent)
    return load()


def take_no_more_than(memory: int) -> None:
    """Let this process have so many bytes of data; one that asks for more is aborted.

    An aborted process leaves no image of its memory on the disk.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
