/** The figures of a table whose cells say their numbers. */

import { type Figures, figures } from "./figures.ts";

/** One number of the table: the names of its row and of its column, and which column that is. */
export interface Cell {
  row: string;
  column: string;
  index: number;
  value: string;
}

/** The cells of the body that say a number. */
export function cellsOf(table: HTMLTableElement): Cell[] {
  const names = Array.from(table.tHead?.rows[0]?.cells ?? [], wordsOf);
  return Array.from(table.tBodies[0]?.rows ?? []).flatMap((row) =>
    Array.from(row.cells, (cell, index) => ({
      row: wordsOf(row.cells[0]),
      column: names[index] ?? "",
      index,
      value: cell.dataset.value ?? "",
    })).filter((cell) => cell.value !== ""),
  );
}

/** What a heading says; where it says more than a name, the name is in `data-name`. */
function wordsOf(cell: HTMLTableCellElement | undefined): string {
  const words = cell?.dataset.name ?? cell?.textContent ?? "";
  return words.replace(/\s+/g, " ").trim();
}

/** The cells as a chart: rows are places and columns series, or with `turned` the other way. */
export function figuresOf(cells: Cell[], turned: boolean, others: string): Figures {
  const byColumn = [...cells].sort((a, b) => a.index - b.index);
  const rows = (turned ? byColumn : cells).map(({ row, column, value }) => ({
    place: turned ? column : row,
    series: turned ? row : column,
    value,
  }));
  const choice = { kind: "bar", x: "place", y: "value", series: "series" } as const;
  const order = turned ? cells.map((cell) => cell.row) : byColumn.map((cell) => cell.column);
  return figures(rows, choice, others, order);
}
