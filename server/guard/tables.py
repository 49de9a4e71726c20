"""A table as it gathers: rows past the limit are noticed, counted for a while, and cut off."""

import time
from typing import Final

from server.guard.cut import Layout, ending, rows_in
from server.guard.spool import Spool

COUNTED: Final = 1.0
"""For how many seconds the rows past the limit are still counted, to tell the total."""


class Full(Exception):
    """There are rows past the limit, and more than can be counted in time."""


class TableSpool(Spool):
    """An output for a table in *layout*, which is to hold at most so many *rows*.

    Rows are only looked for when there may be too many: an ordinary answer pays for the counting
    of marks alone.
    """

    def __init__(self, layout: Layout, rows: int, size: int) -> None:
        super().__init__(size)
        self._layout = layout
        self._rows = rows
        self._marks = 0
        self._enough = rows
        self._deadline: float | None = None

    def write(self, piece: bytes) -> int:
        """Take *piece* in. Raises TooLarge, or Full when the counting takes too long."""
        super().write(piece)
        self._marks += piece.count(self._layout.mark) + 1  # one may stand across two pieces
        if self._deadline is not None:
            if time.monotonic() > self._deadline:
                raise Full
        elif self._marks > self._enough:
            self._enough = self._marks + self._marks // 4
            if self.is_over():
                self._deadline = time.monotonic() + COUNTED
        return len(piece)

    def is_over(self) -> bool:
        """Whether more whole rows were written than the limit allows."""
        return self._marks > self._rows and self._found(self._rows + 1)[0] > self._rows

    def _found(self, wanted: int) -> tuple[int, int]:
        content = self.content()
        start = self._layout.begin(bytes(content[: 1 << 16]))
        return rows_in(content, self._layout, start, wanted)

    def close(self, *, complete: bool) -> tuple[int, int | None] | None:
        """Cut off what is past the limit; how many rows were kept, and of how many.

        The answer is None when nothing was to be cut; the total is None when the table was not
        *complete*.
        """
        if not self.is_over():
            return None
        _, end = self._found(self._rows)
        total = self._found(self._marks)[0] if complete else None
        self.cut(end, ending(self._layout, self._rows, self._rows, total))
        return self._rows, total
