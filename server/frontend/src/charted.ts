/**
 * Tables that are drawn as charts, on any page.
 *
 * A table asks for it by `data-chart` (`bar`, `line`) inside of `figure.charted`; the macro
 * `drawn_as` of `charted.html` writes its attributes:
 *
 * - `data-along`: `rows` (the default) when each row is a place along the axis and each column a
 *   series; `columns` when it is the other way round;
 * - `data-label`: what the chart shows, for who cannot see it;
 * - `data-unit`: a currency such as `EUR`, or nothing;
 * - `data-others`: what series beyond the colours are called together.
 *
 * A cell is drawn when it has its number in `data-value` (`1200.5`). The first cell of each row
 * and column names it. Sums have no `data-value`, or stand in `tfoot`, and are not drawn. The
 * table stays where it is: it is what the keyboard and readers of screens have.
 */

import { followColours } from "./colours";
import { cellsOf, figuresOf } from "./marked_table";

const MARKED = "figure.charted table[data-chart]";

function enhance(table: HTMLTableElement): void {
  const canvas = document.createElement("canvas");
  canvas.role = "img";
  canvas.ariaLabel = table.dataset.label ?? table.caption?.textContent ?? "";
  const frame = document.createElement("div");
  frame.className = "canvas";
  frame.append(canvas);
  const first = table.closest(".scroll") ?? table;
  first.before(frame);
  table.classList.add("is-drawn");
  whenSeen(frame, () => void draw(canvas, table));
}

/** Nothing is loaded or drawn for a reader who never comes to see it. */
function whenSeen(frame: Element, then: () => void): void {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    then();
    followColours(then);
  });
  watch.observe(frame);
}

async function draw(canvas: HTMLCanvasElement, table: HTMLTableElement): Promise<void> {
  const { chart, along, unit, others } = table.dataset;
  const figures = figuresOf(cellsOf(table), along === "columns", others ?? "");
  const drawing = await import("./drawing");
  drawing.draw(canvas, figures, { kind: chart === "line" ? "line" : "bar", x: "", y: "", unit });
}

for (const table of document.querySelectorAll<HTMLTableElement>(MARKED)) enhance(table);
