// Builds programs for a page as the engine is built: as small as may be, and
// the same bytes from any checkout.
//
//     node tools/engine.mjs OUT
//
// A page pays for every byte, and "go build ./wasm" gives a program that does
// the same and is more than half as heavy again. RATIONALE.md says what each of this saves.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { blankLines } from "./lines.mjs";
import { joinSegments } from "./segments.mjs";

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
 * Builds a program: ./wasm, or one file. It has trimmed dependencies and its data
 * rewritten if that is wanted, and the names of its functions if somebody will look inside.
 */
export function build(out, { program = "./wasm", trimmed = true, rewritten = true, names = false } = {}) {
  const file = resolve(out);
  go(
    "build",
    "-trimpath",
    "-buildvcs=false",
    ...(trimmed ? ["-modfile=build/engine/engine.mod"] : []),
    ...cold.map((packages) => `-gcflags=${packages}=-l`),
    names ? "-ldflags=-w" : "-ldflags=-s -w -buildid=",
    "-o",
    file,
    program,
  );
  if (!rewritten) return;
  let blanked = false;
  const joined = joinSegments(readFileSync(file), (_, bytes) => {
    blanked = blankLines(bytes) || blanked;
  });
  if (!blanked) console.warn("this Go lays out its tables of lines otherwise than tools/lines.mjs knows: they stay in");
  writeFileSync(file, joined);
}

/** The packages that the engine is made of. */
export function packages() {
  return go("list", "-deps", "-modfile=build/engine/engine.mod", "./wasm").trim().split("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  trim();
  build(process.argv[2] ?? join(root, "bindings", "dist", "faultlab.wasm"));
}
