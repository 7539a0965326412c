// The same run is the same bytes in every browser: the traces of all scenarios
// are held against the digests which the native engine wrote (testdata/wire).

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { openPage } from "./page.mjs";

const testdata = new URL("../../../testdata/", import.meta.url);
const golden = JSON.parse(readFileSync(new URL("wire/traces.json", testdata), "utf8"));
const documents = Object.fromEntries(
  readdirSync(new URL("scenarios/", testdata), { recursive: true })
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name.slice(0, -5), readFileSync(new URL(`scenarios/${name}`, testdata), "utf8")]),
);

let page;
let server;

before(async () => {
  page = await openPage();
  server = await serve(fileURLToPath(new URL("../../", import.meta.url)));
  await page.goto(`${server.url}test/browser/pages/module.html`);
  await page.waitFor(() => typeof faultlab !== "undefined");
});

after(async () => {
  server?.close();
  await page?.close();
});

/** Runs a scenario in the page and digests its trace as core/lab/door/golden_test.go does. */
async function digestOf(text) {
  globalThis.engineOfTraces ??= await faultlab.createEngine();
  const body = await globalThis.engineOfTraces.request("run", [JSON.parse(text), null, -1]);
  const sentences = new TextEncoder().encode(body[7].map((s) => `${s}\n`).join(""));
  const bytes = await new Blob([body[5], body[6], body[8], body[19], sentences]).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (x) => x.toString(16).padStart(2, "0")).join("");
}

test("there is a digest for every scenario", () => {
  assert.deepEqual(Object.keys(golden).sort(), Object.keys(documents).sort());
});

for (const [name, text] of Object.entries(documents)) {
  test(`${name} is the same trace here and natively`, async () => {
    assert.equal(await page.evaluate(digestOf, text), golden[name]);
  });
}
