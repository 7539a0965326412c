// Requests that never come back. They have a browser of their own, for WebKit
// lets a worker that was terminated go on computing until its page is closed:
// the page gets its answer, but the machine gets no rest.

import assert from "node:assert/strict";
import { afterEach, beforeEach } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { openPage } from "./page.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
let page;
let server;

beforeEach(async () => {
  page = await openPage();
  server = await serve(fileURLToPath(new URL("../../", import.meta.url)));
  await page.goto(`${server.url}test/browser/pages/module.html`);
  await page.waitFor(() => typeof faultlab !== "undefined");
});

afterEach(async () => {
  server?.close();
  await page?.close();
});

test("an endless loop ends at its deadline, and what waits behind it is answered", async () => {
  const { error, again, restarts } = await page.evaluate(async () => {
    const engine = await faultlab.createEngine({ faults: true });
    const loop = engine.request("fault.loop", [], { deadline: 300 }).catch(({ code }) => ({ code }));
    const behind = engine.request("describe", []);
    return { error: await loop, again: Array.isArray(await behind), restarts: engine.restarts };
  });
  assert.deepEqual(error, { code: "deadline" });
  assert.ok(again);
  assert.equal(restarts, 1);
});

test("an aborted request lets the next one through", async () => {
  const { name, again } = await page.evaluate(async () => {
    const engine = await faultlab.createEngine({ faults: true });
    const abort = new AbortController();
    const loop = engine.request("fault.loop", [], { signal: abort.signal }).catch(({ name }) => name);
    setTimeout(() => abort.abort(), 50);
    const behind = engine.request("describe", []);
    return { name: await loop, again: Array.isArray(await behind) };
  });
  assert.equal(name, "AbortError");
  assert.ok(again);
});

test("a slice of a search that doesn't end is given up with its engine when nobody wants it any more", async () => {
  const { name, again } = await page.evaluate(async () => {
    const engine = await faultlab.createEngine({ faults: true });
    const abort = new AbortController();
    let armed = false;
    const search = engine.explore(
      { faultlab: 1, protocol: "multicast/fifo", processes: 6, params: { messages: 6, senders: 3 } },
      {
        signal: abort.signal,
        onProgress: () => {
          if (armed) return;
          armed = true;
          // What comes after this, a slice, meets a loop without end.
          engine.request("fault.arm", ["loop"]).then(() => setTimeout(() => abort.abort(), 50));
        },
      },
    );
    const name = await search.catch((error) => error.name);
    return { name, again: Array.isArray(await engine.request("describe", [])) };
  });
  assert.equal(name, "AbortError");
  assert.ok(again);
});
