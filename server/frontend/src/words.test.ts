import assert from "node:assert/strict";
import { test } from "node:test";
import { completions, entities, type Kind, written, type Words } from "./words.ts";

const prefixes = { sk: "https://w3id.org/salkku/ontology#" };
const term = (name: string, kind: Kind, label: string) => ({
  iri: prefixes.sk + name,
  kind,
  label,
  definition: "",
});
const words: Words = {
  prefixes,
  terms: [
    term("WithdrawnProject", "class", "poistettu hanke"),
    term("Project", "class", "hanke"),
    term("funder", "property", "rahoittaja"),
  ],
  entities: [],
};
const offered = (typed: string, ...kinds: Kind[]) =>
  completions(typed, kinds, words).map((word) => written(word.iri, prefixes));

test("a term is written with its prefix, and in full where none fits", () => {
  assert.equal(written(`${prefixes.sk}Project`, prefixes), "sk:Project");
  assert.equal(written("https://example.com/x", prefixes), "<https://example.com/x>");
  assert.equal(written(`${prefixes.sk}a/b`, prefixes), `<${prefixes.sk}a/b>`);
});

test("a term is found by its name and by its label, the nearest first", () => {
  assert.deepEqual(offered("sk:pro", "class"), ["sk:Project"]);
  assert.deepEqual(offered("proj", "class"), ["sk:Project", "sk:WithdrawnProject"]);
  assert.deepEqual(offered("hanke", "class"), ["sk:Project", "sk:WithdrawnProject"]);
});

test("only the kinds that fit are offered", () => {
  assert.deepEqual(offered("sk:", "property"), ["sk:funder"]);
  assert.deepEqual(offered("sk:nothing", "class", "property"), []);
});

test("names that are short or have a prefix are sought nowhere", async () => {
  const far = { ...words, entities: [{ address: "nowhere:", iri: "x" }] };
  assert.deepEqual(await entities("ou", far), []);
  assert.deepEqual(await entities("sk:oulu", far), []);
});
