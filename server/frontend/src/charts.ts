/** The chart above a table: its button, its choices, its place in the address. */

import { type Choice, figures, readRows } from "./figures";
import { filled, find } from "./page";

/** Bring the charts below `root` to life. */
export function enhanceCharts(root: ParentNode = document): void {
  for (const figure of root.querySelectorAll<HTMLElement>("figure.chart")) enhance(figure);
}

/** Draw the charts anew that are open. */
export function drawAnew(): void {
  const open = document.querySelectorAll<HTMLElement>("figure.chart:not([hidden])");
  for (const figure of open) void drawn(figure);
}

function enhance(figure: HTMLElement): void {
  const toggle = figure.previousElementSibling as HTMLElement;
  const button = find<HTMLButtonElement>("button", toggle);
  const show = (open: boolean) => {
    button.ariaExpanded = String(open);
    figure.hidden = !open;
    if (open) void drawn(figure);
  };
  button.addEventListener("click", () => {
    show(Boolean(figure.hidden));
    remember(figure.hidden ? undefined : choiceOf(figure));
  });
  figure.addEventListener("change", () => {
    void drawn(figure);
    remember(choiceOf(figure));
  });
  toggle.hidden = false;
  show(button.ariaExpanded === "true");
}

async function drawn(figure: HTMLElement): Promise<void> {
  const choice = choiceOf(figure);
  const canvas = find<HTMLCanvasElement>("canvas", figure);
  canvas.ariaLabel = [choice.y, choice.x, choice.series].filter(Boolean).join(" / ");
  const table = find<HTMLTableElement>("table.answer", figure.parentElement ?? document);
  const told = figures(readRows(table), choice, figure.dataset.others ?? "");
  const cut = told.placesInAll > told.places.length;
  const counts = { shown: told.places.length, all: told.placesInAll };
  find(".shown", figure).textContent = cut ? filled(figure.dataset.shown ?? "", counts) : "";
  const { draw } = await import("./drawing");
  draw(canvas, told, choice);
}

function choiceOf(figure: HTMLElement): Choice {
  const chosen = (name: string) => find<HTMLSelectElement>(`[name=${name}]`, figure).value;
  const kind = chosen("kind") === "line" ? "line" : "bar";
  return { kind, x: chosen("x"), y: chosen("y"), series: chosen("series") };
}

/** Keep the choice in the address, so that a link leads to the same chart. */
function remember(choice: Choice | undefined): void {
  const address = new URL(location.href);
  for (const part of ["kind", "x", "y", "series"] as const) {
    const value = choice?.[part];
    if (value) address.searchParams.set(part, value);
    else address.searchParams.delete(part);
  }
  history.replaceState(history.state, "", address);
  document.querySelector(".permanent")?.setAttribute("href", address.pathname + address.search);
}
