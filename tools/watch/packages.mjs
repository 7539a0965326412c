// The parts of watching that come before the site: the engine and the package.

import { spawn } from "node:child_process";
import { mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { bundles, engineScript, esbuild } from "../../bindings/bundles.mjs";
import { writeIfChanged } from "./files.mjs";

/**
 * Builds an engine into a folder; one that does the same as the one that is published, and is heavier. Gives the files
 * that are others now.
 */
export async function buildEngine(root, folder, own) {
  await mkdir(folder, { recursive: true });
  const [file, made] = [join(folder, "faultlab.wasm"), join(folder, "faultlab.wasm.new")];
  if (own) await run("node", [join(root, "tools", "with.mjs"), own, made], root);
  else await run("go", ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", made, "./wasm"], root);
  await rename(made, file);
  const script = join(folder, "faultlab.wasm.js");
  return (await writeIfChanged(script, engineScript(await readFile(file), 1))) ? [file, script] : [];
}

/** Runs a command, and gives what it has to say for an error if it fails. */
function run(command, args, root) {
  const env = { ...process.env, GOOS: "js", GOARCH: "wasm" };
  // Those who build for a page say so themselves, and need tools for here.
  if (command === "node") env.GOOS = env.GOARCH = "";
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (said += text));
    child.on("error", failed);
    child.on("close", (code) => (code === 0 ? done() : failed(new Error(said.trim()))));
  });
}

/** The bundles of the package in a folder. A mistake leaves them as they were. */
export class Bundles {
  #contexts;

  constructor(folder) {
    const quiet = { write: false, logLevel: "silent" };
    this.#contexts = bundles(folder).map((options) => esbuild.context({ ...options, ...quiet }));
  }

  /** Builds them anew; gives the files that are others now. */
  async rebuild() {
    const results = await Promise.allSettled(this.#contexts.map(async (one) => (await one).rebuild()));
    const errors = results.flatMap(({ reason }) => (reason ? (reason.errors ?? [reason]) : []));
    if (errors.length > 0) throw new Error(await worded(errors));
    const files = results.flatMap(({ value }) => value.outputFiles);
    const written = await Promise.all(files.map(({ path, contents }) => writeIfChanged(path, contents)));
    return files.filter((_, i) => written[i]).map(({ path }) => path);
  }
}

/** Mistakes as esbuild shows them, each once: several bundles may have the same. */
async function worded(errors) {
  const messages = await esbuild.formatMessages(errors, { kind: "error", color: false });
  return [...new Set(messages.map((text) => text.trim()))].join("\n\n");
}
