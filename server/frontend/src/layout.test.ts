import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut } from "./layout.ts";
import type { Place } from "./places.ts";

const node = (i: number) => ({ id: `n${i}`, size: 20 });
const nodes = Array.from({ length: 300 }, (_, i) => node(i));
const star = nodes.slice(1).map(({ id }) => ({ source: "n0", target: id }));
const none = new Map<string, Place>();

function far(places: Map<string, Place>, one: string, other: string): number {
  const [a, b] = [places.get(one), places.get(other)];
  assert.ok(a && b);
  return Math.hypot(a.x - b.x, a.y - b.y);
}

test("three hundred nodes stand apart from each other, at the same places each time", () => {
  const places = layOut(nodes, star, none, 1);
  assert.deepEqual(places, layOut(nodes, star, none, 1));
  for (const [i, one] of nodes.entries()) {
    for (const other of nodes.slice(i + 1)) assert.ok(far(places, one.id, other.id) > 20);
  }
});

test("what is tied stands nearer than what is not", () => {
  const four = nodes.slice(0, 4);
  const ties = [
    { source: "n0", target: "n1" },
    { source: "n2", target: "n3" },
  ];
  const places = layOut(four, ties, none, 1);
  assert.ok(far(places, "n0", "n1") < far(places, "n0", "n2"));
});

test("what stood somewhere before stays there", () => {
  const before = new Map([["n1", { x: 500, y: -300 }]]);
  assert.deepEqual(layOut(nodes.slice(0, 5), [], before, 1).get("n1"), { x: 500, y: -300 });
});

test("a wide frame makes the whole wide", () => {
  const width = (places: Map<string, Place>, along: "x" | "y") => {
    const values = [...places.values()].map((place) => place[along]);
    return Math.max(...values) - Math.min(...values);
  };
  const wide = layOut(nodes, [], none, 2);
  assert.ok(width(wide, "x") > 1.2 * width(wide, "y"));
});

test("doubled ties, nodes without any, and a frame without width do no harm", () => {
  const ties = [
    { source: "n0", target: "n1" },
    { source: "n0", target: "n1" },
  ];
  for (const { x, y } of layOut(nodes.slice(0, 3), ties, none, 0).values()) {
    assert.ok(Number.isFinite(x) && Number.isFinite(y));
  }
});
