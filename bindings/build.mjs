// Bundles the package into dist/. The engine itself, dist/faultlab.wasm, was
// built by tools/build.sh before.

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { common, folderOf, here, inside, licence, source } from "./bundle.mjs";
import { bundles, engineScript, esbuild, goRoot, plugins } from "./bundles.mjs";

const dist = join(here, "dist");
mkdirSync(dist, { recursive: true });
await Promise.all(bundles(dist).map((options) => esbuild.build(options)));
copyFileSync(source("embed.html"), join(dist, "embed.html"));
writeFileSync(join(dist, "faultlab.wasm.js"), engineScript(readFileSync(join(dist, "faultlab.wasm"))));
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
