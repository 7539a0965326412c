// How fast everything is tried: the example models of core/explore, natively and
// in a page, beside the same models in Spin. All of it runs alternately in one
// sitting, and medians are shown.
//
//     node tools/bench/search.mjs [ROUNDS] [MODEL ...]

import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPage } from "../../bindings/test/browser/page.mjs";
import { serve } from "../serve.mjs";
import { table } from "../table.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = join(root, "build", "bench");

/** The models of core/explore/speed_test.go, and their twins: a file of testdata/spin and what it is told. */
const models = {
  "flush-4-2": ["flush", "-DN=4", "-DS=2"],
  "flush-4-3": ["flush", "-DN=4", "-DS=3"],
  "flush-4-2-copies": ["flush", "-DN=4", "-DS=2", "-DCOPIES"],
  "retry-10-3-3": ["retry", "-DTRIES=10", "-DLOSSES=3", "-DCRASHES=3"],
};

// The largest takes minutes a round and gigabytes in Spin; it is measured when it is asked for.
const usual = ["flush-4-2", "flush-4-3", "retry-10-3-3"];

// Two ways of Spin's to keep whole states; which is the faster depends on the machine and the model. Its third, a hash
// of 64 bits as in Faultlab (-DHC4), is left out: it misses 22 of the first model's states.
const keeping = { "Spin, -O2": [], "Spin, -O2 -DNOCOMP": ["-DNOCOMP"] };

/** Measures models, each so many times, and prints tables. */
export async function search(rounds = 3, names = usual) {
  mkdirSync(folder, { recursive: true });
  const contestants = { ...native(), ...wasm(), ...spin(names) };
  const browser = await inPage();
  contestants["WebAssembly, Chromium"] = browser.run;
  try {
    for (const name of names) await compare(name, contestants, rounds);
  } finally {
    await browser.close();
  }
}

