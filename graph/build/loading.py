"""Putting quads into a store that nobody reads yet."""

from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

from graph.quads.content import Content, measured
from graph.quads.statements import Given

PIECE: Final = 250_000
"""How many quads are loaded at once: more take much memory, fewer take longer."""


class Loader:
    """A new store at *path*, loaded in pieces; ``content`` is what it holds so far."""

    def __init__(self, path: Path) -> None:
        self.store = Store(str(path))
        self.content = Content()
        self._waiting: list[bytes] = []
        self._quads = 0

    def add(self, lines: bytes, content: Content) -> None:
        """Load the N-Quads *lines*, whose content is *content*, now or with those that follow."""
        self._waiting.append(lines)
        self._quads += content.quads
        self.content = self.content.plus(content)
        if self._quads >= PIECE:
            self.load()

    def add_given(self, given: Given) -> None:
        """Load what is *given*, all of which is new to the store."""
        self.add(*measured(given))

    def load(self) -> None:
        """Load what is waiting."""
        self.store.bulk_load(b"".join(self._waiting), RdfFormat.N_QUADS)
        self._waiting, self._quads = [], 0

    def finish(self) -> Content:
        """Load the rest, write everything to the disk, and return what the store holds."""
        self.load()
        self.store.flush()
        return self.content
