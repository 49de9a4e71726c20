/** Which names there is room for, and where. Pure. */

/** A mark on the screen, in pixels, and the name that should stand at it. */
export interface Mark {
  name: string;
  x: number;
  y: number;
  /** Half of its width and height. */
  radius: number;
}

/** Where a name stands; empty where it would lie on what comes before it. */
export type Side = "bottom" | "top" | "";

interface Box {
  x: number;
  y: number;
  wide: number;
  high: number;
}

/** The height of a line of a name, and the mean width of a letter, at the size they are written. */
const LINE = 15;
const LETTER = 6.2;
const LONGEST = 26;

/** A name as it is written: not longer than a label may be. */
export function shortened(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
}

/** Where the name of each mark stands; the first ones choose first. */
export function sides(marks: Mark[]): Side[] {
  const taken = marks.map(({ x, y, radius }): Box => ({
    x,
    y,
    wide: 2 * radius,
    high: 2 * radius,
  }));
  return marks.map((mark) => {
    for (const side of ["bottom", "top"] as const) {
      const box = boxOf(mark, side);
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return side;
    }
    return "";
  });
}

function boxOf({ name, x, y, radius }: Mark, side: "bottom" | "top"): Box {
  const away = radius + LINE / 2 + 1;
  const wide = shortened(name).length * LETTER;
  return { x, y: side === "bottom" ? y + away : y - away, wide, high: LINE };
}

function overlap(one: Box, other: Box): boolean {
  return (
    Math.abs(one.x - other.x) < (one.wide + other.wide) / 2 &&
    Math.abs(one.y - other.y) < (one.high + other.high) / 2
  );
}
