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
 * - `data-others`: what series beyond the colours are called together;
 * - `data-legend`: `none` where the page has a legend of its own.
 *
 * A cell is drawn when it has its number in `data-value` (`1200.5`). The first cell of each row
 * and column names it, by its words or its `data-name`. Sums have no `data-value`, or stand in
 * `tfoot`, and are not drawn. The chart goes before the table, or takes the place of what is marked
 * as `.until-drawn`: the drawing that needs no script. The table stays: it is what the keyboard and
 * readers of screens have.
 */

import { followColours } from "./colours";
import type { Manner } from "./drawing";
import type { Figures } from "./figures";
import { cellsOf, figuresOf } from "./marked_table";

const MARKED = "figure.charted table[data-chart]";
const NEAR = "600px";

function enhance(table: HTMLTableElement): void {
  const figure = table.closest("figure.charted") ?? table;
  const canvas = document.createElement("canvas");
  canvas.role = "img";
  canvas.ariaLabel = table.dataset.label ?? table.caption?.textContent ?? "";
  const frame = document.createElement("div");
  frame.className = "canvas";
  frame.append(canvas);
  const place = figure.querySelector(".until-drawn") ?? table.closest(".scroll") ?? table;
  place.before(frame);
  whenNear(figure, async () => {
    const drawing = await import("./drawing");
    figure.classList.add("is-drawn");
    const draw = () => drawing.draw(canvas, ...told(table));
    draw();
    followColours(draw);
  });
}

/** Nothing is loaded or drawn for a reader who never comes near it. */
function whenNear(figure: Element, then: () => Promise<void>): void {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      void then();
    },
    { rootMargin: NEAR },
  );
  watch.observe(figure);
}

/** The figures of the table, and how they are drawn. */
function told(table: HTMLTableElement): [Figures, Manner] {
  const { chart, along, unit, others, legend } = table.dataset;
  const figures = figuresOf(cellsOf(table), along === "columns", others ?? "");
  const kind = chart === "line" ? "line" : "bar";
  return [figures, { kind, x: "", y: "", unit, legend: legend !== "none" }];
}

for (const table of document.querySelectorAll<HTMLTableElement>(MARKED)) enhance(table);
