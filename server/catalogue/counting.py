"""How much there is of what: answers that take seconds to count, and so are read from files."""

import csv
from collections.abc import Mapping, Sequence
from typing import Final

from server.catalogue.described import Described

COUNTABLE: Final = 500_000
"""Up to so many statements one may wait for what is not counted in a file yet."""

Counted = Sequence[Mapping[str, str]]


def counted(described: Described, question: str) -> Counted:
    """Return the rows of a *question* that counts.

    They come from its file; while that is not there, a small register is counted at once, and of a
    large one nothing is known yet.
    """
    if f"{question}.csv" in described.kept:
        return _from_file(described, question)
    if described.snapshot.generation.manifest.counts.quads > COUNTABLE:
        return ()
    rows = described.snapshot.rows(question)
    return [{name: str(value) for name, value in row.items()} for row in rows]


def _from_file(described: Described, question: str) -> Counted:
    path = described.dumps.path(f"{question}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
