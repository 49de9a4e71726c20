/** The page of a network: its graph beside its table, walked by mouse or keyboard. */

import { followColours } from "./colours";
import { load, type Node } from "./graph";
import { GraphView } from "./graph_view";
import { filled, find } from "./page";
import type { Direction } from "./places";

const figure = find<HTMLElement>("#network");
const canvas = find<HTMLElement>("#graph");
const card = find<HTMLElement>("#chosen");
const told = find<HTMLElement>("#told");

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

let chosen: Node | undefined;
const view = new GraphView(canvas, choose);

/** Choose a node, or none, and tell of it. */
function choose(node: Node | undefined): void {
  chosen = node;
  view.mark(node?.id);
  card.hidden = !node;
  if (!node) return;
  find(".name", card).textContent = node.name;
  find(".about", card).textContent = node.told;
  find<HTMLAnchorElement>(".open", card).href = node.address;
  const more = find<HTMLAnchorElement>(".expand", card);
  more.href = addressFrom(node).href;
  more.hidden = isStart(node);
  told.textContent = `${node.name}. ${node.told}`;
}

function isStart(node: Node): boolean {
  return new URL(location.href).searchParams.getAll("start").includes(node.id);
}

/** The address of this page that starts from the node too. */
function addressFrom(node: Node): URL {
  const address = new URL(location.href);
  address.searchParams.append("start", node.id);
  address.searchParams.delete("page");
  return address;
}

/** Show what an address of this page shows: its network, and whatever tells of it in words. */
async function go(address: URL): Promise<void> {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  figure.dataset.source = find<HTMLElement>("#network", page).dataset.source;
  await showNetwork();
}

async function showNetwork(): Promise<void> {
  const network = await load(figure.dataset.source ?? "");
  view.show(network);
  choose(network.nodes.find((node) => node.id === chosen?.id));
  told.textContent = filled(figure.dataset.told ?? "", {
    nodes: network.nodes.length,
    ties: network.ties.length,
  });
}

function expand(node: Node): void {
  if (isStart(node)) return;
  const address = addressFrom(node);
  history.pushState(null, "", address);
  void go(address);
}

const keys: Record<string, () => void> = {
  Enter: () => chosen && expand(chosen),
  Escape: () => choose(undefined),
  "+": () => view.zoom(1.3),
  "-": () => view.zoom(1 / 1.3),
  "0": () => view.fit(),
};

canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = ARROWS[event.key];
  if (direction) choose(view.next(chosen?.id, direction) ?? chosen);
  else keys[event.key]?.();
  if (direction || keys[event.key]) event.preventDefault();
});

find(".expand", card).addEventListener("click", (event) => {
  event.preventDefault();
  if (chosen) expand(chosen);
  canvas.focus();
});
find("#nearer").addEventListener("click", keys["+"] as () => void);
find("#farther").addEventListener("click", keys["-"] as () => void);
find("#whole").addEventListener("click", keys["0"] as () => void);
window.addEventListener("popstate", () => void go(new URL(location.href)));
followColours(() => view.recolour());
figure.hidden = false;
void showNetwork();
