// The package. Importing it does nothing: define.ts is what registers the
// elements, so a page generator can import this file without a window.

export * from "./element/index.ts";
export * from "./engine/index.ts";
export * from "./every.ts";
export * from "./run.ts";
export * from "./totals.ts";
