/**
 * Search fields that complete what is typed: a combobox with a list of names, kind by kind
 * (ARIA Authoring Practices, "Combobox"). Without this script they are plain fields of a form.
 */

import { filled } from "./page";

interface Suggestion {
  kind: string;
  kind_name: string;
  name: string;
  address: string;
}

const PAUSE = 120;
/** The milliseconds without a key after which what was typed is looked up. */

const SHORTEST = 2;

for (const input of document.querySelectorAll<HTMLInputElement>("input[data-suggestions-at]")) {
  enhance(input);
}

function enhance(input: HTMLInputElement): void {
  const list = element("div", {
    role: "listbox",
    id: `${input.id}-list`,
    className: "suggestions",
  });
  const status = element("div", { className: "visually-hidden" });
  status.setAttribute("aria-live", "polite");
  list.setAttribute("aria-label", input.dataset.label ?? "");
  list.hidden = true;
  input.after(list, status);
  const states = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);
  input.setAttribute("aria-controls", list.id);
  follow(input, list, status);
}

function follow(input: HTMLInputElement, list: HTMLElement, status: HTMLElement): void {
  let asked = new AbortController();
  let pause = 0;
  const show = (found: Suggestion[]) => {
    list.replaceChildren(...groups(found, list.id));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    activate(input, list, -1);
    const told = filled(input.dataset.count ?? "", { count: found.length });
    status.textContent = found.length ? told : "";
  };
  const close = () => {
    clearTimeout(pause);
    asked.abort();
    show([]);
  };
  const lookUp = async () => {
    asked.abort();
    asked = new AbortController();
    const found = await suggestions(input, asked.signal);
    if (found) show(found);
  };
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => {
    clearTimeout(pause);
    if (input.value.trim().length < SHORTEST) close();
    else pause = window.setTimeout(() => void lookUp(), PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => onKey(event, input, list, close));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => go((event.target as Element).closest("[role=option]")));
}

/** What completes the words in a field; nothing when the look-up failed or was overtaken. */
async function suggestions(
  input: HTMLInputElement,
  signal: AbortSignal,
): Promise<Suggestion[] | undefined> {
  const parameters = new URLSearchParams({ q: input.value, lang: document.documentElement.lang });
  try {
    const answer = await fetch(`${input.dataset.suggestionsAt}?${parameters}`, { signal });
    return answer.ok ? ((await answer.json()) as Suggestion[]) : [];
  } catch {
    return undefined;
  }
}

function onKey(
  event: KeyboardEvent,
  input: HTMLInputElement,
  list: HTMLElement,
  close: () => void,
): void {
  if (event.isComposing || list.hidden) return;
  const all = options(list);
  const active = all.findIndex((option) => option.ariaSelected === "true");
  const steps: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1 };
  if (event.key in steps) {
    const step = steps[event.key] ?? -1;
    activate(input, list, step < -1 ? all.length - 1 : step >= all.length ? -1 : step);
    event.preventDefault();
  } else if (event.key === "Escape") {
    close();
    event.preventDefault();
  } else if (event.key === "Enter" && active >= 0) {
    go(all[active] ?? null);
    event.preventDefault();
  }
}

/** Make the option of that place the active one; -1 is the field itself. */
function activate(input: HTMLInputElement, list: HTMLElement, place: number): void {
  options(list).forEach((option, turn) => {
    option.ariaSelected = String(turn === place);
    if (turn !== place) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  });
  if (place < 0) input.removeAttribute("aria-activedescendant");
}

function go(option: Element | null): void {
  const address = option?.getAttribute("data-address");
  if (address) location.assign(address);
}

function options(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[role=option]")];
}

/** The suggestions as groups of options, one for each kind. */
function* groups(found: Suggestion[], id: string): Iterable<HTMLElement> {
  for (const kind of new Set(found.map((one) => one.kind))) {
    const ofKind = found.filter((one) => one.kind === kind);
    const title = element("div", { className: "kind", id: `${id}-${kind}` });
    title.textContent = ofKind[0]?.kind_name ?? "";
    const group = element("div", { role: "group" });
    group.setAttribute("aria-labelledby", title.id);
    group.append(title, ...ofKind.map((one, turn) => option(one, `${title.id}-${turn}`)));
    yield group;
  }
}

function option(one: Suggestion, id: string): HTMLElement {
  const made = element("div", { role: "option", id });
  made.textContent = one.name;
  made.dataset.address = one.address;
  return made;
}

function element(name: string, properties: Partial<HTMLElement>): HTMLElement {
  return Object.assign(document.createElement(name), properties);
}
