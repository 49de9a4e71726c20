/** Running a query without leaving the page: the server's own page brings the answer. */

import { find } from "./page";

/** How a run ended. */
export type Outcome = "answered" | "cancelled" | "failed";

/** A run that goes on, and the way to end it. */
export interface Run {
  outcome: Promise<Outcome>;
  cancel(): void;
}

/** Ask what the form says, and show the answer of the server in the place of the last one. */
export function ask(form: HTMLFormElement): Run {
  const address = addressOf(form);
  const id = newId();
  const abort = new AbortController();
  return {
    outcome: shown(address, id, abort.signal).catch(() =>
      abort.signal.aborted ? "cancelled" : "failed",
    ),
    cancel() {
      const body = new URLSearchParams({ id });
      void fetch(form.dataset.cancel ?? "", { method: "POST", body, keepalive: true });
      abort.abort();
    },
  };
}

/** A name for a query that nobody guesses, also where a page is not served securely. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The permanent address of what the form asks. */
function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.action);
  const fields = new FormData(form);
  address.search = new URLSearchParams(fields as unknown as Record<string, string>).toString();
  return address;
}

async function shown(address: URL, id: string, signal: AbortSignal): Promise<Outcome> {
  const asked = new URL(address);
  asked.searchParams.set("id", id);
  const answer = await fetch(asked, { signal, headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  find("#outcome").replaceWith(document.adoptNode(find("#outcome", page)));
  if (address.href !== location.href) history.pushState(null, "", address);
  return "answered";
}
