// The package. Importing it does nothing: define.ts is what registers the
// elements, so a page generator can import this file without a window.

export { type Asked, askedOf, searchOptions } from "./asked.ts";
export * from "./circumstances.ts";
export * from "./element/index.ts";
export * from "./engine/index.ts";
export * from "./every.ts";
export type * from "./explored.ts";
export type { ClientView, FailureCause, FailuresAsked } from "./failures.ts";
export type { JudgedLog, LogFormat, LogProblem, LogVerdict } from "./history.ts";
export { type Level, levelsOf, levelWords } from "./play/levels.ts";
export { type Breaking, type Proved, prove } from "./play/proof.ts";
export * from "./purposes.ts";
export type * from "./remote.ts";
export * from "./replication.ts";
export * from "./run.ts";
export * from "./totals.ts";
