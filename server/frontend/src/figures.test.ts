import assert from "node:assert/strict";
import { test } from "node:test";
import { figures, MOST_PLACES } from "./figures.ts";

const choice = { kind: "bar", x: "year", y: "sum", series: "" } as const;
const row = (year: string, sum: string, who = "") => ({ year, sum, who });

test("rows that share a place are added up", () => {
  const told = figures([row("2024", "1"), row("2025", "5"), row("2024", "2")], choice, "others");
  assert.deepEqual(told.places, ["2024", "2025"]);
  assert.deepEqual(told.series, ["sum"]);
  assert.deepEqual(told.values, [[3, 5]]);
});

test("a place without a number stays empty", () => {
  const rows = [row("2024", "1", "A"), row("2025", "", "A"), row("2025", "4", "B")];
  const told = figures(rows, { ...choice, series: "who" }, "others");
  assert.deepEqual(told.series, ["B", "A"]);
  assert.deepEqual(told.values, [
    [null, 4],
    [1, null],
  ]);
});

test("what is left beyond the largest series is one more, and nothing is lost", () => {
  const rows = [..."abcdefgh"].map((who, i) => row("2024", String(i + 1), who));
  const told = figures(rows, { ...choice, series: "who" }, "others");
  assert.deepEqual(told.series, ["h", "g", "f", "e", "d", "others"]);
  assert.deepEqual(told.values.flat(), [8, 7, 6, 5, 4, 1 + 2 + 3]);
});

test("a chart that would be too wide is cut, and counts what there is", () => {
  const rows = Array.from({ length: MOST_PLACES + 3 }, (_, i) => row(String(i), "1"));
  const told = figures(rows, choice, "others");
  assert.equal(told.places.length, MOST_PLACES);
  assert.equal(told.placesInAll, MOST_PLACES + 3);
});
