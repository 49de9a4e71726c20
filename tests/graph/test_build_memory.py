"""What a build gives back to the machine."""

import ctypes

import psutil
import pytest

from graph.build.memory import give_back

PIECES, BYTES = 200_000, 600
"""More bytes than Python keeps in pools of its own, so that the C library keeps them."""


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="only the GNU C library keeps memory"
)
def test_what_was_freed_between_what_is_kept_goes_back_to_the_machine() -> None:
    process = psutil.Process()
    held = [bytes(BYTES) for _ in range(PIECES)]
    kept = held[::1_000]
    del held
    before = process.memory_info().rss
    give_back()
    assert before - process.memory_info().rss > PIECES * BYTES / 2
    assert len(kept) == PIECES / 1_000
