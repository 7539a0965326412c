// A search of all runs through the client, under Node: in slices, with others served in between, stopped, lost, and
// started anew.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEngine } from "../../dist/faultlab.js";

const three = {
  faultlab: 1,
  protocol: "byzantine/oral",
  processes: 3,
  faults: [{ process: "L2", model: "arbitrary" }],
};
/** So many states that nobody waits for the end. */
const endless = {
  faultlab: 1,
  protocol: "multicast/fifo",
  processes: 6,
  params: { messages: 6, senders: 3 },
};

test("a small system is tried to its end", async () => {
  const engine = await createEngine();
  const found = await engine.explore(three);
  assert.deepEqual(
    found.findings.map(({ claim, outcome, faults }) => [claim, outcome, faults]),
    [
      ["IC1", "proved", 0],
      ["IC2", "refuted", 1],
    ],
  );
  assert.equal(found.stopped, "complete");
  assert.ok(found.rate > 0);
  const run = await engine.run(three, found.findings[1].choices);
  assert.ok(run.claims[1].changes.some(([, , status]) => status === 3));
  const simple = await engine.shrink(three, found.findings[1].choices, "IC2");
  assert.ok(simple.replays > 0);
});

test("who is faulty can be left open", async () => {
  const engine = await createEngine();
  const found = await engine.explore({ ...three, processes: 4 }, { anyone: { most: 1, model: "arbitrary" } });
  assert.deepEqual([found.case, found.cases], [5, 5]);
  assert.ok(found.findings.every(({ outcome }) => outcome === "proved"));
});

test("what the engine can't do is refused with its field, and leaves no search behind", async () => {
  const engine = await createEngine();
  for (let i = 0; i < 6; i++) {
    await assert.rejects(engine.explore(three, { symmetry: true }), { path: "options" });
    await engine.explore(three);
  }
  assert.deepEqual(await engine.reductions(three), { symmetry: false, order: false });
  assert.deepEqual(await engine.reductions(endless), { symmetry: true, order: true });
});

test("a bound on states leaves the verdict unknown, and says so", async () => {
  const engine = await createEngine();
  const found = await engine.explore(endless, { states: 3000 });
  assert.equal(found.stopped, "bound on states");
  assert.equal(found.findings[0].outcome, "unknown");
  assert.ok(
    found.covered.includes("Not everything was tried: stopped by the bound on states."),
    found.covered.join(" "),
  );
});

test("a bound on memory is kept, and leaves the verdict unknown", async () => {
  const engine = await createEngine();
  const found = await engine.explore(endless, { bytes: 4 * 2 ** 20 });
  assert.equal(found.stopped, "bound on memory");
  assert.ok(found.bytes <= 4 * 2 ** 20);
  assert.equal(found.findings[0].outcome, "unknown");
});

test("others are answered between slices, and progress is told", async () => {
  const engine = await createEngine();
  const stop = new AbortController();
  const told = [];
  const search = await new Promise((begun) => {
    const search = engine.explore(endless, {
      signal: stop.signal,
      onProgress: ({ states }) => {
        told.push(states);
        begun({ search });
      },
    });
  });
  while (told.length < 5) {
    // Under Node the engine shares this thread, and a search gives way to timers alone.
    await new Promise((turn) => setImmediate(turn));
    const before = told.length;
    await engine.run(three);
    assert.ok(told.length <= before + 1, "a request waits for no more than the slice in front of it");
  }
  stop.abort();
  await assert.rejects(search.search, { name: "AbortError" });
  assert.deepEqual(
    told.toSorted((a, b) => a - b),
    told,
  );
});

test("a search that was stopped is forgotten: there is always room for the next", async () => {
  const engine = await createEngine();
  for (let i = 0; i < 6; i++) {
    const stop = new AbortController();
    await assert.rejects(engine.explore(endless, { signal: stop.signal, onProgress: () => stop.abort() }), {
      name: "AbortError",
    });
  }
  await engine.explore(three);
  assert.equal(engine.restarts, 0);
});

test("a search can be stopped before it has begun", async () => {
  const engine = await createEngine();
  await assert.rejects(engine.explore(three, { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("with its engine a search is lost, and says so; the next engine takes no search for another one", async () => {
  const engine = await createEngine({ faults: true });
  let armed = false;
  const killed = engine.explore(endless, {
    onProgress: () => {
      if (!armed) engine.request("fault.goroutine", []).catch(() => {});
      armed = true;
    },
  });
  for (const { reason } of await Promise.allSettled([killed, engine.explore(endless)])) {
    assert.equal(reason.code, "replaced");
    assert.match(
      reason.message,
      /^the engine was replaced \(.*panic.*\), and what it had found so far is lost: begin again$/,
    );
  }
  const found = await engine.explore(three);
  assert.equal(found.stopped, "complete");
});

test("an engine that has become large is not kept", async () => {
  const engine = await createEngine();
  const wide = { ...endless, processes: 8, params: { messages: 12, senders: 8 } };
  await engine.explore(wide, { bytes: 72 * 2 ** 20 });
  assert.ok(Array.isArray(await engine.request("describe", [])));
  assert.equal(engine.restarts, 0);
});

test("a grid has every run of a small system", async () => {
  const engine = await createEngine();
  const document = { ...three, processes: 4, faults: [{ process: "commander", model: "arbitrary" }] };
  const grid = await engine.grid(document, 1000);
  assert.deepEqual([grid.all, grid.runs.length, grid.axes.length], [true, 27, 3]);
  const first = await engine.grid(document, 5);
  assert.deepEqual([first.all, first.runs.length, first.axes.length], [false, 5, 0]);
});
