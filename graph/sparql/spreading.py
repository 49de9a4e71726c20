"""A query spread out: wide room between its words, and the way back to where they stood.

A rule of the engine that tries a keyword looks as far as the keyword is long, and hides how far
other rules came within that length. Where there is room, it looks at room alone.
"""

import re
from bisect import bisect_right
from typing import Final

ROOM: Final = " " * 31
"""More than the longest keyword needs."""
WORD: Final = re.compile(
    r"(?P<kept>\"{3}.*?(?<!\\)\"{3}|'{3}.*?(?<!\\)'{3}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^\s<>]*>|#[^\r\n]*|\\.|\(\||\|\)|\{\||\|\}|<<\(|\)>>|\(\s*\)|\[\s*\])|\s+|[{}()\[\],;]",
    re.DOTALL,
)
"""What may stand in a query: kept as it is, or with room around it."""


class Spread:
    """The *text* of a query, spread out."""

    def __init__(self, query: str) -> None:
        self._pieces: list[str] = []
        self._begins: list[int] = []
        self._origins: list[int] = []
        self._size = 0
        end = 0
        for word in WORD.finditer(query):
            if word["kept"] is None:
                self._add(query[end : word.start()], end)
                self._add(ROOM, word.start())
                self._add(word[0], word.start())
                self._add(ROOM, word.end())
                end = word.end()
        self._add(query[end:], end)
        self._add("\n" + ROOM, len(query))
        self.text = "".join(self._pieces)

    def _add(self, piece: str, origin: int) -> None:
        self._pieces.append(piece)
        self._begins.append(self._size)
        self._origins.append(origin)
        self._size += len(piece)

    def origin(self, place: int) -> int:
        """Where in the query stood what stands at *place* in the text, or came next."""
        number = bisect_right(self._begins, place) - 1
        ahead = 0 if self._pieces[number].isspace() else place - self._begins[number]
        return self._origins[number] + ahead
