"""The engine's compaction, which makes one file of many, kept back while a store is loaded.

The engine begins it after every other piece, and copies much of what is there already each time:
together that takes longer than the loading, and at the end all is compacted once more. Its library
for Python has no word for it, but the system can let some threads of a process wait for the others.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_THREADS: Final = Path("/proc/self/task")
"""The threads of this process (proc(5)); none are seen where Linux is not."""

_NAME: Final = "rocksdb:low"
"""What the engine calls the threads that compact."""

_LAST: Final = 19
"""The niceness of what runs when hardly anybody else wants to (sched(7))."""


def keep_back() -> None:
    """Let the threads that compact run after all others, where the system lets one choose."""
    _be(_LAST)


def let_go() -> None:
    """Let them run like this thread; where not everybody may hurry a thread, they stay as last."""
    _be(os.getpriority(os.PRIO_PROCESS, 0))


def _be(niceness: int) -> None:
    for name in _THREADS.glob("*/comm"):
        with suppress(FileNotFoundError, ProcessLookupError, PermissionError):
            if name.read_text().strip() == _NAME:
                os.setpriority(os.PRIO_PROCESS, int(name.parent.name), niceness)
