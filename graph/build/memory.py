"""Memory that a process of a build needs no more, given back to the machine."""

import ctypes
import gc
from typing import Final

_TRIM: Final = "malloc_trim"
"""The call of the GNU C library; others give back by themselves."""


def give_back() -> None:
    """Give what is free to whoever else needs it: the other processes of the build.

    The C library keeps what was freed for this process alone: of a million pages more than a
    gigabyte, which counts as taken beside what the others take.
    """
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), _TRIM, None):
        trim(0)
