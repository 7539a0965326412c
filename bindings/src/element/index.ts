// The custom elements; the classes alone, define.ts registers them.

export { readLink, writeLink } from "../link.ts";
export { registerScenarios, scenario, scenarioNames } from "../scenarios.ts";
export { FaultLabCircumstances } from "./circumstances.ts";
export { type Control, controlNames } from "./controls.ts";
export { FaultLabFailures } from "./failures.ts";
export { FaultLab } from "./fault-lab.ts";
export { FaultLabGraph } from "./graph.ts";
export { FaultLabLog } from "./log.ts";
export { type LogExample, logExamples } from "./log-examples.ts";
export { FaultLabMatrix } from "./matrix.ts";
export { FaultLabMoments } from "./moments.ts";
export { FaultLabOrders } from "./orders.ts";
export { FaultLabPair } from "./pair.ts";
export { FaultLabProof } from "./proof.ts";
export { FaultLabReplication } from "./replication.ts";
export { FaultLabRules } from "./rules.ts";
export { FaultLabTotals } from "./totals.ts";
export { FaultLabTraitor } from "./traitor.ts";
export { FaultLabWorlds, type World } from "./worlds.ts";
