// The custom element; the class alone, define.ts registers it.

export { type Control, controlNames, FaultLab } from "./fault-lab.ts";
export { readLink, writeLink } from "./link.ts";
