// An engine with a programmer's own protocol in it: from a package of this clone
// and from a module of its own beside it.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createEngine } from "../bindings/dist/faultlab.js";
import { buildWith } from "./with.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ring = join(root, "testdata", "own", "ring");
const scenario = JSON.parse(await readFile(join(ring, "scenarios", "four.json"), "utf8"));

async function inFolder(use) {
  const folder = await mkdtemp(join(tmpdir(), "faultlab-with-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function elects(wasm) {
  const engine = await createEngine({ wasmBytes: await readFile(wasm) });
  const run = await engine.run(scenario);
  assert.equal(run.protocol, "ring/election");
  const says = Array.from({ length: run.events.length }, (_, event) => run.says(event));
  assert.ok(says.includes("N1 takes N4 for its leader"), says.join("; "));
  await assert.rejects(engine.run({ ...scenario, protocol: "ring/elections" }), { path: "protocol" });
}

test("a package of the clone is in the engine", () =>
  inFolder(async (folder) => {
    assert.equal(await buildWith(ring, join(folder, "engine.wasm")), "faultlab/testdata/own/ring");
    await elects(join(folder, "engine.wasm"));
  }));

test("a module of its own is in the engine", () =>
  inFolder(async (folder) => {
    await cp(join(ring, "ring.go"), join(folder, "ring.go"));
    await writeFile(
      join(folder, "go.mod"),
      `module example.org/ring\n\ngo 1.26\n\nrequire faultlab v0.0.0\n\nreplace faultlab => ${root}\n`,
    );
    assert.equal(await buildWith(folder, join(folder, "engine.wasm")), "example.org/ring");
    await elects(join(folder, "engine.wasm"));
  }));

test("what can't be in an engine is refused with a reason", async () => {
  const out = join(tmpdir(), "never.wasm");
  await assert.rejects(buildWith(join(root, "nowhere"), out), /there is no folder/);
  await assert.rejects(buildWith(join(root, "tools", "faultlab"), out), /is a command/);
  await assert.rejects(buildWith(join(root, "site"), out), /is no Go package/);
  await assert.rejects(buildWith(join(root, "core", "claim"), out), /must have "func Protocols/);
});
