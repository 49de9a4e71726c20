"""Waiting on a machine that may be busy: as long as it takes, and not for ever."""

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 60.0
"""How many seconds a busy machine may need for what takes a moment on another one."""

PAUSE: Final = 0.02
TRIES: Final = 3


def wait_until(has_happened: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Return as soon as it has happened; fail with *what* was to happen when that takes longer."""
    end = time.monotonic() + seconds
    while not has_happened():
        assert time.monotonic() < end, f"{what}: not within {seconds:g} seconds"
        time.sleep(PAUSE)


def takes_less_than(seconds: float, act: Callable[[], object]) -> bool:
    """Whether it takes less than so many seconds to *act*, at one of three times at least.

    A machine that others share may stand still for a while: that says nothing about us.
    """
    return any(seconds_of(act) < seconds for _ in range(TRIES))


def seconds_of(act: Callable[[], object]) -> float:
    """How many seconds it takes to *act*."""
    began = time.monotonic()
    act()
    return time.monotonic() - began
