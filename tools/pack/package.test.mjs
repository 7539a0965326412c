// The npm package as somebody gets it: packed, looked at by the tools that packages are looked at with, unpacked
// elsewhere, and used.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { writeManifest } from "./manifest.mjs";

const bindings = fileURLToPath(new URL("../../bindings/", import.meta.url));
const exported = new Map(Object.entries(await import("../../bindings/dist/faultlab.js")));
const bin = join(bindings, "node_modules", ".bin");

let folder;
let elements;
let tarball;
let packed;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "faultlab-pack-"));
  elements = await writeManifest();
  const [told] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { cwd: bindings, encoding: "utf8" }),
  );
  tarball = join(folder, told.filename);
  packed = told.files.map(({ path }) => path);
});

after(() => rmSync(folder, { recursive: true }));

/** What all sources of the elements say in some form, or one source, each once. */
function said(form, file) {
  const from = join(bindings, "src");
  const all = () => readdirSync(join(from, "element"), { recursive: true }).filter((name) => name.endsWith(".ts"));
  const texts = (file ? [file] : all().map((name) => join("element", name))).map((name) =>
    readFileSync(join(from, name), "utf8"),
  );
  return [...new Set(texts.flatMap((text) => [...text.matchAll(form)].map(([, name]) => name)))].sort();
}

const namesOf = (list) => list.map(({ name }) => name).sort();

test("the manifest tells everything that a page may use of the figure, and nothing else", () => {
  const element = elements["fault-lab"];
  assert.deepEqual(
    namesOf(element.events),
    said(/this\.tell\("(\w+)"/g, "element/figure/announce.ts").map((name) => `faultlab-${name}`),
  );
  assert.deepEqual(namesOf(element.cssParts), said(/ part="(\w+)"/g));
  const [states] = said(/setStates\(this\.#states, \{([^}]*)\}/g, "element/figure/fault-lab.ts");
  assert.deepEqual(namesOf(element.cssStates), [...states.matchAll(/(\w+):/g)].map(([, name]) => name).sort());
  const tokens = said(/^ {2}"?([a-z-]+)"?: [['"]/gm, "style/tokens.ts");
  assert.deepEqual(namesOf(element.cssProperties), tokens.map((name) => `--faultlab-${name}`).sort());
});

for (const [tag, registeredClass] of registered()) {
  const properties = {};
  for (let c = registeredClass; c?.properties; c = Object.getPrototypeOf(c)) Object.assign(properties, c.properties);
  test(`the manifest explains every attribute of <${tag}>, and all else that it names`, () => {
    const element = elements[tag];
    const attributes = Object.entries(properties)
      .filter(([, { state, attribute }]) => !state && attribute !== false)
      .map(([name, { attribute }]) => attribute ?? name);
    assert.deepEqual(namesOf(element.attributes), attributes.sort());
    // What elements have from those above them is how they work, but for their attributes.
    const inherited = element.members.filter(({ inheritedFrom }) => inheritedFrom);
    assert.deepEqual(
      namesOf(inherited).filter((name) => !attributes.includes(name)),
      [],
    );
    assert.ok(element.description);
    for (const list of ["attributes", "events", "cssParts", "cssStates", "slots", "cssProperties"]) {
      for (const { name, description } of element[list] ?? []) {
        assert.ok(description, `${list}: ${name} is not explained`);
      }
    }
  });
}

/** The elements that the package registers, with their classes. */
function registered() {
  const text = readFileSync(join(bindings, "src", "define.ts"), "utf8");
  return [...text.matchAll(/define\("([\w-]+)", (\w+)\)/g)].map(([, tag, name]) => [tag, exported.get(name)]);
}

test("publint finds nothing", async () => {
  const data = readFileSync(tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) },
    strict: true,
  });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg, { color: false })),
    [],
  );
});

test("every import with types resolves as an ES module should", async () => {
  const excluded = [/\.(wasm|json|iife\.js|worker\.js|wasm\.js)$/];
  const found = await checkPackage(createPackageFromTarballData(readFileSync(tarball)), {
    excludeEntrypoints: excluded,
  });
  assert.ok(found.types, "the package has no types");
  // A package of ES modules alone isn't for those who resolve as before there were any.
  const old = ["node10", "node16-cjs"];
  const problems = found.problems.filter(({ resolutionKind }) => !old.includes(resolutionKind));
  assert.deepEqual(problems, []);
  assert.deepEqual(Object.keys(found.entrypoints).sort(), [".", "./define.js", "./widget.mjs"]);
});

test("the package holds what it says, and neither sources nor maps", () => {
  const { exports, customElements } = JSON.parse(readFileSync(join(bindings, "package.json"), "utf8"));
  assert.ok(packed.includes(customElements), `${customElements} is missing`);
  const wanted = Object.values(exports).flatMap((target) =>
    typeof target === "string" ? [target] : Object.values(target),
  );
  for (const file of wanted) assert.ok(packed.includes(file.slice(2)), `${file} is missing`);
  assert.deepEqual(
    packed.filter((file) => !/^(dist\/|package\.json$|custom-elements\.json$|README\.md$)/.test(file)),
    [],
  );
  assert.deepEqual(
    packed.filter((file) => file.endsWith(".map")),
    [],
  );
});

test("unpacked elsewhere it runs, and its types are right", () => {
  const modules = join(folder, "consumer", "node_modules");
  mkdirSync(join(modules, "faultlab"), { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", join(modules, "faultlab")]);
  const consumer = join(folder, "consumer");
  writeFileSync(
    join(consumer, "run.mjs"),
    `import { createEngine } from "faultlab";
import "faultlab/define.js";
const engine = await createEngine();
console.log((await engine.describe()).map(({ protocol }) => protocol).includes("byzantine/oral"));
engine.close();
`,
  );
  assert.equal(execFileSync("node", ["run.mjs"], { cwd: consumer, encoding: "utf8" }), "true\n");

  // What the package depends on by its types alone.
  for (const name of ["lit", "lit-html", "lit-element", "@lit"]) {
    symlinkSync(join(bindings, "node_modules", name), join(modules, name));
  }
  writeFileSync(
    join(consumer, "use.mts"),
    `import "faultlab/define.js";
import { type Run, createEngine } from "faultlab";

const figure = document.createElement("fault-lab");
figure.scenario = "byzantine/oral-4-1";
await figure.stepBy(2);
export const run: Run = await (await createEngine()).run({});
// @ts-expect-error: what the parts of the figure share is not for pages
figure.experiment;
`,
  );
  const options = ["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022", "--module", "nodenext"];
  execFileSync(join(bin, "tsc"), [...options, "--lib", "es2022,dom,dom.iterable", "--types", "", "use.mts"], {
    cwd: consumer,
    stdio: ["ignore", "inherit", "inherit"],
  });
});
