import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createEngine } from "../../../src/engine/index.ts";
import type { Run } from "../../../src/operations/run.ts";
import { circuit } from "../../../src/views/circuit.ts";
import { walk } from "../../../src/views/plain.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { redundant } from "../figure/sample.ts";

const root = existsSync("testdata") ? "." : "..";

function parts(run: Run, at: number): string[] {
  return [...walk(circuit(run, at, defaultOptions).tree)].flatMap((node) =>
    node.attrs["data-part"] === undefined ? [] : [String(node.attrs["aria-label"])],
  );
}

test("a part shows what it puts out, once it has", () => {
  const run = redundant({ A2: 0 });
  assert.equal(parts(run, 0)[1], "module A2, may fail");
  assert.equal(parts(run, 2)[1], "module A2, faulty, puts out 0");
  assert.equal(parts(run, 6)[3], "voter V1, correct, puts out 1");
});

test("a part that is going to fail shows it before its step has come", async () => {
  const file = JSON.parse(readFileSync(`${root}/testdata/scenarios/tmr/silent-module.json`, "utf8"));
  const engine = await createEngine({
    worker: false,
    wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`),
  });
  const run = await engine.run(file);
  assert.equal(parts(run, 0)[1], "module A2, may fail, will put out nothing");
  assert.equal(parts(run, 2)[1], "module A2, faulty, puts out nothing");
  const wires = [...walk(circuit(run, 0, defaultOptions).tree)].filter((node) =>
    String(node.attrs.class).includes("wire-"),
  );
  assert.equal(wires.length, 3, "what comes in is there from the beginning");
});

test("undefined is an outcome of its own", () => {
  const run = redundant({ A2: 0, A3: 2 });
  assert.equal(parts(run, run.steps)[3], "voter V1, correct, puts out undefined");
  const wires = [...walk(circuit(run, run.steps, defaultOptions).tree)].filter((node) =>
    String(node.attrs.class).includes("wire-u"),
  );
  assert.ok(wires.length > 0);
});

test("a circuit is one stop of the tab key", () => {
  const stops = [...walk(circuit(redundant({}), 3, defaultOptions).tree)].filter((node) => node.attrs.tabindex === 0);
  assert.equal(stops.length, 1);
});
