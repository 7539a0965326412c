// The bundles of the package, each with how esbuild makes it: once (build.mjs), or whenever a source has changed
// (tools/watch.mjs).
//
// One source gives all forms: an ES module for sites, and a classic script that also works in a folder opened by
// double-click, where a page may fetch nothing and load no module.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { common, source } from "./bundle.mjs";

export { esbuild };

export const goRoot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();

/** Gives Go's support file, of the very Go that built the engine, a scope of its own instead of the page's. */
const wasmExec = {
  name: "wasm_exec",
  setup(build) {
    build.onResolve({ filter: /^wasm_exec$/ }, () => ({ path: "wasm_exec", namespace: "wasm_exec" }));
    build.onLoad({ filter: /.*/, namespace: "wasm_exec" }, () => {
      const text = readFileSync(join(goRoot, "lib", "wasm", "wasm_exec.js"), "utf8");
      return {
        loader: "js",
        contents: `export function goClass(globalThis) {
          const fs = { writeSync: (file, bytes) => globalThis.fs.writeSync(file, bytes) };
          ${text}
          return globalThis.Go;
        }`,
      };
    });
  },
};

const asWorker = { ...common, format: "iife", minify: true, plugins: [wasmExec] };

/** Bundles a file into a classic script and imports its text. */
const workerText = {
  name: "worker-text",
  setup(build) {
    build.onResolve({ filter: /^worker-text:/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice("worker-text:".length)),
      namespace: "worker-text",
    }));
    build.onLoad({ filter: /.*/, namespace: "worker-text" }, async ({ path }) => {
      const { outputFiles } = await esbuild.build({ ...asWorker, entryPoints: [path], write: false });
      return { loader: "text", contents: outputFiles[0].text };
    });
  },
};

/** The small modules beside the main one import it instead of carrying their own copy. */
const beside = {
  name: "beside",
  setup(build) {
    const files = { "./index.ts": "./faultlab.js", "./define.ts": "./define.js" };
    build.onResolve({ filter: /^\.\/(index|define)\.ts$/ }, ({ path }) => ({ path: files[path], external: true }));
  },
};

/** What sources need that import the engine's worker. */
export const plugins = [wasmExec, workerText];

// A page generator may import the module where there is no window. Lit's build for Node allows for that and works in
// browsers as well; only its stand-in for a document is left out, for one of two lines.
const module = {
  ...common,
  format: "esm",
  minify: true,
  sourcemap: true,
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["node"],
  alias: { "@lit-labs/ssr-dom-shim": source("element/shared/no-dom.ts") },
};

/** The options for every bundle, which is to lie in a folder. */
export function bundles(folder) {
  const small = (name, file) => ({
    ...module,
    plugins: [beside],
    entryPoints: [source(name)],
    outfile: join(folder, file),
  });
  return [
    { ...module, plugins, entryPoints: [source("index.ts")], outfile: join(folder, "faultlab.js") },
    small("define.ts", "define.js"),
    small("widget.ts", "widget.mjs"),
    {
      ...common,
      plugins,
      format: "iife",
      globalName: "faultlab",
      minify: true,
      define: { "import.meta.url": "scriptURL" },
      inject: [source("engine/classic.js")],
      entryPoints: [source("classic.ts")],
      outfile: join(folder, "faultlab.iife.js"),
    },
    { ...asWorker, entryPoints: [source("engine/worker.ts")], outfile: join(folder, "faultlab.worker.js") },
    { ...common, format: "iife", minify: true, entryPoints: [source("embed.ts")], outfile: join(folder, "embed.js") },
  ];
}

/** The engine as a script, for pages that may not fetch: gzip first, for plain base64 would be three times as long. */
export function engineScript(wasm, level = 9) {
  return `globalThis.__FAULTLAB_WASM__="${gzipSync(wasm, { level }).toString("base64")}";\n`;
}
