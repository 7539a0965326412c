// The views by name. All are pure functions of a run, a position and what the reader has set.

import type { Run } from "../operations/run.ts";
import { chains } from "./chains.ts";
import { circuit } from "./circuit.ts";
import { group } from "./group.ts";
import { messageTree } from "./message-tree.ts";
import { spaceTime } from "./space-time.ts";
import { vectors } from "./vectors.ts";
import type { ViewFunction } from "./view.ts";

export const views: Readonly<Record<string, ViewFunction>> = {
  "space-time": spaceTime,
  tree: messageTree,
  vectors,
  chains,
  group,
  circuit,
};

/** What a view is called on a button. */
export const viewNames: Readonly<Record<string, string>> = {
  "space-time": "space–time",
  tree: "message tree",
  vectors: "vectors",
  chains: "signatures",
  group: "group",
  circuit: "circuit",
};

/** The views that can show a run, the best first. */
export function possibleViews(run: Run): string[] {
  const fitting = run.views.filter((name) => name in views);
  return fitting.length ? fitting : ["space-time"];
}

/** The views with which a figure begins: what the scenario shows, else the first two that suit it. */
export function firstViews(run: Run): string[] {
  const asked = run.show.views.filter((name) => name in views);
  return asked.length ? asked : possibleViews(run).slice(0, 2);
}
