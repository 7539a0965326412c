// Measures weights and speeds, all in one run on one machine, for only then do
// they mean something side by side.
//
//     node tools/bench.mjs [weights] [go] [page] [search]

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { longLog } from "../bindings/test/browser/long-log.mjs";
import { openPage } from "../bindings/test/browser/page.mjs";
import { search } from "./bench/search.mjs";
import { serve } from "./serve.mjs";
import { table } from "./table.mjs";
import { sizes, weights as weighEngine } from "./weigh.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "bindings", "dist");
const wasm = { ...process.env, GOOS: "js", GOARCH: "wasm" };

/** Documents whose runs are far longer than a screen. */
const longRuns = {
  "15 processes multicast": {
    faultlab: 1,
    protocol: "multicast/fifo",
    processes: 15,
    params: { messages: 16, senders: 15 },
  },
  "OM(3) among 10": {
    faultlab: 1,
    protocol: "byzantine/oral",
    processes: 10,
    params: { m: 3 },
    faults: [{ process: "L9", model: "arbitrary" }],
  },
};

const wanted = process.argv.slice(2);
for (const measure of [weights, go, page, search]) {
  if (wanted.length === 0 || wanted.includes(measure.name)) await measure();
}

/** What each part of the engine weighs, and what a page loads beside it. */
function weights() {
  weighEngine();
  const files = ["faultlab.wasm.js", "faultlab.js", "faultlab.iife.js", "faultlab.worker.js"];
  table(
    ["bytes", "raw", "gzip -9", "brotli -11"],
    files.map((name) => [name, ...sizes(readFileSync(join(dist, name)))]),
  );
}

/** Every benchmark of Go's tests, native and under Node beside each other. */
function go() {
  const native = benchmarks(process.env, "go test");
  const inNode = benchmarks(
    wasm,
    'ulimit -s 65536 2>/dev/null; go test -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec"',
  );
  const rows = [];
  for (const [name, values] of native) {
    for (const [unit, value] of values) {
      if (unit === "B/op" || (unit === "ns/op" && values.size > 1 && !values.has("allocs/op"))) continue;
      const other = inNode.get(name)?.get(unit) ?? "";
      rows.push([name, unit, value, other]);
    }
  }
  table(["benchmark", "unit", "native", "wasm"], rows);
}

