// Registers <fault-lab>. Two copies of the package on one page are common, and
// the first one to come keeps the name.

import { FaultLab } from "./index.ts";

if (globalThis.customElements && !customElements.get("fault-lab")) {
  customElements.define("fault-lab", FaultLab);
}
