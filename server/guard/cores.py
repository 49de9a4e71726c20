"""On which cores of the machine a process runs.

A worker and its guard wake each other many times a second. On one core nobody is woken from afar,
and what was read last is near at hand: a look-up takes a sixth less. What takes long may run on any
core, so that none is idle.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Loaded = TypeVar("Loaded")


def load_on_core(number: int, workers: int, load: Callable[[], Loaded]) -> Loaded:
    """Return what *load* gives, in the *number*-th of so many *workers*, which keeps to its core.

    So do all processes and threads that it starts. Where there are more cores than workers, it may
    run on any.
    """
    cores = sorted(os.sched_getaffinity(0))
    if workers >= len(cores):
        os.sched_setaffinity(0, {cores[number % len(cores)]})
    return load()


def take_any_core(thread: int = 0) -> None:
    """Let that *thread*, by default the one that calls, run on any core that the server may use."""
    with suppress(OSError):  # it has just ended
        os.sched_setaffinity(thread, os.sched_getaffinity(os.getppid()))
