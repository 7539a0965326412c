// Bundles the package into dist/. The engine itself, dist/faultlab.wasm, was
// built by tools/build.sh before.
//
// One source gives all forms: an ES module for sites, and a classic script
// that also works in a folder opened by double-click, where a page may fetch
// nothing and load no module.

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { common, folderOf, here, inside, licence, source } from "./bundle.mjs";

const dist = join(here, "dist");
const goRoot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();

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

/** Bundles a file into a classic script and imports its text. */
const workerText = {
  name: "worker-text",
  setup(build) {
    build.onResolve({ filter: /^worker-text:/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice("worker-text:".length)),
      namespace: "worker-text",
    }));
    build.onLoad({ filter: /.*/, namespace: "worker-text" }, async ({ path }) => ({
      loader: "text",
      contents: await bundleWorker(path),
    }));
  },
};

let worker;
function bundleWorker(path) {
  worker ??= esbuild
    .build({ ...common, entryPoints: [path], format: "iife", minify: true, write: false, plugins: [wasmExec] })
    .then((result) => result.outputFiles[0].text);
  return worker;
}

/** The small modules beside the main one import it instead of carrying their own copy. */
const beside = {
  name: "beside",
  setup(build) {
    const files = { "./index.ts": "./faultlab.js", "./define.ts": "./define.js" };
    build.onResolve({ filter: /^\.\/(index|define)\.ts$/ }, ({ path }) => ({ path: files[path], external: true }));
  },
};

const plugins = [wasmExec, workerText];
mkdirSync(dist, { recursive: true });

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
await esbuild.build({ ...module, plugins, entryPoints: [source("index.ts")], outfile: join(dist, "faultlab.js") });
for (const name of ["define", "widget"]) {
  const extension = name === "widget" ? ".mjs" : ".js";
  await esbuild.build({
    ...module,
    plugins: [beside],
    entryPoints: [source(`${name}.ts`)],
    outfile: join(dist, name + extension),
  });
}
await esbuild.build({
  ...common,
  plugins,
  format: "iife",
  globalName: "faultlab",
  minify: true,
  define: { "import.meta.url": "scriptURL" },
  inject: [source("engine/classic.js")],
  entryPoints: [source("classic.ts")],
  outfile: join(dist, "faultlab.iife.js"),
});
writeFileSync(join(dist, "faultlab.worker.js"), await bundleWorker(source("engine/worker.ts")));
await esbuild.build({
  ...common,
  format: "iife",
  minify: true,
  entryPoints: [source("embed.ts")],
  outfile: join(dist, "embed.js"),
});
copyFileSync(source("embed.html"), join(dist, "embed.html"));

// The engine as a script, for pages that may not fetch: gzip first, for plain
// base64 would be three times as long.
const wasm = readFileSync(join(dist, "faultlab.wasm"));
const packed = gzipSync(wasm, { level: 9 }).toString("base64");
writeFileSync(join(dist, "faultlab.wasm.js"), `globalThis.__FAULTLAB_WASM__="${packed}";\n`);

writeFileSync(join(dist, "LICENSES.txt"), licences());

// Tests in TypeScript look into the sources, and are bundled because Node is
// only asked to run them.
const unit = [...filesIn("test/unit"), ...filesIn("src")].filter((file) => file.endsWith(".test.ts"));
rmSync(join(here, "build"), { recursive: true, force: true });
await esbuild.build({
  ...common,
  plugins,
  format: "esm",
  platform: "node",
  packages: "external",
  sourcemap: "inline",
  entryPoints: unit.map((file) => join(here, file)),
  outbase: here,
  outdir: join(here, "build"),
  outExtension: { ".js": ".mjs" },
});

/** Whose work is inside the bundles and the engine, each with the terms it asks to be passed on. */
function licences() {
  // Of what these two import themselves nothing is left (tools/trim).
  const modules = ["github.com/hack-pad/safejs", "github.com/tinylib/msgp"];
  const moduleOf = (module) =>
    execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", module], { cwd: here, encoding: "utf8" });
  const folders = [
    ["Faultlab", dirname(here)],
    ...inside.map((name) => [name, folderOf(name)]),
    ["Go's runtime, library and wasm_exec.js", goRoot],
    ...modules.map((name) => [`${name}, trimmed to what the engine uses`, moduleOf(name).trim()]),
  ];
  return folders.map(([name, folder]) => `${name}\n${"=".repeat(name.length)}\n\n${licence(folder)}\n`).join("\n\n");
}

/** The files below a folder of the package, as paths from the package. */
function filesIn(folder) {
  if (!existsSync(join(here, folder))) return [];
  return readdirSync(join(here, folder), { recursive: true }).map((name) => join(folder, name));
}
