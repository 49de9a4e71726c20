"""Writing columns: rows come and go, and what stands there is never changed, but replaced."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graph.generations.durable import drop
from graph.search.columns.changes import Changes, Placing, read_changes
from graph.search.columns.gathering import Gatherer
from graph.search.columns.merging import merged
from graph.search.columns.opened import TABLE, Columns
from graph.search.columns.row import Row
from graph.search.columns.table import Table

_MOST: Final = 5_000
"""So many late rows are kept beside a table: they are gathered whenever it is opened, which takes
a tenth of a second, and to merge them into a million rows takes seconds."""


class ColumnsWriter:
    """Writes the columns that lie in a *folder*, new ones if there are none.

    What was added and removed is there from the next commit on.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begin()

    def _begin(self) -> None:
        self._table = Table.open(self._folder / TABLE) if self._folder.exists() else None
        self._changes = Changes() if self._table is None else read_changes(self._folder)
        self._new = Gatherer()
        self._late: list[Row] = []
        self._gone: list[int] = []

    @property
    def next(self) -> int:
        """The number of the next row."""
        if self._table is None:
            return len(self._new)
        return len(self._table) + len(self._changes.late) + len(self._late)

    def add(self, row: Row) -> int:
        """Add *row*; return the number that it has."""
        number = self.next
        if self._table is None:
            self._new.add(row)
        else:
            self._late.append(row)
        return number

    def remove(self, rows: Iterable[int]) -> None:
        """Remove the rows of those numbers."""
        self._gone.extend(rows)

    def commit(self) -> None:
        """Write what was added and removed."""
        if self._table is None:
            self._save(self._new.table(), Changes((), tuple(self._gone)))
        elif self._late or self._gone:
            self._change(self._table)
        self._begin()

    def _change(self, table: Table) -> None:
        placing = Placing(table)
        late = tuple(map(placing.placed, self._late))
        changes = self._changes.plus(late, tuple(self._gone))
        if len(changes.late) <= _MOST:
            changes.save(self._folder)
        else:
            self._save(merged(Columns(table, changes)), Changes((), changes.gone))

    def _save(self, table: Table, changes: Changes) -> None:
        drop(self._folder)
        table.save(self._folder / TABLE)
        changes.save(self._folder)
