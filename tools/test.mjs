// Runs every stage of the tests and prints one closing line: N passed, N failed.
// A stage that fails does not keep the next ones from running. The long ones run two
// at a time where there are processors for it: a browser's tests mostly wait.
//
//     node tools/test.mjs [STAGE...]

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "bindings", "node_modules", ".bin");
const wasm = { GOOS: "js", GOARCH: "wasm" };

/**
 * Go's tests under WebAssembly recurse deeper than a thread's usual stack: Node would crash instead of throwing. They
 * are short ones: what goes through hundreds of thousands of cases does so natively, and looks at a part of them here.
 */
const inNode =
  'ulimit -s 65536 2>/dev/null; exec go test -short -json -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec"';

const short = [
  ["gofmt", `unformatted=$(gofmt -l core tools wasm) && echo "$unformatted" && test -z "$unformatted"`],
  ["modules", "go mod tidy -diff && go mod tidy -modfile=tools/dev.mod -diff"],
  ["vet", "go vet ./..."],
  ["vet wasm", "go vet ./wasm/... ./core/... ./tools/weigh/...", { env: wasm }],
  ["staticcheck", "go tool -modfile=tools/dev.mod staticcheck ./..."],
  ["generated", "node tools/generated.mjs"],
  // That the viewer is of an earlier day is no failure; whoever looks at the tests is told.
  ["viewer", "node bindings/player.mjs --compare", { tell: true }],
  ["tsc", `${bin}/tsc -p bindings`],
  ["biome", `${bin}/biome ci --colors=off --max-diagnostics=200 .`],
];

// The longest first, so that none of them is left alone in the end.
const long = [
  ["firefox", browserTests("firefox"), { count: countNode }],
  ["webkit", browserTests("webkit"), { count: countNode }],
  ["chromium", browserTests("chromium"), { count: countNode }],
  ["go wasm", `${inNode} ./core/... ./wasm/...`, { count: countGo, env: wasm }],
  ["unit", nodeTests(["bindings/build", "bindings/test/unit", "site/test"]), { count: countNode }],
  ["go", "go test -json ./...", { count: countGo }],
  ["with", "go test ./testdata/own/... && node --test --test-reporter=tap tools/with.test.mjs", { count: countNode }],
  ["package", "node --test --test-reporter=tap tools/pack/package.test.mjs", { count: countNode }],
];

function nodeTests(folders) {
  const files = folders.flatMap((folder) => testsIn(folder));
  return `node --test --test-reporter=tap ${files.join(" ")}`;
}

function browserTests(browser) {
  const files = testsIn("bindings/test/browser").concat(testsIn("site/test/browser"));
  return `FAULTLAB_BROWSER=${browser} node --test --test-concurrency=1 --test-reporter=tap ${files.join(" ")}`;
}

/** The test files of a folder; those for browsers have a folder of their own. */
function testsIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(".test.mjs") && !name.startsWith("browser/"))
    .map((name) => join(folder, name))
    .sort();
}

let passed = 0;
let failed = 0;
const wanted = process.argv.slice(2);
for (const [stages, lanes] of [
  [short, 1],
  [long, Math.min(2, availableParallelism())],
]) {
  const waiting = stages.filter(([name]) => wanted.length === 0 || wanted.includes(name));
  await Promise.all(Array.from({ length: lanes }, () => lane(waiting)));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Runs one waiting stage after the other, and tells of each when it has ended. */
async function lane(waiting) {
  for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
    const [name, command, options] = stage;
    const started = Date.now();
    const result = await run(command, options);
    passed += result.passed;
    failed += result.failed;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${name.padEnd(12)} ${seconds.padStart(6)} s  ${result.passed} passed, ${result.failed} failed`);
    if (result.failed > 0 || options?.tell) console.log(shortened(result.report).replace(/^/gm, "    "));
  }
}

/** The end of a report is where the reason stands. */
function shortened(report) {
  const lines = report.trimEnd().split("\n");
  return lines.length <= 100 ? lines.join("\n") : ["...", ...lines.slice(-100)].join("\n");
}

/** Runs a command; what hangs for twenty minutes has failed. */
async function run(command, { env = {}, count = countOne } = {}) {
  const child = spawn("bash", ["-o", "pipefail", "-c", command], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  const late = setTimeout(() => process.kill(-child.pid, "SIGKILL"), 1_200_000);
  const code = await new Promise((done) => child.on("close", (code, signal) => done(signal ?? code)));
  clearTimeout(late);
  const result = count(output, code);
  // A command may fail without a test that does.
  if (code !== 0 && result.failed === 0) result.failed = 1;
  result.report = `${result.report}\n${errors}`.trim() || `ended with ${code}`;
  return result;
}

/** A stage without tests of its own counts as one. */
function countOne(output, code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, report: output };
}

/** Counts what "go test -json" tells, and keeps the output of what failed. */
function countGo(output) {
  const result = { passed: 0, failed: 0, report: "" };
  const lines = new Map();
  for (const line of output.split("\n")) {
    if (!line.startsWith("{")) continue;
    const { Action, Package, ImportPath, Test = "", Output = "" } = JSON.parse(line);
    const name = `${Package ?? ImportPath} ${Test}`;
    if (Action === "output" || Action === "build-output") lines.set(name, (lines.get(name) ?? "") + Output);
    if (Action === "pass" && Test) result.passed++;
    if (Action === "fail" && Test) result.failed++;
    if (Action === "fail" || Action === "build-fail") result.report += lines.get(name) ?? "";
  }
  return result;
}

/** Counts by the closing lines of the TAP report. */
function countNode(output) {
  const number = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  const failures = number("fail") + number("cancelled");
  return { passed: number("pass"), failed: failures, report: failures > 0 ? failuresOf(output) : "" };
}

/** The TAP report without what passed. */
function failuresOf(output) {
  const kept = [];
  let keep = false;
  for (const line of output.split("\n")) {
    if (/^\s*(not )?ok \d/.test(line)) keep = /^\s*not ok/.test(line);
    else if (/^\s*# Subtest/.test(line)) keep = false;
    if (keep) kept.push(line);
  }
  return kept.join("\n");
}
