// The views by name. All are pure functions of a run, a position and what the reader has set.

import type { Run } from "../run.ts";
import { circuit } from "./circuit.ts";
import { group } from "./group.ts";
import { messageTree } from "./message-tree.ts";
import { spaceTime } from "./space-time.ts";
import type { ViewFunction } from "./view.ts";

export const views: Readonly<Record<string, ViewFunction>> = { "space-time": spaceTime, tree: messageTree, group, circuit };

/** What a view is called on a button. */
export const viewNames: Readonly<Record<string, string>> = {
  "space-time": "space–time", tree: "message tree", group: "group", circuit: "circuit",
};

/** The views that can show a run, the suggested ones first. */
export function possibleViews(run: Run): string[] {
  const fitting = run.views.filter((name) => name in views);
  return fitting.length ? fitting : ["space-time"];
}

export { draw } from "./lit.ts";
export { markup, escapeText } from "./markup.ts";
export { still, type StillOptions } from "./still.ts";
export { defaultOptions, overlaps, type Box, type View, type ViewFunction, type ViewOptions } from "./view.ts";
export { treeOwner } from "./message-tree.ts";
export { facts, statusAt, belief, causality } from "./facts.ts";
export { circuit, group, messageTree, spaceTime };
