// A page pays for every byte of the engine, so there is a limit. The same
// sources weigh the same everywhere: this is no measurement that may waver.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { brotli } from "../../../tools/weigh.mjs";

/** Bytes of faultlab.wasm as a host sends it. */
const most = 950_000;

test("the engine is no heavier than a page may be", (t) => {
  const size = brotli(readFileSync(new URL("../../dist/faultlab.wasm", import.meta.url)), 11);
  t.diagnostic(`faultlab.wasm has ${size} bytes in brotli, of at most ${most}`);
  assert.ok(
    size <= most,
    `faultlab.wasm has ${size} bytes in brotli, and a page is promised at most ${most}.
"node tools/weigh.mjs" says what each package weighs. Look for what a new import brings ("go list -deps
-modfile=build/engine/engine.mod ./wasm"; fmt, os, reflect and encoding/json have no business in a page), for big
tables and generated code, and for packages that tools/engine.mjs may compile without inlining. A Go that isn't the one
tools/lighten knows makes an engine that is half as heavy again. Raising the limit is a decision to be written down in
RATIONALE.md.`,
  );
});
