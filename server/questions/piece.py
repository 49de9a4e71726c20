"""The piece of an answer that an address asks for: the whole, or a page of it."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from graph.errors import QueryError
from server.addresses import whole_number

SIZE: Final = 1000
LARGEST: Final = 10_000
"""How many rows a page has when nobody says, and at most."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Page *number*, from 1, of pages of so many rows; without *size* the whole."""

    number: int = 1
    size: int = 0

    @property
    def rows(self) -> slice:
        """Which rows of the whole these are."""
        start = (self.number - 1) * self.size
        return slice(start, start + self.size) if self.size else slice(None)

    @property
    def enough(self) -> int | None:
        """How many first rows tell what is here, and whether more follow; None when all must."""
        return self.rows.stop + 1 if self.size else None

    def others(self, rows: int, *, ends: bool = True) -> Iterator[tuple[str, "Piece"]]:
        """The pages to go on from here when there are so many *rows*, by their relation (RFC 8288).

        None of the whole; no last one unless it *ends* with these rows, as far as anybody knows.
        """
        if not self.size:
            return
        last = max(1, -(-rows // self.size))
        yield "first", Piece(size=self.size)
        if self.number > 1:
            yield "prev", Piece(number=min(self.number - 1, last), size=self.size)
        if self.number < last:
            yield "next", Piece(number=self.number + 1, size=self.size)
        if ends:
            yield "last", Piece(number=last, size=self.size)


def read_piece(parameters: Mapping[str, str]) -> Piece:
    """Return the piece that *parameters* ask for with ``page`` and ``size``; else the whole.

    Raises QueryError saying what they can be.
    """
    size = _whole_number(parameters, "size", LARGEST)
    number = _whole_number(parameters, "page")
    if not size and not number:
        return Piece()
    return Piece(number=number or 1, size=size or SIZE)


def _whole_number(parameters: Mapping[str, str], name: str, largest: int = 10**9) -> int:
    """The number in the parameter *name*; 0 when it is not given."""
    words = parameters.get(name, "").strip()
    if not words:
        return 0
    number = whole_number(words)
    if number is None or not 1 <= number <= largest:
        raise QueryError(f"{name}: {words!r} is not a whole number from 1 to {largest}")
    return number
