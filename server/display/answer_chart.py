"""How an answer is best drawn: which column lies along the chart, which one gives the amounts."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from server.display.answer_table import Cell, Shown

KINDS: Final = ("bar", "line")
YEAR: Final = re.compile(r"(?:19|20)\d\d")


class ChartChoice(NamedTuple):
    """A chart of an answer by its columns, and the columns that can give amounts.

    Without *series* there is one.
    """

    kind: str
    x: str
    y: str
    series: str
    numbers: tuple[str, ...]


def chart_of(answer: Shown, wish: Mapping[str, str]) -> ChartChoice | None:
    """Return the chart of *answer*; None when nothing in it can be drawn.

    *wish* may name kind, x, y and series; what it names wrongly is chosen as if it named nothing.
    """
    cells = dict(zip(answer.columns, zip(*answer.rows, strict=True), strict=False))
    numbers = tuple(name for name, column in cells.items() if _numeric(column))
    if not numbers or len(cells) == 1:
        return None
    y = _wished(wish, "y", numbers) or _amounts(cells, numbers)
    x = _wished(wish, "x", cells) or _along(cells, y)
    kind = _wished(wish, "kind", KINDS) or KINDS[0]
    return ChartChoice(kind, x, y, _wished(wish, "series", cells), numbers)


def _wished(wish: Mapping[str, str], part: str, known: Iterable[str]) -> str:
    said = wish.get(part, "")
    return said if said in known else ""


def _amounts(cells: Mapping[str, tuple[Cell, ...]], numbers: tuple[str, ...]) -> str:
    """The last column of numbers that are no years, else the last of numbers."""
    amounts = [name for name in numbers if not _years(cells[name])]
    return (amounts or numbers)[-1]


def _along(cells: Mapping[str, tuple[Cell, ...]], y: str) -> str:
    """The years, else the first column of words, else the first column that is not *y*."""
    others = [name for name in cells if name != y]
    years = [name for name in others if _years(cells[name])]
    words = [
        name for name in others if not any(cell.address or cell.numeric for cell in cells[name])
    ]
    return (years or words or others)[0]


def _numeric(column: tuple[Cell, ...]) -> bool:
    """Whether there are numbers in the column, and nothing else."""
    filled = [cell.numeric for cell in column if cell.text]
    return bool(filled) and all(filled)


def _years(column: tuple[Cell, ...]) -> bool:
    return _numeric(column) and all(YEAR.fullmatch(cell.text) for cell in column if cell.text)
