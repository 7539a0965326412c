// Builds programs for a page as the engine is built: as small as may be, and
// the same bytes from any checkout.
//
//     node tools/engine.mjs OUT
//
// A page pays for every byte, and "go build ./wasm" gives a program that does
// the same and is almost twice as heavy. RATIONALE.md says what each of this saves.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { joined, knownGo, lighten as lightened } from "./lighten/lighten.mjs";
import { functionNames, sections } from "./lighten/wasm.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What is not called in a loop, and so is not worth being written out at every call. */
const cold = [
  "std",
  "github.com/...",
  "faultlab/wasm",
  "faultlab/core/lab/...",
  "faultlab/core/protocol",
  "faultlab/core/history",
  "faultlab/core/natural",
  "faultlab/core/scenario",
  "faultlab/core/words",
];

/** By whom a program begins to trace or to profile itself. */
const loudest = ["StartTrace", "MemProfile", "SetBlockProfileRate", "SetMutexProfileFraction"].map(
  (f) => `runtime.${f}`,
);

// The older collector does in a page.
const environment = { ...process.env, GOOS: "js", GOARCH: "wasm", GOEXPERIMENT: "nogreenteagc" };

function go(...args) {
  return execFileSync("go", args, {
    cwd: root,
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Takes away from the dependencies what the engine doesn't use; see tools/trim. */
export function trim() {
  execFileSync("go", ["run", "./tools/trim", "build/engine"], { cwd: root, stdio: "inherit" });
}

/**
 * Builds a program: ./wasm, or one file. It has trimmed dependencies, is made lighter by lighten(program) and keeps the
 * names of its functions, each if that is wanted.
 */
export function build(out, { program = "./wasm", trimmed = true, lighten = lighter, names = false } = {}) {
  const file = resolve(out);
  go(
    "build",
    "-trimpath",
    "-buildvcs=false",
    ...(trimmed ? ["-modfile=build/engine/engine.mod", "-overlay=build/engine/overlay.json"] : []),
    ...cold.map((packages) => `-gcflags=${packages}=-l`),
    // Lightening takes the names, too.
    names || lighten ? "-ldflags=-w -buildid=" : "-ldflags=-s -w -buildid=",
    "-o",
    file,
    program,
  );
  if (!names && !lighten) return;
  const made = readFileSync(file);
  if (trimmed) checkSilence(made);
  if (lighten) writeFileSync(file, lighten(made, { names }));
}

/** Refuses a program that could call what tools/trim has silenced in Go's runtime. */
function checkSilence(program) {
  const loud = functionNames(sections(program)).filter((name) => loudest.includes(name));
  if (loud.length > 0) throw new Error(`${loud} would do nothing: see tools/trim/silence.go`);
}

/** The program made as light as we know how to. */
function lighter(program, options) {
  const version = go("env", "GOVERSION").trim();
  const isKnown = version === knownGo || version.startsWith(`${knownGo}.`);
  const made = isKnown ? lightened(program, options) : undefined;
  if (!made)
    console.warn(`tools/lighten knows how ${knownGo} lays out a program, and ${version} does it otherwise: it stays`);
  return made ?? joined(program);
}

/** The packages that the engine is made of. */
export function packages() {
  return go("list", "-deps", "-modfile=build/engine/engine.mod", "./wasm").trim().split("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  trim();
  build(process.argv[2] ?? join(root, "bindings", "dist", "faultlab.wasm"));
}
