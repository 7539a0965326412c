// The engine's client in a real browser: wherever an instance runs, and
// however it dies, a request is answered.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { usePage } from "./page.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
const bindings = fileURLToPath(new URL("../../", import.meta.url));
const modulePage = "test/browser/pages/module.html";
const classicPage = "test/browser/pages/classic.html";

const page = usePage();
let server;

before(async () => {
  server = await serve(bindings);
});

after(() => server?.close());

/** Loads a page that has the package in the global "faultlab". */
async function open(url) {
  await page.goto(url);
  await page.waitFor(() => typeof faultlab !== "undefined");
}

/** Asks a fresh engine what it is, in the page. */
async function describeWith(options) {
  const engine = await faultlab.createEngine(options);
  const protocols = await engine.request("describe", []);
  engine.close();
  return { place: engine.place, known: Array.isArray(protocols) };
}

/** Arms a fault in the page, and asks a question that meets it. */
async function surviveFault(options, fault) {
  const deaths = [];
  const engine = await faultlab.createEngine({ ...options, faults: true, onDeath: (why) => deaths.push(why) });
  await engine.request("fault.arm", [fault]);
  const answer = await engine.request("describe", []).catch(({ code, message }) => ({ code, message }));
  const again = await engine.request("describe", []);
  engine.close();
  return { answer, again: Array.isArray(again), restarts: engine.restarts, deaths };
}

const places = [
  ["a worker of the same origin", "url", "url"],
  ["a worker from a blob", "blob", "blob"],
  ["the page's own thread", false, "main"],
];

for (const [where, worker, place] of places) {
  test(`the engine answers from ${where}`, async () => {
    await open(server.url + modulePage);
    assert.deepEqual(await page.evaluate(describeWith, { worker }), { place, known: true });
  });

  for (const fault of ["goroutine", "exit", "block", "recursion", "silence"]) {
    test(`a request survives ${fault} in ${where}`, async () => {
      await open(server.url + modulePage);
      const { answer, again, restarts, deaths } = await page.evaluate(surviveFault, { worker }, fault);
      assert.ok(Array.isArray(answer), `answered ${JSON.stringify(answer)}`);
      assert.ok(again);
      assert.equal(restarts, 1);
      assert.equal(deaths.length, 1);
    });
  }

  test(`a panic is an answer in ${where}, and costs no instance`, async () => {
    await open(server.url + modulePage);
    const { answer, again, restarts } = await page.evaluate(surviveFault, { worker }, "panic");
    assert.equal(answer.code, "panic");
    assert.ok(again);
    assert.equal(restarts, 0);
  });
}

test("a request survives that memory runs out", async () => {
  await open(server.url + modulePage);
  const { answer, restarts } = await page.evaluate(surviveFault, { worker: "url" }, "memory");
  assert.ok(Array.isArray(answer), `answered ${JSON.stringify(answer)}`);
  assert.equal(restarts, 1);
});

test("a request that kills every instance is refused, and the engine lives on", async () => {
  await open(server.url + modulePage);
  const { error, again, restarts } = await page.evaluate(async () => {
    const engine = await faultlab.createEngine({ faults: true });
    const error = await engine.request("fault.exit", []).catch(({ code, message }) => ({ code, message }));
    const again = await engine.request("describe", []);
    return { error, again: Array.isArray(again), restarts: engine.restarts };
  });
  assert.equal(error.code, "died");
  assert.match(error.message, /fault\.exit.*exited with code 0/);
  assert.ok(again);
  assert.equal(restarts, 2);
});

test("faults cannot be asked for unless the options allow them", async () => {
  await open(server.url + modulePage);
  const code = await page.evaluate(async () => {
    const engine = await faultlab.createEngine();
    return engine.request("fault.exit", []).catch((error) => error.code);
  });
  assert.equal(code, "op");
});

test("the package leaves nothing of Go in the page", async () => {
  await open(server.url + modulePage);
  const left = await page.evaluate(async () => {
    await (await faultlab.createEngine({ worker: false })).request("describe", []);
    return ["Go", "fs", "process", "path", "faultlabStart"].filter((name) => name in globalThis);
  });
  assert.deepEqual(left, []);
});

test("without its worker file the engine runs from a blob", async () => {
  await open(server.url + modulePage);
  const { place } = await page.evaluate(describeWith, { workerURL: "missing.js" });
  assert.equal(place, "blob");
});

test("an HTML page in the engine's place is named in the error", async () => {
  await open(server.url + modulePage);
  const message = await page.evaluate(() =>
    faultlab.createEngine({ wasmURL: "module.html" }).catch((error) => error.message),
  );
  assert.match(message, /module\.html is not WebAssembly but an HTML page/);
});

test("a server that does not know WebAssembly is good enough", async () => {
  const headersFor = (path) => (path.endsWith(".wasm") ? { "content-type": "application/octet-stream" } : {});
  const plain = await serve(bindings, { headersFor });
  await open(plain.url + modulePage);
  assert.deepEqual(await page.evaluate(describeWith, {}), { place: "url", known: true });
  plain.close();
});

const policies = [
  ["script-src 'self' 'wasm-unsafe-eval'", "url"],
  ["script-src 'self' 'wasm-unsafe-eval'; worker-src blob:", "blob"],
  ["script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'", "main"],
];

for (const [policy, place] of policies) {
  test(`under ${policy} the engine finds its place`, async () => {
    const strict = await serve(bindings, { headersFor: () => ({ "content-security-policy": policy }) });
    await open(strict.url + modulePage);
    assert.deepEqual(await page.evaluate(describeWith, {}), { place, known: true });
    strict.close();
  });
}

test("a page opened as a file runs the engine in a worker from a blob", async () => {
  await open(pathToFileURL(bindings + classicPage));
  assert.deepEqual(await page.evaluate(describeWith, {}), { place: "blob", known: true });
});

test("a page opened as a file survives a death, too", async () => {
  await open(pathToFileURL(bindings + classicPage));
  const { answer, restarts } = await page.evaluate(surviveFault, {}, "recursion");
  assert.ok(Array.isArray(answer));
  assert.equal(restarts, 1);
});
