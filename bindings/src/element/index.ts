// The custom elements; the classes alone, define.ts registers them.

export { readLink, writeLink } from "../sources/link.ts";
export { registerScenarios, scenario, scenarioNames } from "../sources/scenarios.ts";
export { FaultLab } from "./figure/fault-lab.ts";
export { FaultLabCircumstances } from "./instruments/circumstances.ts";
export { FaultLabFailures } from "./instruments/failures.ts";
export { FaultLabGraph } from "./instruments/graph.ts";
export { FaultLabLog } from "./instruments/log.ts";
export { type LogExample, logExamples } from "./instruments/log-examples.ts";
export { FaultLabMatrix } from "./instruments/matrix.ts";
export { FaultLabMoments } from "./instruments/moments.ts";
export { FaultLabOrders } from "./instruments/orders.ts";
export { FaultLabPair } from "./instruments/pair.ts";
export { FaultLabProof } from "./instruments/proof.ts";
export { FaultLabReplication } from "./instruments/replication.ts";
export { FaultLabRules } from "./instruments/rules.ts";
export { FaultLabTotals } from "./instruments/totals.ts";
export { FaultLabTraitor } from "./instruments/traitor.ts";
export { FaultLabWorlds, type World } from "./instruments/worlds.ts";
export { type Control, controlNames } from "./shared/controls.ts";
