/** How the editor completes what is typed: prefixes, terms and concepts of the graph. */

import Yasqe from "@zazuko/yasqe";
import { completions, entities, type Kind, type Word, type Words, written } from "./words";

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
  let offered: Word[] = [];
  Yasqe.registerAutocompleter({
    name: "graph-words",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (editor) => kindsAt(editor).length > 0,
    get: async (editor, token) => {
      offered = await offers(token?.string ?? "", kindsAt(editor), words);
      return offered.map((word) => word.iri);
    },
    postprocessHints: (_, hints) => labelled(hints, offered, words),
  });
  Yasqe.defaults.autocompleters = ["variables", "graph-prefixes", "graph-words"];
}

async function offers(typed: string, kinds: Kind[], words: Words): Promise<Word[]> {
  const terms = completions(typed, kinds, words);
  return kinds.includes("entity") ? [...terms, ...(await entities(typed, words))] : terms;
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
  return possible.includes("PNAME_LN") ? ["concept", "entity", "class", "property"] : [];
}

/** The hints, which are IRIs, as the query writes them, each with its label in the list. */
function labelled(hints: Hints, offered: Word[], words: Words): Hints {
  const known = new Map(offered.map((word) => [word.iri, word]));
  return hints.map((hint) => {
    const label = known.get(hint.text)?.label ?? "";
    const text = written(hint.text, words.prefixes);
    const slug = hint.text.slice(hint.text.lastIndexOf("/") + 1);
    const [first, second] = text.startsWith("<") ? [label, slug] : [text, label];
    return { ...hint, text, render: (item) => item.append(first, quiet(second)) };
  });
}

function quiet(text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "hint-label";
  element.textContent = text;
  return element;
}
