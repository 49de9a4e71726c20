/** Where the nodes of a network stand: apart from each other, and near what they are tied to. Pure. */

import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3-force";
import type { Tie } from "./graph.ts";
import { type Place, sunflower } from "./places.ts";

/** A node by its id, and the width of its mark. */
export interface Sized {
  id: string;
  size: number;
}

interface Body extends SimulationNodeDatum {
  id: string;
  size: number;
}

const PULL = 0.06;
const STEP = 40;
const ROUNDS = 300;
const AROUND = 12;
const WIDEST = 2;

/**
 * Places for the nodes, by their ids; the same each time. Those that have a place `before` keep
 * it. `shape` is the width of the frame by its height, which the whole then follows.
 */
export function layOut(
  nodes: Sized[],
  ties: Pick<Tie, "source" | "target">[],
  before: Map<string, Place>,
  shape: number,
): Map<string, Place> {
  const bodies = begin(nodes, before);
  const wide = Math.sqrt(Math.min(Math.max(shape, 1 / WIDEST), WIDEST));
  const drawn = forceLink<Body, { source: string; target: string }>(ties.map((tie) => ({ ...tie })))
    .id((body) => body.id)
    .distance(70);
  forceSimulation(bodies)
    .force("ties", drawn)
    .force("apart", forceManyBody<Body>().strength(-420).distanceMax(700))
    .force("touch", forceCollide<Body>((body) => body.size / 2 + AROUND).iterations(2))
    .force("x", forceX<Body>(0).strength(PULL / wide))
    .force("y", forceY<Body>(0).strength(PULL * wide))
    .stop()
    .tick(ROUNDS);
  return new Map(bodies.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}

function begin(nodes: Sized[], before: Map<string, Place>): Body[] {
  const places = sunflower(nodes.length, STEP);
  return nodes.map(({ id, size }, i) => {
    const kept = before.get(id);
    return { id, size, ...places[i], ...(kept && { fx: kept.x, fy: kept.y }) };
  });
}
