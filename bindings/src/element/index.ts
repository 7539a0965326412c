// The custom elements; the classes alone, define.ts registers them.

export { readLink, writeLink } from "../sources/link.ts";
export { registerScenarios, scenario, scenarioNames } from "../sources/scenarios.ts";
export { FaultLab } from "./figure/fault-lab.ts";
export { FaultLabCircumstances } from "./instruments/circumstances/circumstances.ts";
export { FaultLabGraph } from "./instruments/graph/graph.ts";
export { type LogExample, logExamples } from "./instruments/log/examples.ts";
export { FaultLabLog } from "./instruments/log/log.ts";
export { FaultLabMatrix } from "./instruments/matrix/matrix.ts";
export { FaultLabMoments } from "./instruments/moments/moments.ts";
export { FaultLabOrders } from "./instruments/orders/orders.ts";
export { FaultLabPair } from "./instruments/pair/pair.ts";
export { FaultLabProof } from "./instruments/proof/proof.ts";
export { FaultLabReplication } from "./instruments/replication/replication.ts";
export { FaultLabRules } from "./instruments/rules/rules.ts";
export { FaultLabTotals } from "./instruments/totals/totals.ts";
export { FaultLabTraitor } from "./instruments/traitor/traitor.ts";
export { FaultLabFailures } from "./instruments/worlds/failures.ts";
export { FaultLabWorlds, type World } from "./instruments/worlds/worlds.ts";
export { type Control, controlNames } from "./shared/controls.ts";
