// The package. Importing it does nothing: define.ts is what registers the
// elements, so a page generator can import this file without a window.

export * from "./element/index.ts";
export * from "./engine/index.ts";
export { type Asked, askedOf, searchOptions } from "./operations/asked.ts";
export type * from "./operations/circumstances.ts";
export type * from "./operations/dependability.ts";
export type * from "./operations/every.ts";
export type * from "./operations/explored.ts";
export type * from "./operations/failures.ts";
export type * from "./operations/feedback.ts";
export type { JudgedLog, LogFormat, LogProblem, LogVerdict } from "./operations/history.ts";
export type { Legal, OrderVerdict } from "./operations/orders.ts";
export type * from "./operations/purposes.ts";
export type * from "./operations/remote.ts";
export type * from "./operations/rules.ts";
export type * from "./operations/run.ts";
export { EventTable, Status } from "./operations/run.ts";
export type * from "./operations/totals.ts";
export { type Level, levelsOf, levelWords } from "./play/levels.ts";
export { type Breaking, type Proved, prove } from "./play/proof.ts";
export * from "./play/replication.ts";
