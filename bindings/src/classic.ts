// The whole package as one classic script: registers the elements and leaves
// the exports in the global "faultlab".

import "./define.ts";

export * from "./index.ts";
