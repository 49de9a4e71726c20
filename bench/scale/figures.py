"""What is measured at one number of projects, and how it grows from one to another."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import log10
from typing import Final

import msgspec

MEGABYTE: Final = 1_000_000


class Figure(msgspec.Struct, frozen=True):
    """One thing that was measured: its *name*, its *value* in a *unit*, and the *goal*, if any.

    A goal is the most that is aimed at for a million projects.
    """

    name: str
    unit: str
    value: float
    goal: float | None = None


class Size(msgspec.Struct, frozen=True):
    """What was measured at so many *projects*, in order; *failed* tells why a step could not be."""

    projects: int
    figures: tuple[Figure, ...]
    failed: Mapping[str, str] = {}

    def value(self, name: str) -> float | None:
        """The value of the figure of that *name*, or None when it was not measured."""
        return next((figure.value for figure in self.figures if figure.name == name), None)


def names(sizes: Sequence[Size]) -> list[Figure]:
    """The figures that were measured at any of *sizes*, each name once, in order."""
    return [*{figure.name: figure for size in sizes for figure in size.figures}.values()]


def growth(name: str, sizes: Sequence[Size]) -> Iterator[float | None]:
    """How many times more the figure *name* is for ten times the projects, from size to size.

    None where it was not measured, or was nothing.
    """
    for one, other in pairwise(sizes):
        before, after = one.value(name), other.value(name)
        tenfolds = log10(other.projects / one.projects)
        yield (after / before) ** (1 / tenfolds) if before and after and tenfolds else None