async function compare(name, contestants, rounds) {
  const runs = Object.fromEntries(Object.keys(contestants).map((who) => [who, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [who, run] of Object.entries(contestants)) runs[who].push(await run(name));
  }
  const all = Object.entries(runs);
  const counts = new Set(all.map(([, [{ states }]]) => states));
  if (counts.size > 1) {
    const each = all.map(([who, [{ states }]]) => `${who}: ${states}`);
    throw new Error(`${name} has not the same states everywhere. ${each.join("; ")}`);
  }
  const medians = all.map(([who, list]) => [who, median(list.map(({ rate }) => rate)), list[0]]);
  const yardstick = Math.max(...medians.filter(([who]) => who in keeping).map(([, rate]) => rate));
  const rows = medians.map(([who, rate, { transitions, allocations }]) => [
    who,
    (rate / 1000).toFixed(0),
    yardstick > 0 ? (rate / yardstick).toFixed(2) : "",
    transitions,
    allocations ?? "",
  ]);
  const [states] = counts;
  table(
    [`${name}, ${states} states`, "thousand a second", "of Spin's best", "transitions", "allocations a state"],
    rows,
  );
}

/** The search on this machine, by one thread and by all. */
function native() {
  go({}, "-o", join(folder, "explore.test"));
  const by = (threads) => (name) => measured(command(join(folder, "explore.test"), args(name, threads)));
  const threads = availableParallelism();
  return { "native, one thread": by(1), ...(threads > 1 ? { [`native, ${threads} threads`]: by(threads) } : {}) };
}

/** The same in WebAssembly under Node, built for a page's collector as the engine is. */
function wasm() {
  go(
    { GOOS: "js", GOARCH: "wasm", GOEXPERIMENT: "nogreenteagc" },
    "-ldflags=-s -w",
    "-o",
    join(folder, "explore.wasm"),
  );
  const library = join(execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim(), "lib", "wasm");
  copyFileSync(join(library, "wasm_exec.js"), join(folder, "wasm_exec.js"));
  const binary = join(folder, "explore.wasm");
  return {
    "WebAssembly, Node": (name) => measured(command(join(library, "go_js_wasm_exec"), [binary, ...args(name, 1)])),
  };
}

/** The same in a worker of a page. */
async function inPage() {
  const server = await serve(root);
  const page = await openPage();
  await page.goto(`${server.url}tools/bench/worker.js`); // any document of this origin
  return {
    async run(name) {
      await page.evaluate(start, args(name, 1));
      for (;;) {
        const answer = await page.evaluate(() => globalThis.answer);
        if (answer) {
          if (answer.code !== 0) throw new Error(`the search in the page ended with ${answer.code}:\n${answer.text}`);
          return measured(answer.text);
        }
        await new Promise((next) => setTimeout(next, 200));
      }
    },
    async close() {
      await page.close();
      server.close();
    },
  };
}

/** Runs in the page: a worker of its own for each search, so that each begins with new memory. */
function start(args) {
  globalThis.answer = undefined;
  const worker = new Worker("/tools/bench/worker.js");
  worker.onmessage = ({ data }) => {
    globalThis.answer = data;
    worker.terminate();
  };
  worker.postMessage({ runtime: "/build/bench/wasm_exec.js", binary: "/build/bench/explore.wasm", args });
}

/** Spin's verifiers of the twins, without its reduction, as Faultlab's search is here. Nothing, where there is no Spin. */
function spin(names) {
  if (spawnSync("spin", ["-V"]).error || spawnSync("gcc", ["--version"]).error) {
    console.log(
      "Spin and gcc are not installed (Debian: apt-get install spin gcc), so there is nothing to compare with.\n",
    );
    return {};
  }
  for (const name of names) {
    const [file, ...defines] = models[name];
    const cwd = join(folder, name);
    mkdirSync(cwd, { recursive: true });
    command("spin", [...defines, "-a", join(root, "testdata", "spin", `${file}.pml`)], cwd);
    for (const [i, keep] of Object.values(keeping).entries()) {
      const flags = ["-w", "-O2", "-DSAFETY", "-DNOFAIR", "-DNOREDUCE", "-DNOBOUNDCHECK", ...keep];
      command("gcc", [...flags, "-o", `pan${i}`, "pan.c"], cwd);
    }
  }
  const by = (i) => (name) => {
    const began = performance.now();
    // A million steps deep, and a table that need not grow.
    const text = command(join(folder, name, `pan${i}`), ["-m1000000", "-w24", "-n"]);
    const seconds = (performance.now() - began) / 1000;
    const [, states] = text.match(/(\d+) states, stored/) ?? [];
    const [, transitions] = text.match(/([\d.e+]+) transitions/) ?? []; // from ten millions on as 4.6e+07
    if (!states || !/errors: 0\b/.test(text) || /not completed/.test(text))
      throw new Error(`Spin on ${name}:\n${text}`);
    return { states: Number(states), transitions: String(transitions - 1), rate: states / seconds }; // it counts the beginning
  };
  return Object.fromEntries(Object.keys(keeping).map((who, i) => [who, by(i)]));
}

function args(name, threads) {
  const bench = ["-test.run=^$", "-test.bench=^BenchmarkModel$", "-test.benchtime=1x"];
  return [...bench, `-model=${name}`, `-threads=${threads}`];
}

/** What a benchmark of Go's has reported. */
function measured(text) {
  const line = text.match(/^BenchmarkModel\S*\s+1\s+(.*)$/m)?.[1];
  if (!line) throw new Error(`the benchmark has no result:\n${text}`);
  const value = new Map([...line.matchAll(/(\S+) (\S+)/g)].map(([, number, unit]) => [unit, number]));
  return {
    states: Number(value.get("states")),
    transitions: value.get("transitions"),
    rate: Number(value.get("states/s")),
    allocations: value.get("allocs/state"),
  };
}

function go(environment, ...flags) {
  const env = { ...process.env, ...environment };
  execFileSync("go", ["test", "-c", ...flags, "./core/explore"], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function command(program, args, cwd = join(root, "core", "explore")) {
  const { stdout, stderr, status, error } = spawnSync(program, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 });
  if (error || status !== 0)
    throw new Error(`${program} ${args.join(" ")}: ${error ?? `status ${status}`}\n${stdout}\n${stderr}`);
  return stdout;
}

function median(list) {
  return list.toSorted((a, b) => a - b)[list.length >> 1];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rounds = "3", ...names] = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in models));
  if (!(rounds >= 1) || unknown.length > 0) {
    console.error(
      `usage: node tools/bench/search.mjs [ROUNDS] [MODEL ...], with models of ${Object.keys(models).join(", ")}`,
    );
    process.exit(2);
  }
  await search(Number(rounds), names.length > 0 ? names : usual);
}
