// Remote calls and the print server, asked through the client, under Node.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEngine } from "../../dist/faultlab.js";

const engine = await createEngine();

test("the print server's table is figure 8-8, and each cell comes with a run that shows it", async () => {
  const { outcomes, orderings, strategies } = await engine.printServer();
  assert.deepEqual(outcomes, ["OK", "DUP", "ZERO"]);
  const table = Object.fromEntries(
    strategies.slice(0, 4).map(({ rule, cells }) => [
      rule,
      orderings
        .map((ordering, i) => [ordering, outcomes.filter((_, o) => cells[i][o] !== null).join("/")])
        .filter(([{ tabled }]) => tabled)
        .map(([{ name }, found]) => `${name} ${found}`)
        .join(", "),
    ]),
  );
  assert.deepEqual(table, {
    always: "MPC DUP, MC(P) OK, C(MP) OK, PMC DUP, PC(M) DUP, C(PM) OK",
    never: "MPC OK, MC(P) ZERO, C(MP) ZERO, PMC OK, PC(M) OK, C(PM) ZERO",
    "when acked": "MPC DUP, MC(P) OK, C(MP) ZERO, PMC DUP, PC(M) OK, C(PM) ZERO",
    "when not acked": "MPC OK, MC(P) ZERO, C(MP) OK, PMC OK, PC(M) DUP, C(PM) OK",
  });
  assert.deepEqual(strategies.map(({ bits }) => bits).sort(), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.ok(strategies.every(({ right }) => right.length === 0));
  const names = { OK: [2, 2], DUP: [3, 2], ZERO: [2, 3] }; // at-most-once and printed: 2 holds, 3 is violated
  for (const { rule, cells } of strategies.slice(0, 4))
    for (const [i, { server }] of orderings.entries())
      for (const [o, choices] of cells[i].entries()) {
        if (!choices) continue;
        const document = {
          faultlab: 1,
          protocol: "rpc/printer",
          processes: ["client", "server"],
          params: { server, reissue: rule },
          faults: [{ process: "server", model: "crash" }],
        };
        const run = await engine.run(document, choices);
        assert.ok(run.choices.every(({ fits }) => fits));
        assert.deepEqual(
          run.claims.map(({ changes }) => changes.at(-1)[2]),
          names[outcomes[o]],
        );
      }
});

test("a second crash, and the other reading of ACK, change the table", async () => {
  const [one, two] = [await engine.printServer("completion", 1), await engine.printServer("completion", 2)];
  const many = ({ strategies, orderings }) =>
    strategies
      .slice(0, 4)
      .flatMap(({ cells }) => cells.filter((_, i) => orderings[i].tabled))
      .filter((cell) => cell.filter(Boolean).length > 1).length;
  assert.equal(many(one), 0);
  assert.ok(many(two) > 0);
  const { strategies } = await engine.printServer("delivery", 1);
  const [always, , acked] = strategies;
  assert.deepEqual(
    acked.cells.slice(0, 3).map((cell) => cell.map(Boolean)),
    always.cells.slice(0, 3).map((cell) => cell.map(Boolean)),
  );
  await assert.rejects(engine.printServer("completion", 3), { path: "crashes" });
  await assert.rejects(engine.printServer("rumour", 1), { path: "ack" });
});

test("policies carry the parameters of a document, and each outcome has its run", async () => {
  const policies = await engine.policies();
  assert.deepEqual(policies[0].params, { policy: "maybe", record: "memory" });
  assert.equal(policies.at(-1).params.retention, 1);
  const document = (params) => ({
    faultlab: 1,
    protocol: "rpc/call",
    processes: ["client", "server"],
    params: { retries: 4, timeout: 4, ...params },
    network: { delay: "bounded", latency: [1, 2] },
    faults: [{ process: "server", model: "crash" }],
  });
  const execute = 16;
  const complete = 17;
  for (const { params } of policies.slice(0, 2)) {
    const found = await engine.callOutcomes(document(params));
    assert.ok(found.all && found.states > 10);
    assert.equal(found.executedOnce, false);
    for (const { times, replied, choices } of found.outcomes) {
      if (!choices) continue;
      const { events } = await engine.run(document(params), choices);
      const count = (kind) =>
        Array.from({ length: events.length }, (_, i) => i).filter((i) => events.kind(i) === kind).length;
      assert.equal(Math.min(2, count(execute)), times);
      assert.equal(count(complete) > 0, replied);
    }
  }
  const together = policies.find(({ params }) => params.record === "disk, in one step");
  const best = await engine.callOutcomes(document(together.params));
  assert.deepEqual([best.executedOnce, best.repliedOnce], [true, true]);
  await assert.rejects(engine.callOutcomes(document({ ...together.params, operation: "print" })), {
    path: "params.record",
  });
});
