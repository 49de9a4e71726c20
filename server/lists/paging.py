"""A long list cut into pages that say how long the whole is."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

Item = TypeVar("Item")


class Page(msgspec.Struct, Generic[Item], frozen=True, kw_only=True):
    """One page of a list: its items, its number from 1, and the length of the whole list.

    Where there are *more* items than that, nobody knows how many.
    """

    items: tuple[Item, ...]
    number: int
    size: int
    total: int
    more: bool = False

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self) -> int:
        """The place in the whole list, from 1, of the first item here; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last_item(self) -> int:
        """The place in the whole list of the last item here; 0 when there is none."""
        return (self.number - 1) * self.size + len(self.items) if self.items else 0


def page_of(
    items: Sequence[Item], number: int, size: int = 25, *, more: bool = False
) -> Page[Item]:
    """Return page *number* of *items*; a number out of range means the nearest page there is.

    There may be *more* items after these.
    """
    last = max(1, -(-len(items) // size))
    nearest = min(max(number, 1), last)
    start = (nearest - 1) * size
    shown = tuple(items[start : start + size])
    return Page(items=shown, number=nearest, size=size, total=len(items), more=more)
