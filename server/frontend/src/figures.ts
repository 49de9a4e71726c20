/** The figures of a chart, read from the rows of a table and added up. */

/** Which columns of the table make the chart; without `series` all is one series. */
export interface Choice {
  kind: "bar" | "line";
  x: string;
  y: string;
  series: string;
}

/** Amounts by series and place: `values[series][place]`, `null` where the table has none. */
export interface Figures {
  places: string[];
  series: string[];
  values: (number | null)[][];
  /** How many places the table has; more than `places` when the chart would be too wide. */
  placesInAll: number;
}

type Row = Record<string, string>;

export const MOST_PLACES = 40;
export const MOST_SERIES = 6;

/** The rows of the table by the names of its columns. */
export function readRows(table: HTMLTableElement): Row[] {
  const columns = Array.from(table.tHead?.rows[0]?.cells ?? [], (cell) => cell.textContent ?? "");
  return Array.from(table.tBodies[0]?.rows ?? [], (row) =>
    Object.fromEntries(columns.map((name, i) => [name, textOf(row.cells[i])])),
  );
}

function textOf(cell: HTMLTableCellElement | undefined): string {
  return cell?.dataset.value ?? cell?.textContent?.trim() ?? "";
}

/**
 * The figures of a choice; series beyond the largest are one, called `others`. The largest come
 * first, or they come in that `order`.
 */
export function figures(rows: Row[], choice: Choice, others: string, order?: string[]): Figures {
  const places = [...new Set(rows.map((row) => row[choice.x] ?? ""))];
  const shown = places.slice(0, MOST_PLACES);
  const named = largestSeries(rows, choice);
  if (order) named.kept.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  const series = named.all.length > named.kept.length ? [...named.kept, others] : named.kept;
  const values = series.map(() => shown.map((): number | null => null));
  for (const row of rows) {
    const at = shown.indexOf(row[choice.x] ?? "");
    const amount = Number.parseFloat(row[choice.y] ?? "");
    const own = values[placeOf(row, choice, named.kept)];
    if (own && at >= 0 && Number.isFinite(amount)) own[at] = (own[at] ?? 0) + amount;
  }
  return { places: shown, series, values, placesInAll: places.length };
}

function placeOf(row: Row, choice: Choice, kept: string[]): number {
  const found = kept.indexOf(seriesOf(row, choice));
  return found < 0 ? kept.length : found;
}

function seriesOf(row: Row, choice: Choice): string {
  return choice.series ? (row[choice.series] ?? "") : choice.y;
}

function largestSeries(rows: Row[], choice: Choice): { all: string[]; kept: string[] } {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const name = seriesOf(row, choice);
    const amount = Number.parseFloat(row[choice.y] ?? "") || 0;
    sums.set(name, (sums.get(name) ?? 0) + Math.abs(amount));
  }
  const all = [...sums.keys()].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0));
  return { all, kept: all.slice(0, all.length > MOST_SERIES ? MOST_SERIES - 1 : MOST_SERIES) };
}
