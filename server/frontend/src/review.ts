/**
 * The review of links by single keys. A decision counts on the page at once; decisions are gathered
 * and published a batch at a time, while the reviewer goes on. Without this script the page is a
 * form with buttons.
 */

import { filled } from "./page";

const PAUSE = 4000;
/** The milliseconds without a decision after which those that wait are published. */

const KEYS_ON = "salkku-review-keys";

function review(form: HTMLFormElement): void {
  const entries = [...form.querySelectorAll<HTMLElement>("[data-link]")];
  const desk = new Desk(form);
  let at = -1;

  const go = (to: number) => {
    const next = entries[Math.min(Math.max(to, 0), entries.length - 1)];
    if (!next) return;
    entries[at]?.removeAttribute("aria-current");
    at = entries.indexOf(next);
    next.setAttribute("aria-current", "true");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
  const decide = (verdict: string) => {
    const entry = entries[at];
    if (!entry) return;
    choose(entry, verdict);
    desk.take(entry);
    if (verdict) go(at + 1);
  };
  const deeds: Record<string, () => void> = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    a: () => decide("accepted"),
    r: () => decide("rejected"),
    u: () => decide(""),
  };

  const keys = document.querySelector<HTMLElement>("[data-keys]");
  const isOn = keys?.querySelector<HTMLInputElement>("[data-keys-on]");
  if (keys && isOn) {
    keys.hidden = false;
    isOn.checked = localStorage.getItem(KEYS_ON) !== "off";
    isOn.addEventListener("change", () =>
      localStorage.setItem(KEYS_ON, isOn.checked ? "on" : "off"),
    );
  }
  document.addEventListener("keydown", (event) => {
    if (!isOn?.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const deed = deeds[event.key.toLowerCase()];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  form.addEventListener("focusin", (event) => {
    const entry = (event.target as Element).closest<HTMLElement>("[data-link]");
    if (!entry || entry === entries[at]) return;
    entries[at]?.removeAttribute("aria-current");
    at = entries.indexOf(entry);
    entry.setAttribute("aria-current", "true");
  });
  form.addEventListener("change", (event) => {
    const entry = (event.target as Element).closest<HTMLElement>("[data-link]");
    if (entry) desk.take(entry);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void desk.publish();
  });
  window.addEventListener("pagehide", () => desk.leave());
}

/** Gathers decisions and publishes them, one batch after the other. */
class Desk {
  private readonly waiting = new Map<string, string>();
  private readonly published = new Map<string, string>();
  private readonly status: HTMLElement | null;
  private pause = 0;
  private sending = false;

  constructor(private readonly form: HTMLFormElement) {
    this.status = form.querySelector("[data-status]");
  }

  /** Take what is decided on an entry now; what was published before is taken back. */
  take(entry: HTMLElement): void {
    const link = entry.dataset.link ?? "";
    const verdict = entry.querySelector<HTMLInputElement>("input:checked")?.value ?? "";
    const before = this.published.get(link);
    if (verdict || before) this.waiting.set(link, verdict || "undecided");
    else this.waiting.delete(link);
    if (verdict === before) this.waiting.delete(link);
    this.tell();
    clearTimeout(this.pause);
    if (this.waiting.size >= Number(this.form.dataset.batch)) void this.publish();
    else this.pause = window.setTimeout(() => void this.publish(), PAUSE);
  }

  /** Publish what waits, unless a batch is under way: that one goes on with the rest. */
  async publish(): Promise<void> {
    clearTimeout(this.pause);
    if (this.sending || this.waiting.size === 0) return;
    const batch = new Map(this.waiting);
    this.waiting.clear();
    this.sending = true;
    this.tell();
    const refused = await this.send(batch);
    this.sending = false;
    if (refused) {
      for (const [link, verdict] of batch) {
        if (!this.waiting.has(link)) this.waiting.set(link, verdict);
      }
      this.say(filled(this.form.dataset.failed ?? "", { why: refused }));
      return;
    }
    for (const [link, verdict] of batch) this.mark(link, verdict);
    this.tell();
    if (this.waiting.size) void this.publish();
  }

  /** Send a batch; return why it was refused, or nothing. */
  private async send(batch: Map<string, string>): Promise<string> {
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: this.fields(batch),
      });
      if (answer.ok) return "";
      const problem = (await answer.json()) as { detail?: string; title?: string };
      return problem.detail ?? problem.title ?? String(answer.status);
    } catch (error) {
      return String(error);
    }
  }

  private fields(batch: Map<string, string>): URLSearchParams {
    const seal = this.form.querySelector<HTMLInputElement>("[name=seal]")?.value ?? "";
    const fields = new URLSearchParams({ seal, do: "decide" });
    for (const [link, verdict] of batch) fields.set(`link-${link}`, verdict);
    return fields;
  }

  private mark(link: string, verdict: string): void {
    const entry = this.form.querySelector<HTMLElement>(`[data-link="${link}"]`);
    if (verdict === "undecided") {
      this.published.delete(link);
      entry?.removeAttribute("data-published");
    } else {
      this.published.set(link, verdict);
      entry?.setAttribute("data-published", "");
    }
  }

  /** Whoever leaves takes nothing along: what waits is sent with the last breath. */
  leave(): void {
    if (this.waiting.size) navigator.sendBeacon(this.form.action, this.fields(this.waiting));
  }

  private tell(): void {
    const { sending = "", waiting = "", published = "" } = this.form.dataset;
    const told = [
      this.sending ? sending : "",
      this.waiting.size ? filled(waiting, { count: this.waiting.size }) : "",
      this.published.size ? filled(published, { count: this.published.size }) : "",
    ];
    this.say(told.filter(Boolean).join(" · "));
  }

  private say(words: string): void {
    if (this.status) this.status.textContent = words;
  }
}

function choose(entry: HTMLElement, verdict: string): void {
  const input = entry.querySelector<HTMLInputElement>(`input[value="${verdict}"]`);
  if (input) input.checked = true;
}

/** Whether a key is meant for a field; buttons of a choice take no letters. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (target instanceof HTMLInputElement) return target.type !== "radio";
  return target.isContentEditable || target.matches("select, textarea");
}

const form = document.querySelector<HTMLFormElement>("form[data-review]");
if (form) review(form);
