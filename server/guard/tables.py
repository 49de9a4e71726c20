"""A table as it gathers: rows past the limit are noticed, counted for a while, and cut off."""

import time
from typing import Final

from server.guard.cut import Layout, remark, rows_in
from server.guard.spool import Spool

COUNTED: Final = 1.0
"""For how many seconds rows past the limit are still counted, to tell the total."""
SHARE: Final = 0.5
"""Which part of its time a query may have taken while they are."""


class Full(Exception):
    """There are rows past the limit, and more than can be counted in time."""


class TableSpool(Spool):
    """An output for a table in *layout*, for at most so many *rows* in so many *seconds*.

    Rows are only looked for when there may be too many, and their marks when there are more bytes
    than there may be rows: an ordinary answer pays for neither.
    """

    def __init__(self, layout: Layout, rows: int, size: int, seconds: float) -> None:
        super().__init__(size)
        self._share = time.monotonic() + seconds * SHARE
        self._layout = layout
        self._rows = rows
        self._marks = 0
        self._counts = False
        self._enough = rows
        self._deadline: float | None = None

    def write(self, piece: bytes) -> int:
        """Take *piece* in. Raises TooLarge, or Full when the counting takes too long."""
        super().write(piece)
        if self.size <= self._rows:
            return len(piece)
        self._marks += self._marks_with(piece)
        if self._deadline is not None:
            if time.monotonic() > self._deadline:
                raise Full
        elif self._marks > self._enough:
            self._enough = self._marks + self._marks // 4
            if self.is_over():
                self._deadline = min(self._share, time.monotonic() + COUNTED)
        return len(piece)

    def _marks_with(self, piece: bytes) -> int:
        """How many marks there may be in *piece*, and before it if none were counted yet."""
        counted, self._counts = self._counts, True
        text = piece if counted else bytes(self.content())
        return text.count(self._layout.mark) + 1  # one may stand across two pieces

    def is_over(self) -> bool:
        """Whether more whole rows were written than the limit allows."""
        return self._marks > self._rows and self._found(self._rows + 1)[0] > self._rows

    def _found(self, wanted: int) -> tuple[int, int]:
        content = self.content()
        return rows_in(content, self._layout, self._layout.begin(content), wanted)

    def close(self, *, complete: bool) -> tuple[int, int | None] | None:
        """Cut off what is past the limit; how many rows were kept, and of how many.

        The answer is None when nothing was to be cut; the total is None when the table was not
        *complete*.
        """
        if not self.is_over():
            return None
        _, end = self._found(self._rows)
        total = self._found(self._marks)[0] if complete else None
        told = remark(self._layout.remark, self._rows, self._rows, total)
        head = self._layout.begin(self.content()) - len(self._layout.start)
        self.cut(end, self._layout.end)
        self.insert(head, told)
        return self._rows, total
