// The client under Node, where the engine runs on the one thread there is: as
// it does for the page generator.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as faultlab from "../../dist/faultlab.js";

const { createEngine, FaultlabError } = faultlab;

test("importing the package needs no window", async () => {
  assert.equal("window" in globalThis, false);
  await import("../../dist/define.js");
  await import("../../dist/widget.mjs");
});

test("the engine runs under Node from the file beside the package", async () => {
  const engine = await createEngine();
  assert.equal(engine.place, "main");
  assert.ok(Array.isArray(await engine.request("describe", [])));
});

test("the engine can be given as bytes or as a module", async () => {
  const wasmBytes = readFileSync(new URL("../../dist/faultlab.wasm", import.meta.url));
  const wasmModule = await WebAssembly.compile(wasmBytes);
  for (const source of [{ wasmBytes }, { wasmModule }]) {
    const engine = await createEngine(source);
    assert.ok(Array.isArray(await engine.request("describe", [])));
  }
});

for (const fault of ["goroutine", "exit", "block", "recursion", "memory", "silence"]) {
  test(`a request survives ${fault}`, async () => {
    const engine = await createEngine({ faults: true });
    await engine.request("fault.arm", [fault]);
    assert.ok(Array.isArray(await engine.request("describe", [])));
    assert.equal(engine.restarts, 1);
  });
}

test("what killed an instance is told", async () => {
  const deaths = [];
  const engine = await createEngine({ faults: true, onDeath: (why) => deaths.push(why) });
  await assert.rejects(engine.request("fault.goroutine", []), (error) => {
    assert.ok(error instanceof FaultlabError);
    assert.equal(error.code, "died");
    return true;
  });
  const why = "it exited with code 2 (panic: a panic in another goroutine)";
  assert.deepEqual(deaths, [why, why]);
});

test("a panic is answered as an error, and the instance lives", async () => {
  const engine = await createEngine({ faults: true });
  await assert.rejects(engine.request("fault.panic", []), { code: "panic" });
  assert.equal(engine.restarts, 0);
});

test("an unknown op is refused", async () => {
  const engine = await createEngine();
  await assert.rejects(engine.request("no such op", []), { name: "FaultlabError" });
});

test("a request bigger than the engine takes is refused before it is sent", async () => {
  const engine = await createEngine();
  await assert.rejects(engine.request("describe", ["x".repeat(17 << 20)]), { code: "limit" });
  assert.equal(engine.restarts, 0);
});

test("a document without end is refused", async () => {
  const engine = await createEngine();
  const document = {};
  document.self = document;
  await assert.rejects(engine.run(document), { code: "request" });
});

test("a request that was aborted before its turn is not sent", async () => {
  const engine = await createEngine();
  const abort = new AbortController();
  const first = engine.request("describe", []);
  const second = engine.request("describe", [], { signal: abort.signal });
  abort.abort();
  await assert.rejects(second, { name: "AbortError" });
  await first;
});

test("a closed engine says so", async () => {
  const engine = await createEngine();
  engine.close();
  await assert.rejects(engine.request("describe", []), { code: "closed" });
});

test("the figures of a page share one engine", async () => {
  assert.equal(await faultlab.sharedEngine(), await faultlab.sharedEngine());
});
