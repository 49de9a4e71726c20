"""Chance, seeded: the same seed throws the same pages."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws for one page; quicker than ``Random.choice`` where millions are thrown."""

    __slots__ = ("_next", "_random")

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._next = self._random.random

    def pick(self, things: Sequence[T]) -> T:
        """One of *things*."""
        return things[int(self._next() * len(things))]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """*count* different ones of *things*, in the order thrown."""
        return self._random.sample(things, count)

    def chance(self, share: float) -> bool:
        """True in *share* of all throws."""
        return self._next() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from *low* to *high*, both included."""
        return low + int(self._next() * (high - low + 1))

    def throw_bytes(self, count: int) -> bytes:
        """*count* bytes without any order."""
        return self._random.randbytes(count)
