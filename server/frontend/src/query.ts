/** The query page: an editor, answers in place, charts. */

import "@zazuko/yasqe/build/yasqe.min.css";
import "./query.css";
import { ask, type Outcome, type Run } from "./asking";
import { drawAnew, enhanceCharts } from "./charts";
import { followColours } from "./colours";
import { type Editor, openEditor, type Place } from "./editor";
import { find } from "./page";
import { loadWords } from "./words";

const form = find<HTMLFormElement>("#ask");
const progress = find<HTMLElement>("#progress");
const cancel = find<HTMLButtonElement>("#cancel");

async function start(): Promise<void> {
  const field = find<HTMLTextAreaElement>("#query");
  const words = await loadWords(form.dataset.words ?? "");
  const editor = openEditor(field, words, () => form.requestSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (cancel.hidden) void follow(ask(form), editor);
  });
  window.addEventListener("popstate", () => location.reload());
  enhanceCharts();
  followColours(drawAnew);
  markPlace(editor);
}

/** Accompany a run from its beginning to its end. */
async function follow(run: Run, editor: Editor): Promise<void> {
  editor.clear();
  cancel.onclick = () => run.cancel();
  cancel.hidden = false;
  progress.className = "";
  progress.textContent = progress.dataset.running ?? "";
  const outcome = await run.outcome;
  cancel.hidden = true;
  progress.className = outcome === "answered" ? "visually-hidden" : "";
  progress.textContent = toldOf(outcome);
  enhanceCharts();
  const place = markPlace(editor);
  if (place) editor.go(place);
}

function toldOf(outcome: Outcome): string {
  if (outcome === "answered") return document.querySelector(".summary")?.textContent ?? "";
  return progress.dataset[outcome] ?? "";
}

/** Mark in the editor where the query is wrong, if the answer says so; returns the place. */
function markPlace(editor: Editor): Place | undefined {
  const told = document.querySelector<HTMLElement>("#outcome [data-line]")?.dataset ?? {};
  const place = { line: Number(told.line), column: Number(told.column) };
  if (!place.line) return undefined;
  editor.mark(place);
  return place;
}

void start();
