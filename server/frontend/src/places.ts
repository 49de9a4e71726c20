/** Where things stand on a plane: where they begin, and what is next to what. Pure. */

export interface Place {
  x: number;
  y: number;
}

export type Direction = "left" | "right" | "up" | "down";

const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Places for `count` things, the first in the middle and no two alike; the same each time. */
export function sunflower(count: number, step: number): Place[] {
  return Array.from({ length: count }, (_, i) => {
    const far = step * Math.sqrt(i);
    return { x: far * Math.cos(i * GOLDEN), y: far * Math.sin(i * GOLDEN) };
  });
}

/**
 * The nearest of `others` that lies in the direction from `here`, else undefined. What lies aside
 * counts as further away, so that a walk keeps its direction.
 */
export function nearest<T extends Place>(
  here: Place,
  others: Iterable<T>,
  direction: Direction,
): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const other of others) {
    const [ahead, aside] = seenFrom(here, other, direction);
    const far = ahead + 2 * Math.abs(aside);
    if (ahead > Math.abs(aside) / 2 && far < least) [best, least] = [other, far];
  }
  return best;
}

/** How far ahead the other lies when one looks in the direction, and how far aside. */
function seenFrom(here: Place, other: Place, direction: Direction): [number, number] {
  const x = other.x - here.x;
  const y = other.y - here.y;
  if (direction === "left") return [-x, y];
  if (direction === "right") return [x, y];
  return direction === "up" ? [-y, x] : [y, x];
}
