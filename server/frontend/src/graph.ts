/** A network as `/network.json` gives it. */

/** An organisation, a project, a portfolio or a person; `id` is the end of its IRI. */
export interface Node {
  id: string;
  kind: "organisation" | "project" | "portfolio" | "person";
  name: string;
  /** What it is, in words. */
  told: string;
  /** Its colour, from 1; 0 is none of its own. */
  group: number;
  /** In how many of the projects it takes part. */
  projects: number;
  start: boolean;
  address: string;
}

export interface Tie {
  source: string;
  target: string;
  /** The word of a role; empty between two organisations. */
  role: string;
  projects: number;
}

export interface Network {
  nodes: Node[];
  ties: Tie[];
}

/** The network at an address. */
export async function load(address: string): Promise<Network> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()) as Network;
}
