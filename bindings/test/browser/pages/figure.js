// A page with the package as a module, and scenarios that its tests hand over.

import * as faultlab from "../../../dist/faultlab.js";
import "../../../dist/define.js";

globalThis.faultlab = faultlab;
