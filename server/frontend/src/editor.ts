/** The editor that takes the place of the text field: YASQE, made fit for keyboards and readers. */

import Yasqe from "@zazuko/yasqe";
import { registerCompleters } from "./completion";
import { filled, find } from "./page";
import type { Words } from "./words";

/** A place in the query, counted from 1 as error messages do. */
export interface Place {
  line: number;
  column: number;
}

export interface Editor {
  /** Mark a place as wrong. */
  mark(place: Place): void;
  /** Put the cursor at a place. */
  go(place: Place): void;
  /** Take every mark away. */
  clear(): void;
}

/** Put an editor in the place of `field`, which goes on to hold what is written. */
export function openEditor(field: HTMLTextAreaElement, words: Words, run: () => void): Editor {
  registerCompleters(words);
  const label = find<HTMLLabelElement>(`label[for=${field.id}]`);
  const yasqe = new Yasqe(find(".written"), settings(field.value, label.textContent ?? "", run));
  const hadFocus = document.activeElement === field;
  field.hidden = true;
  label.addEventListener("click", () => yasqe.focus());
  makeAccessible(yasqe);
  yasqe.on("changes" as "blur", () => {
    field.value = yasqe.getValue();
    tellSyntax(yasqe);
  });
  tellSyntax(yasqe);
  if (hadFocus) yasqe.focus();
  return marker(yasqe);
}

function settings(value: string, label: string, run: () => void) {
  return {
    value,
    screenReaderLabel: label,
    inputStyle: "contenteditable" as const,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null as never,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "",
    extraKeys: keys(run) as never,
  };
}

/** Tab leaves the editor (WCAG 2.1.2), and queries run on this page alone. */
function keys(run: () => void) {
  return { Tab: false, "Shift-Tab": false, "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false };
}

function makeAccessible(yasqe: Yasqe): void {
  const input = yasqe.getInputField();
  input.setAttribute("role", "textbox");
  input.setAttribute("aria-multiline", "true");
  input.setAttribute("aria-describedby", "keys syntax");
  find<HTMLElement>("#keys").hidden = false;
  yasqe.on("autocompletionShown", () => {
    const list = find<HTMLElement>(".CodeMirror-hints", yasqe.rootEl);
    list.ariaLabel = input.ariaLabel;
    list.tabIndex = 0;
  });
}

/**
 * Tell in words where the grammar is broken. YASQE says so in a tip that needs a mouse and whose
 * inline style the Content-Security-Policy forbids: that tip goes.
 */
function tellSyntax(yasqe: Yasqe): void {
  const icon = find<HTMLElement>(".written").querySelector<HTMLElement>(".parseErrorIcon");
  const told = find<HTMLElement>("#syntax");
  told.hidden = !icon;
  if (!icon) return;
  icon.onmouseover = icon.onmouseout = null;
  told.textContent = filled(told.dataset.line ?? "", { line: brokenLine(yasqe) });
}

function brokenLine(yasqe: Yasqe): number {
  const lines = Array.from({ length: yasqe.getDoc().lineCount() }, (_, line) => line);
  const marked = (line: number) => yasqe.lineInfo(line)?.gutterMarkers?.gutterErrorBar;
  return (lines.find(marked) ?? 0) + 1;
}

function marker(yasqe: Yasqe): Editor {
  const doc = yasqe.getDoc();
  const clear = () => {
    for (const mark of doc.getAllMarks()) mark.clear();
  };
  return {
    clear,
    mark({ line, column }) {
      const from = { line: line - 1, ch: column - 1 };
      const length = doc.getLine(from.line)?.length ?? 0;
      const begin = { ...from, ch: Math.max(0, Math.min(from.ch, length - 1)) };
      doc.markText(begin, { ...begin, ch: begin.ch + 1 }, { className: "wrong" });
    },
    go({ line, column }) {
      yasqe.focus();
      doc.setCursor({ line: line - 1, ch: column - 1 });
    },
  };
}
