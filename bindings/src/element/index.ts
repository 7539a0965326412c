// The custom elements; the classes alone, define.ts registers them.

export { readLink, writeLink } from "../link.ts";
export { registerScenarios, scenario, scenarioNames } from "../scenarios.ts";
export { type Control, controlNames, FaultLab } from "./fault-lab.ts";
export { FaultLabTotals } from "./totals.ts";
