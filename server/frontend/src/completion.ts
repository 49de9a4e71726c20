/** How the editor completes what is typed: prefixes, terms and concepts of the graph. */

import Yasqe from "@zazuko/yasqe";
import { completions, type Kind, type Words, written } from "./words";

type Completer = Parameters<typeof Yasqe.registerAutocompleter>[0];
type Hints = ReturnType<NonNullable<Completer["postprocessHints"]>>;

/** Let editors complete from the words of the graph, and from nothing of another host. */
export function registerCompleters(words: Words): void {
  const prefixes = Object.entries(words.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", {
    name: "graph-prefixes",
    persistenceId: null,
    get: () => prefixes,
  });
  Yasqe.registerAutocompleter({
    name: "graph-words",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (editor) => kindsAt(editor).length > 0,
    get: (editor, token) =>
      completions(token?.string ?? "", kindsAt(editor), words).map((word) => word.iri),
    postprocessHints: (_, hints) => labelled(hints, words),
  });
  Yasqe.defaults.autocompleters = ["variables", "graph-prefixes", "graph-words"];
}

/** Which kinds of words may stand at the cursor; none inside of strings, variables, prologue. */
function kindsAt(editor: Yasqe): Kind[] {
  const token = editor.getCompleteToken();
  const line = editor.getDoc().getLine(editor.getDoc().getCursor().line);
  if (!/^[<\p{L}]/u.test(token.string) || /^\s*(PREFIX|BASE|#)/i.test(line)) return [];
  const stock = Yasqe.Autocompleters;
  if (stock.class?.isValidCompletionPosition(editor)) return ["class"];
  const possible: string[] = token.state.possibleCurrent;
  if (possible.includes("a")) return ["property"];
  return possible.includes("PNAME_LN") ? ["concept", "class", "property"] : [];
}

/** The hints, which are IRIs, as the query writes them, each with its label in the list. */
function labelled(hints: Hints, words: Words): Hints {
  const known = new Map(words.terms.map((word) => [word.iri, word]));
  return hints.map((hint) => {
    const word = known.get(hint.text);
    const text = written(hint.text, words.prefixes);
    return { ...hint, text, render: (item) => item.append(text, label(word?.label ?? "")) };
  });
}

function label(text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "hint-label";
  element.textContent = text;
  return element;
}
