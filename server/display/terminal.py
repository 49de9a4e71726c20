"""A table to read on a terminal: in columns where they fit, else row by row."""

from collections.abc import Sequence

from pyoxigraph import NamedNode
from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table as Drawing
from rich.text import Text

from graph.store import Table
from graph.values import plain
from server.data.tables import shown

Rows = Sequence[Sequence[str]]


def several(number: int, one: str, plural: str) -> str:
    """The *number* with the word that fits it."""
    return f"{number} {one if number == 1 else plural}"


def print_table(table: Table, console: Console) -> None:
    """Print *table* whole: an IRI as its last part, a column without any value only named."""
    columns, rows = table.columns, [[readable(term) for term in row] for row in table]
    filled = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    names = [columns[number] for number in filled]
    chosen = [[row[number] for number in filled] for row in rows]
    if rows:
        draw = in_columns if width_of(names, chosen) <= console.width else row_by_row
        console.print(draw(names, chosen))
    console.print(f"{several(len(rows), 'row', 'rows')}.", highlight=False)
    empty = [name for name in columns if name not in names]
    if rows and empty:
        console.print(f"Empty in all of them: {', '.join(empty)}.", highlight=False)


def readable(term: object) -> str:
    """A term on one line, without anything that a terminal would obey."""
    value = shown(plain(term))
    text = value.rpartition("/")[2] or value if isinstance(term, NamedNode) else value
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def width_of(names: Sequence[str], rows: Rows) -> int:
    """How many letters wide a table of *rows* is, with three between its columns."""
    columns = zip(names, *rows, strict=True)
    return sum(max(map(cell_len, column)) + 3 for column in columns)


def in_columns(names: Sequence[str], rows: Rows) -> RenderableType:
    """The *rows* under the *names* of their columns."""
    drawing = Drawing(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        drawing.add_column(name, overflow="fold")
    for row in rows:
        drawing.add_row(*map(Text, row))
    return drawing


def row_by_row(names: Sequence[str], rows: Rows) -> RenderableType:
    """Each of the *rows* as lines of names and values, and an empty line after it."""
    drawing = Drawing.grid(padding=(0, 2))
    drawing.add_column(no_wrap=True, style="bold")
    drawing.add_column(overflow="fold")
    for row in rows:
        for name, value in zip(names, row, strict=True):
            if value:
                drawing.add_row(name, Text(value))
        drawing.add_row()
    return drawing
