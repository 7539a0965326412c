// Every operation of the table, asked by name of a running engine, and its answer decoded.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { type Answer, createEngine, type Engine, type Operation, type Operations } from "../../src/engine/index.ts";
import type { ScenarioDocument } from "../../src/operations/requests.ts";
import { EventTable } from "../../src/operations/run.ts";

const root = existsSync("testdata") ? "." : "..";
let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});

const scenario = (name: string): ScenarioDocument =>
  JSON.parse(readFileSync(join(root, `testdata/scenarios/${name}.json`), "utf8"));

const lied = scenario("byzantine/oral-3-1-lieutenant");
const document = { ...lied, choices: [] };
const service = { faultlab: 1, protocol: "dependability/service", processes: 2, params: { needs: 1 } };
const calls = { faultlab: 1, protocol: "rpc/call", processes: 2, params: { retries: 1, timeout: 4 } };
const senders = [{ name: "P1", steps: [1, 2] }];

/** A question for each operation: one that is missing here is a type error. */
const examples: { readonly [Name in Operation]: Operations[Name]["takes"] } = {
  run: { document, choices: null, until: -1 },
  options: { document, choices: null, step: 4 },
  random: { document, seed: 7, weight: 300 },
  shrink: { document: lied, choices: null, claim: "IC2" },
  describe: {},
  totals: { document, rule: "honest", seed: 1 },
  "explore.open": {
    document,
    choices: null,
    step: -1,
    options: { states: 0, bytes: 0, symmetry: false, order: false, within: 9 },
    anyone: { most: 1, model: "arbitrary" },
  },
  "explore.run": { handle: 1, states: 1000 },
  "explore.close": { handle: 1 },
  "explore.grid": { document, limit: 100 },
  "explore.reductions": { document },
  "oral.counts": { n: 7, m: 2 },
  "oral.every": { n: 3, m: 1, faulty: 1, model: "arbitrary", orders: 2, default: "retreat", rule: "majority" },
  "oral.rest": { document, choices: null, step: 2 },
  "three.rules": {},
  "three.alike": { first: document, firstChoices: null, second: lied, secondChoices: null, process: 1 },
  "vector.splits": { n: 4, values: 2, vote: "book" },
  "tmr.sets": {},
  "tmr.curve": { voter: 900, points: 10 },
  "dependability.run": { document: service, seed: 7 },
  "dependability.survey": { document: service, runs: 5 },
  "failures.alike": { requests: 1, detector: false, failsafe: true },
  "replication.purposes": { k: 2 },
  "agreement.circumstances": {},
  "agreement.plans": { messages: 2, losses: 1 },
  "rpc.printer": { ack: "completion", crashes: 1 },
  "rpc.policies": {},
  "rpc.outcomes": { document: { ...calls, network: { delay: "bounded", latency: [1, 2] } } },
  "orphan.table": {},
  "order.legal": { senders, receivers: 2 },
  "order.judge": { senders, receivers: [{ name: "P2", order: [2, 1] }] },
  "reliable.feedback": { receivers: 10, fanout: 3 },
  "reliable.requests": { losers: 5, delay: 1, width: 10, runs: 3 },
  "history.check": { format: "json", log: '{"type":"group","log":1,"processes":["p"],"view":1}', whole: false },
};

/** The first place in an answer where something is undefined, which nothing that was decoded is. */
function undefinedIn(value: unknown, path: string): string | undefined {
  if (value === undefined) return path;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || value instanceof EventTable) return;
  for (const [key, inner] of Object.entries(value)) {
    const found = undefinedIn(inner, `${path}.${key}`);
    if (found) return found;
  }
  return;
}

test("every operation is answered, and what it gives is decoded to the last field", async (t) => {
  for (const name of Object.keys(examples) as Operation[]) {
    await t.test(name, async () => {
      const answer: unknown = await engine.ask(name, examples[name]);
      if (name === "explore.close") assert.equal(answer, undefined);
      else assert.equal(undefinedIn(answer, name), undefined);
    });
  }
});

test("answers have their fields by name", async () => {
  const counts: Answer<"oral.counts"> = await engine.ask("oral.counts", examples["oral.counts"]);
  assert.deepEqual(counts, { total: "156", last: "120", packed: "66", rounds: ["6", "30", "120"] });
  const { masked } = await engine.ask("tmr.sets", {});
  assert.ok(masked > 0);
  const both = { ...examples["three.alike"], firstSteps: 3, secondSteps: 3 };
  const all = await engine.ask("three.alike", examples["three.alike"]);
  const some = await engine.ask("three.alike", both);
  assert.ok(some.first < all.first);
});

test("what an operation doesn't take is a type error, and refused by the engine", async () => {
  // @ts-expect-error: an argument is missing
  await assert.rejects(engine.ask("oral.counts", { n: 7 }), { path: "m", message: /oral\.counts takes \[n, m\]/ });
  // @ts-expect-error: an argument is of another kind
  await assert.rejects(engine.ask("oral.counts", { n: "7", m: 2 }), { path: "n" });
  // @ts-expect-error: a word that isn't allowed
  await assert.rejects(engine.ask("vector.splits", { n: 4, values: 2, vote: "dice" }), { path: "vote" });
  // @ts-expect-error: an operation that isn't there
  await assert.rejects(engine.ask("oral.count", { n: 7, m: 2 }), ({ path, allowed }) => {
    return path === "op" && allowed.includes("oral.counts");
  });
  // @ts-expect-error: one of two that go together
  await assert.rejects(engine.ask("three.alike", { ...examples["three.alike"], firstSteps: 3 }), {
    path: "secondSteps",
  });
});
