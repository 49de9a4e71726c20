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
    const word = known.get(hint.text);
    const text = written(hint.text, words.prefixes);
    return { ...hint, text, render: (item) => word && show(item, word, text) };
  });
}

/** A word as the list shows it: by its short name, else by its label. */
function show(item: HTMLElement, word: Word, text: string): void {
  const slug = word.iri.slice(word.iri.lastIndexOf("/") + 1);
  const [first, second] = text.startsWith("<") ? [word.label, slug] : [text, word.label];
  const quiet = document.createElement("span");
  quiet.className = "hint-label";
  quiet.textContent = second;
  item.title = word.definition;
  item.append(first, quiet);
}
