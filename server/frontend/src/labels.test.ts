import assert from "node:assert/strict";
import { test } from "node:test";
import { shortened, sides } from "./labels.ts";

const mark = (x: number, y: number, name = "Kunta") => ({ name, x, y, radius: 5 });

test("a name stands below its mark", () => {
  assert.deepEqual(sides([mark(0, 0), mark(100, 0)]), ["bottom", "bottom"]);
});

test("a name that would lie on what comes before it stands above, or nowhere", () => {
  assert.deepEqual(sides([mark(0, 0), mark(15, 0)]), ["bottom", "top"]);
  assert.deepEqual(sides([mark(0, 0), mark(15, 0), mark(-15, 0)]), ["bottom", "top", ""]);
  assert.deepEqual(sides([mark(0, 0), mark(0, -15)]), ["bottom", "top"]);
});

test("a longer name needs more room", () => {
  const long = "Pohjoinen yhdistys";
  assert.deepEqual(sides([mark(0, 0, long), mark(60, 0)]), ["bottom", "top"]);
  assert.deepEqual(sides([mark(0, 0), mark(60, 0)]), ["bottom", "bottom"]);
});

test("a long name is written by its beginning", () => {
  assert.equal(shortened("Kunta"), "Kunta");
  assert.equal(shortened("x".repeat(40)).length, 26);
});
