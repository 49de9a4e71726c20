/** Trying an operation: the answer is shown on the page of the operation itself. */

import { filled, find } from "./page";

const CHARACTERS_SHOWN = 20_000;
const HEADERS = /^(content-type|etag|link|location|retry-after|salkku-.*)$/;
const TEXT = /^text\/|\b(json|xml|n-triples|trig|x-bibtex|x-research-info-systems)(;|$)/;

const outcome = document.querySelector<HTMLElement>("#outcome");
if (outcome) void show(outcome);

/** Ask for the address that `outcome` names, and show what comes. */
async function show(outcome: HTMLElement): Promise<void> {
  const status = find<HTMLElement>("[role=status]", outcome);
  outcome.hidden = false;
  status.textContent = outcome.dataset.asking ?? "";
  try {
    const answer = await fetch(outcome.dataset.address ?? "", { headers: { Accept: "*/*" } });
    status.textContent = `${answer.status} ${answer.statusText}`;
    showHeaders(answer.headers, find("dl", outcome));
    await showBody(answer, outcome);
  } catch {
    status.textContent = outcome.dataset.failed ?? "";
  }
}

function showHeaders(headers: Headers, list: HTMLElement): void {
  for (const [name, value] of headers) {
    if (!HEADERS.test(name)) continue;
    const pair = document.createElement("div");
    pair.append(element("dt", name), element("dd", value));
    list.append(pair);
  }
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

async function showBody(answer: Response, outcome: HTMLElement): Promise<void> {
  const type = answer.headers.get("Content-Type") ?? "";
  const said = outcome.dataset;
  if (!TEXT.test(type)) {
    const { size } = await answer.blob();
    outcome.append(element("p", filled(said.binary ?? "", { size })));
    return;
  }
  const whole = readable(await answer.text(), type);
  const box = find<HTMLElement>("pre", outcome);
  box.hidden = false;
  find("code", box).textContent = whole.slice(0, CHARACTERS_SHOWN);
  if (whole.length > CHARACTERS_SHOWN) outcome.append(element("p", said.cut ?? ""));
}

/** JSON with a line for each member; any other text as it came. */
function readable(text: string, type: string): string {
  return type.includes("json") && text ? JSON.stringify(JSON.parse(text), null, 2) : text;
}
