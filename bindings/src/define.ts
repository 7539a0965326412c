// Registers the elements. Two copies of the package on one page are common, and
// the first one to come keeps the name.

import {
  FaultLab,
  FaultLabCircumstances,
  FaultLabFailures,
  FaultLabGraph,
  FaultLabLog,
  FaultLabMatrix,
  FaultLabMoments,
  FaultLabOrders,
  FaultLabPair,
  FaultLabProof,
  FaultLabReplication,
  FaultLabRules,
  FaultLabTotals,
  FaultLabTraitor,
  FaultLabWorlds,
} from "./index.ts";

if (globalThis.customElements) {
  if (!customElements.get("fault-lab")) customElements.define("fault-lab", FaultLab);
  if (!customElements.get("fault-lab-totals")) customElements.define("fault-lab-totals", FaultLabTotals);
  if (!customElements.get("fault-lab-pair")) customElements.define("fault-lab-pair", FaultLabPair);
  if (!customElements.get("fault-lab-log")) customElements.define("fault-lab-log", FaultLabLog);
  if (!customElements.get("fault-lab-rules")) customElements.define("fault-lab-rules", FaultLabRules);
  if (!customElements.get("fault-lab-traitor")) customElements.define("fault-lab-traitor", FaultLabTraitor);
  if (!customElements.get("fault-lab-proof")) customElements.define("fault-lab-proof", FaultLabProof);
  if (!customElements.get("fault-lab-circumstances"))
    customElements.define("fault-lab-circumstances", FaultLabCircumstances);
  if (!customElements.get("fault-lab-replication")) customElements.define("fault-lab-replication", FaultLabReplication);
  if (!customElements.get("fault-lab-graph")) customElements.define("fault-lab-graph", FaultLabGraph);
  if (!customElements.get("fault-lab-matrix")) customElements.define("fault-lab-matrix", FaultLabMatrix);
  if (!customElements.get("fault-lab-moments")) customElements.define("fault-lab-moments", FaultLabMoments);
  if (!customElements.get("fault-lab-orders")) customElements.define("fault-lab-orders", FaultLabOrders);
  if (!customElements.get("fault-lab-worlds")) customElements.define("fault-lab-worlds", FaultLabWorlds);
  if (!customElements.get("fault-lab-failures")) customElements.define("fault-lab-failures", FaultLabFailures);
}
