/** The words of the graph, and those of them that complete what was typed. */

export type Kind = "class" | "property" | "concept" | "entity";

export interface Word {
  iri: string;
  kind: Kind;
  label: string;
  definition: string;
}

/** Where entities are sought by name, and what their IRIs begin with. */
interface Source {
  address: string;
  iri: string;
}

export interface Words {
  prefixes: Record<string, string>;
  terms: Word[];
  entities: Source[];
}

const MOST_OFFERED = 30;
const SHORTEST_NAME = 3;

/** The words as the server tells them; none when it does not answer, for they are a comfort. */
export async function loadWords(address: string): Promise<Words> {
  try {
    return (await (await fetch(address)).json()) as Words;
  } catch {
    return { prefixes: {}, terms: [], entities: [] };
  }
}

/** The entities of the register whose names hold what was typed, which is no prefixed name. */
export async function entities(typed: string, words: Words): Promise<Word[]> {
  const sought = typed.replace(/^<|_/g, " ").trim();
  if (sought.length < SHORTEST_NAME || sought.includes(":")) return [];
  return (await Promise.all(words.entities.map((source) => named(sought, source)))).flat();
}

async function named(sought: string, source: Source): Promise<Word[]> {
  const answer = await fetch(`${source.address}&${new URLSearchParams({ q: sought })}`);
  const found = answer.ok ? ((await answer.json()) as { value: string; label: string }[]) : [];
  return found.map(({ value, label }) => ({
    iri: source.iri + value,
    kind: "entity",
    label,
    definition: "",
  }));
}

/** How a query writes the IRI: `sk:Project`, or in full where no prefix fits. */
export function written(iri: string, prefixes: Words["prefixes"]): string {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = iri.slice(namespace.length);
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(local)) return `${prefix}:${local}`;
  }
  return `<${iri}>`;
}

/** The words of these kinds that `typed` begins or that are called so; the nearest come first. */
export function completions(typed: string, kinds: Kind[], words: Words): Word[] {
  const sought = typed.toLowerCase().replace(/^</, "");
  const near = words.terms
    .filter((word) => kinds.includes(word.kind))
    .map((word) => ({ word, distance: distance(word, sought, words.prefixes) }))
    .filter((found) => found.distance < 4);
  near.sort((a, b) => a.distance - b.distance);
  return near.slice(0, MOST_OFFERED).map((found) => found.word);
}

/** 0 the name begins so, 1 the local name does, 2 the label does, 3 it is within, 4 not at all. */
function distance(word: Word, sought: string, prefixes: Words["prefixes"]): number {
  const name = written(word.iri, prefixes).toLowerCase();
  const label = word.label.toLowerCase();
  if (name.startsWith(sought) || word.iri.toLowerCase().startsWith(sought)) return 0;
  if (name.split(/[:/]/).pop()?.startsWith(sought)) return 1;
  if (label.startsWith(sought)) return 2;
  return name.includes(sought) || label.includes(sought) ? 3 : 4;
}
