import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf } from "./marked_table.ts";

const cells = [
  { row: "Fund", column: "2025", index: 2, value: "100" },
  { row: "City", column: "2024", index: 1, value: "10" },
  { row: "City", column: "2025", index: 2, value: "20.5" },
];

test("rows lie along the chart, and columns are its series in their order", () => {
  const told = figuresOf(cells, false, "others");
  assert.deepEqual(told.places, ["Fund", "City"]);
  assert.deepEqual(told.series, ["2024", "2025"]);
  assert.deepEqual(told.values, [
    [null, 10],
    [100, 20.5],
  ]);
});

test("turned, columns lie along the chart in the order of the table", () => {
  const told = figuresOf(cells, true, "others");
  assert.deepEqual(told.places, ["2024", "2025"]);
  assert.deepEqual(told.series, ["Fund", "City"]);
  assert.deepEqual(told.values, [
    [null, 100],
    [10, 20.5],
  ]);
});

test("a table without numbers has nothing to draw", () => {
  assert.deepEqual(figuresOf([], false, "others").places, []);
});

test("of more series than colours the largest stay, in the order of the table", () => {
  const sums = [5, 9, 1, 8, 2, 7, 6];
  const many = sums.map((sum, i) => ({
    row: `source ${i}`,
    column: "2025",
    index: 1,
    value: String(sum),
  }));
  const told = figuresOf(many, true, "others");
  assert.deepEqual(told.series, [
    "source 0",
    "source 1",
    "source 3",
    "source 5",
    "source 6",
    "others",
  ]);
  assert.deepEqual(told.values.at(-1), [3]);
});
