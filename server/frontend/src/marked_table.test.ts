import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf } from "./marked_table.ts";

const cells = [
  { row: "Fund", column: "2025", index: 2, value: "100" },
  { row: "City", column: "2024", index: 1, value: "10" },
  { row: "City", column: "2025", index: 2, value: "20.5" },
];

test("rows lie along the chart, and columns are its series", () => {
  const told = figuresOf(cells, false, "others");
  assert.deepEqual(told.places, ["Fund", "City"]);
  assert.deepEqual(told.series, ["2025", "2024"]);
  assert.deepEqual(told.values, [
    [100, 20.5],
    [null, 10],
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
