/** How a network looks, in the colours of the page. */

import type cytoscape from "cytoscape";
import { palette } from "./colours";

type Rules = cytoscape.StylesheetJson;

const GROUPS = 6;

/** The rules, by the colours that the page has now. */
export function graphStyle(): Rules {
  const colour = palette();
  return [...nodes(colour), ...groups(colour), ...ties(colour), ...states(colour)];
}

type Colours = ReturnType<typeof palette>;

function nodes(colour: Colours): Rules {
  return [
    {
      selector: "node",
      style: {
        width: "data(size)",
        height: "data(size)",
        "background-color": colour("--strong-line"),
        "border-width": 1.5,
        "border-color": colour("--sheet"),
        label: "data(written)",
        color: colour("--ink"),
        "font-family": colour("--sans"),
        "font-size": "data(letters)",
        "text-valign": "data(side)" as "bottom",
        "z-index": "data(size)" as never,
        "text-outline-color": colour("--sheet"),
        "text-outline-width": "data(halo)",
      },
    },
    {
      selector: "node[kind = 'project']",
      style: {
        shape: "round-rectangle",
        "background-color": colour("--sheet"),
        "border-color": colour("--ink"),
      },
    },
    {
      selector: "node[kind = 'portfolio'], node[kind = 'person']",
      style: { shape: "diamond", "background-color": colour("--ink") },
    },
  ];
}

function groups(colour: Colours): Rules {
  return Array.from({ length: GROUPS }, (_, i) => ({
    selector: `node[group = ${i + 1}]`,
    style: { "background-color": colour(`--series-${i + 1}`) },
  }));
}

function ties(colour: Colours): Rules {
  return [
    {
      selector: "edge",
      style: {
        width: "data(width)",
        "line-color": colour("--strong-line"),
        "line-opacity": 0.45,
        "curve-style": "haystack",
      },
    },
    { selector: "edge[role != '']", style: { width: 1.5, "line-opacity": 0.85 } },
    { selector: "edge[role = 'funder']", style: { "line-style": "dashed" } },
    { selector: "edge[role = 'partner']", style: { "line-style": "dotted" } },
  ];
}

function states(colour: Colours): Rules {
  return [
    {
      selector: "node[?start]",
      style: { "border-width": 4, "border-color": colour("--cloudberry"), "font-weight": "bold" },
    },
    { selector: ".aside", style: { opacity: 0.15 } },
    {
      selector: "edge.near",
      style: { "line-color": colour("--cloudberry"), "line-opacity": 0.9 },
    },
    {
      selector: "node.chosen",
      style: {
        "outline-width": 4,
        "outline-offset": 3,
        "outline-color": colour("--cloudberry"),
        "font-weight": "bold",
        "z-index": 1000,
      },
    },
  ];
}

/** How large the mark of a node is that takes part in so many of at `most` so many projects. */
export function sizeOf(projects: number, most: number): number {
  return 12 + 34 * Math.sqrt(projects / Math.max(most, 1));
}

/** How wide the line of a tie is. */
export function widthOf(projects: number, most: number): number {
  return 1 + 7 * Math.sqrt((projects - 1) / Math.max(most - 1, 1));
}
