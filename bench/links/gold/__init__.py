"""The lists of what is true, made by hand; the README beside them says how."""

import csv
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Final, NamedTuple

TUNED: Final = "tuned"
PARTS: Final[Mapping[str, str]] = {
    "": TUNED,
    "-held-out": "held out",
    "-held-out-2": "held out, 2",
    "-held-out-3": "held out, 3",
}
"""The parts of a list by the ends of their files; nothing is tuned on any but the first."""


class Row(NamedTuple):
    """A row of a list: its *cells* by column, and the *part* of the list in which it stands."""

    cells: dict[str, str]
    part: str

    def values(self, column: str) -> frozenset[str]:
        """The identifiers in a *column*, where blanks stand between several."""
        return frozenset(self.cells[column].split())


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of the list *name*, those that are held out last."""
    folder = resources.files("bench.links.gold")
    for ending, part in PARTS.items():
        file = folder.joinpath(f"{name}{ending}.tsv")
        if file.is_file():
            lines = (line for line in file.read_text("utf-8").splitlines() if line[:1] != "#")
            for cells in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                full = {column: cell or "" for column, cell in cells.items()}
                yield Row(full, part)