function benchmarks(env, command) {
  const packages = "./core/... ./wasm/...";
  const line = `${command} -run '^$' -bench . -benchtime ${process.env.FAULTLAB_BENCHTIME ?? "0.3s"} ${packages}`;
  const { stdout, stderr, status } = spawnSync("bash", ["-c", line], { cwd: root, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${line} failed:\n${stdout}\n${stderr}`);
  const found = new Map();
  for (const [, name, rest] of stdout.matchAll(/^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.*)$/gm)) {
    found.set(name, new Map([...rest.matchAll(/(\S+) (\S+)/g)].map(([, value, unit]) => [unit, value])));
  }
  return found;
}

/** What a reader waits for: a request from a page, and the first figure of the companion. */
async function page() {
  const browser = await openPage();
  try {
    await browser.viewport(1280, 900);
    // One origin for all, so that a page may look into the frame of another.
    const server = await serve(root);
    const open = async (page = "module") => {
      await browser.goto(`${server.url}bindings/test/browser/pages/${page}.html`);
      await browser.waitFor(() => typeof faultlab !== "undefined");
    };
    await open();
    const oral = JSON.parse(readFileSync(join(root, "testdata/scenarios/byzantine/oral-4-1-lieutenant.json"), "utf8"));
    const rows = [];
    for (const place of ["url", false]) {
      const times = await browser.evaluate(roundTrips, place, oral);
      rows.push([place ? "a worker" : "the page's own thread", ...times.map((time) => time.toFixed(0))]);
    }
    table(["round trip in µs, median", "smallest", "a run", "a menu"], rows);

    const verdicts = [];
    for (const size of [
      [7, 2, 2],
      [10, 3, 3],
      [16, 5, 5],
    ]) {
      await open();
      const { first, again, behaviours } = await browser.evaluate(decided, ...size);
      verdicts.push([`OM(${size[1]}) among ${size[0]}`, behaviours, first.toFixed(1), again.toFixed(1)]);
    }
    table(["all behaviours of all traitors", "digits of their number", "in a new engine, ms", "again"], verdicts);

    const long = [];
    await open("figure");
    const asked = [
      ...Object.entries(longRuns),
      ...["json", "shiviz"].map((format) => [`a log, ${format}`, { format, log: longLog(format, 9999) }]),
    ];
    for (const [about, what] of asked) {
      const { events, opened, stepped, scrubbed, frames, tasks } = await browser.evaluate(drawn, what);
      const row = [opened, ...stepped, ...scrubbed, ...frames, tasks];
      long.push([`${about}, ${events} events`, ...row.map((time) => time.toFixed(1))]);
    }
    const columns = ["until alive", "a step", "95 %", "a jump", "95 %", "frames", "95 %", "longest task"];
    table(["drawing a long run or log, ms", ...columns], long);

    const lives = [];
    for (let i = 0; i < 5; i++) {
      await open();
      lives.push(await browser.evaluate(untilAlive, `${server.url}site/dist/web/index.html`, "#hero"));
    }
    const [cold, ...warm] = lives;
    table(
      ["until the first figure lives", "ms"],
      [
        ["in a new browser", cold.toFixed(0)],
        ["again, median", median(warm).toFixed(0)],
      ],
    );
    server.close();
  } finally {
    await browser.close();
  }
}

/**
 * Runs in the page: how long a figure or a log takes to come alive, and, median and 95th percentile, a step, a jump of
 * the scrubber (script, style and layout), and the time between frames while it steps at every one of them; then the
 * longest task of all that, 0 if none took 50 ms.
 */
async function drawn(what) {
  const isLog = what.log !== undefined;
  const figure = document.createElement(isLog ? "fault-lab-log" : "fault-lab");
  const start = performance.now();
  if (!isLog) figure.document = what;
  figure.setAttribute("loading", "eager");
  if (!isLog) figure.setAttribute("step", "0");
  document.querySelector("#here").append(figure);
  while (!figure.matches(":state(ready)")) await new Promise((next) => setTimeout(next));
  if (isLog) await figure.judge(what.log, what.format, true);
  await figure.updateComplete;
  const opened = performance.now() - start;
  const run = isLog ? figure.judged.run : figure.experiment.run;
  const go = async (step) => {
    if (isLog) figure.go(step);
    else await figure.goTo(step);
    await figure.updateComplete;
  };
  let tasks = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks = Math.max(tasks, duration);
  });
  if (PerformanceObserver.supportedEntryTypes.includes("longtask")) watch.observe({ type: "longtask" });
  const percentiles = (times) => {
    times.sort((a, b) => a - b);
    return [times[times.length >> 1], times[Math.floor(times.length * 0.95)]];
  };
  const timed = async (positions) => {
    const times = [];
    for (const position of positions) {
      const start = performance.now();
      await go(position);
      figure.getBoundingClientRect();
      times.push(performance.now() - start);
      await new Promise((next) => setTimeout(next)); // each is a task of its own
    }
    return percentiles(times);
  };
  const middle = Math.floor(run.steps / 2);
  const steps = Array.from({ length: 120 }, (_, i) => middle + i);
  await timed(steps);
  const stepped = await timed(steps);
  const scrubbed = await timed(steps.map((step) => (step * 7919) % run.steps));
  const gaps = [];
  let last = await new Promise(requestAnimationFrame);
  for (const step of steps) {
    void go(step);
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
  }
  watch.disconnect();
  figure.remove();
  return { events: isLog ? run.steps : run.events.length, opened, stepped, scrubbed, frames: percentiles(gaps), tasks };
}

/** Runs in the page: medians of three kinds of requests, in microseconds. */
async function roundTrips(worker, oral) {
  const engine = await faultlab.createEngine({ worker });
  const ask = [
    () => engine.ask("oral.counts", { n: 4, m: 1 }),
    () => engine.run(oral),
    () => engine.options(oral, null, 8),
  ];
  const medians = [];
  for (const request of ask) {
    const times = [];
    // Clocks of pages are coarse, so ten are timed together.
    for (let i = 0; i < 60; i++) {
      const start = performance.now();
      for (let j = 0; j < 10; j++) await request();
      times.push((performance.now() - start) * 100);
    }
    medians.push(times.slice(10).sort((a, b) => a - b)[25]);
  }
  engine.close();
  return medians;
}

/** Runs in the page: milliseconds of a verdict on all behaviours, as an engine's first work and as its second. */
async function decided(n, m, traitors) {
  const engine = await faultlab.createEngine({ worker: "url" });
  await engine.ask("oral.counts", { n: 4, m: 1 }); // it is there, and has done nothing yet
  const times = [];
  let found;
  for (let i = 0; i < 2; i++) {
    const start = performance.now();
    found = await engine.every(n, m, traitors);
    times.push(performance.now() - start);
  }
  engine.close();
  return { first: times[0], again: times[1], behaviours: found.behaviours.digits ?? "" };
}

/** Runs in the page: opens another one in a frame of its own, and waits until its figure says that it lives. */
async function untilAlive(url, selector) {
  const frame = document.createElement("iframe");
  frame.width = 1200;
  frame.height = 800;
  const start = performance.now();
  frame.src = url;
  document.body.prepend(frame);
  while (!frame.contentDocument?.querySelector(selector)?.matches(":state(ready)")) {
    if (performance.now() - start > 20_000) throw new Error(`${url} stays dead`);
    await new Promise((next) => setTimeout(next, 1));
  }
  return performance.now() - start;
}

function median(list) {
  return list.toSorted((a, b) => a - b)[list.length >> 1];
}
