/** A network on a canvas: drawn by Cytoscape, laid out once and without motion. */

import cytoscape, { type Core, type NodeSingular } from "cytoscape";
import type { Network, Node } from "./graph";
import { graphStyle, sizeOf, widthOf } from "./graph_style";
import { type Mark, shortened, sides } from "./labels";
import { layOut } from "./layout";
import { type Direction, nearest } from "./places";

const LETTERS = 12;
const CLOSEST = 1.4;
const MARGIN = 48;

/** A network that is shown, and what can be done with it. */
export class GraphView {
  private readonly cy: Core;

  constructor(container: HTMLElement, choose: (node: Node | undefined) => void) {
    this.cy = cytoscape({
      container,
      style: graphStyle(),
      minZoom: 0.1,
      maxZoom: 4,
      boxSelectionEnabled: false,
      userZoomingEnabled: false,
    });
    this.cy.on("tap", (event) => {
      choose(event.target === this.cy ? undefined : event.target.data("node"));
    });
    this.cy.on("viewport", () => this.write());
    container.addEventListener("focus", () => this.cy.userZoomingEnabled(true));
    container.addEventListener("blur", () => this.cy.userZoomingEnabled(false));
  }

  /** Show a network; what was there before stays at its place. */
  show(network: Network): void {
    const before = new Map(this.cy.nodes().map((node) => [node.id(), { ...node.position() }]));
    const shown = elements(network);
    this.cy.resize();
    const shape = this.cy.width() / Math.max(this.cy.height(), 1);
    const places = layOut(shown.nodes, network.ties, before, shape);
    this.cy.elements().remove();
    this.cy.add(shown.nodes.map((data) => ({ data, position: places.get(data.id) })));
    this.cy.add(shown.ties.map((data) => ({ data })));
    this.fit();
  }

  /** Write the names for which there is room, in letters of one size however near one is. */
  private write(): void {
    const nodes = this.cy.nodes().toArray() as NodeSingular[];
    const rank = (node: NodeSingular) => (node.hasClass("near") || node.data("start") ? 1 : 0);
    nodes.sort((a, b) => rank(b) - rank(a) || b.data("size") - a.data("size"));
    const placed = sides(nodes.map(markOf));
    const zoom = this.cy.zoom();
    this.cy.batch(() => {
      for (const [i, node] of nodes.entries()) {
        const name: string = node.data("name");
        const side = placed[i] || (node.hasClass("chosen") ? "bottom" : "");
        const written = side && (node.hasClass("chosen") ? name : shortened(name));
        node.data({ written, side: side || "bottom", letters: LETTERS / zoom, halo: 2 / zoom });
      }
    });
  }

  /** Mark a node and what is tied to it, and move it into sight; undefined marks nothing. */
  mark(id: string | undefined): void {
    this.cy.elements().removeClass("chosen near aside");
    if (id !== undefined) this.markNode(this.cy.$id(id));
    this.write();
  }

  private markNode(node: NodeSingular): void {
    const near = node.closedNeighborhood();
    near.addClass("near");
    node.addClass("chosen");
    this.cy.elements().difference(near).addClass("aside");
    this.bringIntoSight(node);
  }

  private bringIntoSight(node: NodeSingular): void {
    const { x1, y1, x2, y2 } = this.cy.extent();
    const { x, y } = node.position();
    if (x < x1 || x > x2 || y < y1 || y > y2) this.cy.center(node);
  }

  /** The next node in a direction from that one; the first of all when there is none yet. */
  next(id: string | undefined, direction: Direction): Node | undefined {
    const places = this.cy.nodes().map((node) => ({ ...node.position(), node }));
    const here = places.find(({ node }) => node.id() === id);
    const found = here ? nearest(here, places, direction) : places[0];
    return found?.node.data("node");
  }

  zoom(factor: number): void {
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }

  /** Show the whole, but not larger than life. */
  fit(): void {
    this.cy.fit(undefined, MARGIN);
    if (this.cy.zoom() > CLOSEST) this.cy.zoom(CLOSEST);
    this.cy.center();
    this.write();
  }

  /** Take the colours of the page anew. */
  recolour(): void {
    this.cy.style(graphStyle());
  }
}

function markOf(node: NodeSingular): Mark {
  const { x, y } = node.renderedPosition();
  return { name: node.data("name"), x, y, radius: node.renderedOuterHeight() / 2 };
}

/** The network as data of nodes and ties that say how they are drawn. */
function elements(network: Network) {
  const mostOfNode = Math.max(...network.nodes.map((node) => node.projects), 1);
  const mostOfTie = Math.max(...network.ties.map((tie) => tie.projects), 1);
  return {
    nodes: network.nodes.map((node) => ({
      ...node,
      node,
      size: Math.round(sizeOf(node.projects, mostOfNode)),
      written: "",
      side: "bottom",
      letters: LETTERS,
      halo: 2,
    })),
    ties: network.ties.map((tie) => ({ ...tie, width: widthOf(tie.projects, mostOfTie) })),
  };
}
