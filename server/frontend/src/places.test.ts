import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, sunflower } from "./places.ts";

test("things begin apart from each other, at the same places each time", () => {
  const places = sunflower(300, 40);
  assert.deepEqual(places, sunflower(300, 40));
  assert.deepEqual(places[0], { x: 0, y: 0 });
  for (const [i, one] of places.entries()) {
    for (const other of places.slice(i + 1)) {
      assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 30);
    }
  }
});

const here = { x: 0, y: 0 };
const places = [
  { x: 10, y: 1, name: "east" },
  { x: 30, y: 0, name: "far east" },
  { x: -10, y: 0, name: "west" },
  { x: 0, y: -10, name: "north" },
  { x: 2, y: 12, name: "south" },
];

test("a step leads to what is next in its direction", () => {
  assert.equal(nearest(here, places, "right")?.name, "east");
  assert.equal(nearest(here, places, "left")?.name, "west");
  assert.equal(nearest(here, places, "up")?.name, "north");
  assert.equal(nearest(here, places, "down")?.name, "south");
});

test("a step leads nowhere where there is nothing, and never to where one is", () => {
  assert.equal(nearest(here, [here], "left"), undefined);
  assert.equal(nearest({ x: 50, y: 0 }, places, "right"), undefined);
});

test("what lies straight ahead comes before what is nearer but aside", () => {
  const aside = { x: 8, y: 8 };
  const ahead = { x: 14, y: 0 };
  assert.equal(nearest(here, [aside, ahead], "right"), ahead);
});
