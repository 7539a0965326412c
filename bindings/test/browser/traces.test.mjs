// The same run is the same bytes in every browser: the traces of all scenarios
// are held against the digests which the native engine wrote (testdata/wire).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { usePage } from "./page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const testdata = new URL("../../../testdata/", import.meta.url);
const golden = JSON.parse(readFileSync(new URL("wire/traces.json", testdata), "utf8"));
const documents = scenariosOf();

const page = usePage();
let server;

before(async () => {
  server = await serve(fileURLToPath(new URL("../../", import.meta.url)));
  await page.goto(`${server.url}test/browser/pages/module.html`);
  await page.waitFor(() => typeof faultlab !== "undefined");
});

after(() => server?.close());

/** Runs a scenario in the page and digests its trace as core/lab/door/golden_test.go does. */
async function digestOf(document) {
  globalThis.engineOfTraces ??= await faultlab.createEngine();
  const body = await globalThis.engineOfTraces.request("run", [document, null, -1]);
  const sentences = new TextEncoder().encode(body[7].map((s) => `${s}\n`).join(""));
  const bytes = await new Blob([body[5], body[6], body[8], body[19], sentences]).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (x) => x.toString(16).padStart(2, "0")).join("");
}

test("there is a digest for every scenario", () => {
  assert.deepEqual(Object.keys(golden).sort(), Object.keys(documents).sort());
});

for (const [name, document] of Object.entries(documents)) {
  test(`${name} is the same trace here and natively`, async () => {
    assert.equal(await page.evaluate(digestOf, document), golden[name]);
  });
}
