"""The lists of what is true, made by hand; the README beside them says how."""

import csv
from collections.abc import Iterator
from importlib import resources
from typing import Final, NamedTuple

HELD_OUT: Final = "-held-out"
"""The file of a list on which nothing is tuned ends so."""


class Row(NamedTuple):
    """A row of a list: its *cells* by column, and whether nothing was tuned on it."""

    cells: dict[str, str]
    held_out: bool

    def values(self, column: str) -> frozenset[str]:
        """The identifiers in a *column*, where blanks stand between several."""
        return frozenset(self.cells[column].split())


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of the list *name*, those that are held out last."""
    folder = resources.files("bench.links.gold")
    for ending in ("", HELD_OUT):
        file = folder.joinpath(f"{name}{ending}.tsv")
        if file.is_file():
            lines = (line for line in file.read_text("utf-8").splitlines() if line[:1] != "#")
            for cells in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                full = {column: cell or "" for column, cell in cells.items()}
                yield Row(full, held_out=bool(ending))
