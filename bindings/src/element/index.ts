// The custom element; the class alone, define.ts registers it.

export { readLink, writeLink } from "../link.ts";
export { registerScenarios, scenario, scenarioNames } from "../scenarios.ts";
export { type Control, controlNames, FaultLab } from "./fault-lab.ts";
