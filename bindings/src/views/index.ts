// What draws a run.

export { firstViews, possibleViews, viewNames, views } from "./all.ts";
export { draw } from "./lit.ts";
export { markup } from "./markup.ts";
export { treeOwner } from "./message-tree.ts";
export { type StillOptions, still } from "./still.ts";
export { type Box, defaultOptions, overlaps, type View, type ViewFunction, type ViewOptions } from "./view.ts";
