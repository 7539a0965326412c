import * as faultlab from "../../../dist/faultlab.js";

globalThis.faultlab = faultlab;
