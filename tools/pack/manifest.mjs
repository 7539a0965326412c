// Writes custom-elements.json, by which editors and documentation tools know the elements: from the comments of their
// classes and the types of their members, by the analyzer that the format comes with.
//
//     node tools/pack/manifest.mjs

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cli } from "@custom-elements-manifest/analyzer/cli.js";

const bindings = fileURLToPath(new URL("../../bindings", import.meta.url));

/** Analyzes the elements, writes bindings/custom-elements.json, and gives back what it says of each, by tag. */
export async function writeManifest() {
  const argv = ["analyze", "--config", "../tools/pack/analyzer.config.mjs"];
  const manifest = await cli({ argv, cwd: bindings, noWrite: true });
  const elements = manifest.modules.flatMap(({ path, declarations }) =>
    declarations.filter(({ tagName }) => tagName).map((element) => publicPart(element, path)),
  );
  const figure = elements.find(({ tagName }) => tagName === "fault-lab");
  for (const element of elements) {
    for (const list of ["cssParts", "cssStates"]) element[list] = oneByOne(element[list] ?? [], figure[list]);
  }
  // What is packed is one module with all classes, and one that registers them.
  const module = "dist/faultlab.js";
  const declaration = ({ name }) => ({ name, module });
  manifest.modules = [
    {
      kind: "javascript-module",
      path: module,
      declarations: elements,
      exports: elements.map((one) => ({ kind: "js", name: one.name, declaration: declaration(one) })),
    },
    {
      kind: "javascript-module",
      path: "dist/define.js",
      exports: elements.map((one) => ({
        kind: "custom-element-definition",
        name: one.tagName,
        declaration: declaration(one),
      })),
    },
  ];
  writeFileSync(join(bindings, "custom-elements.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return Object.fromEntries(elements.map((element) => [element.tagName, element]));
}

/** What a page may use: not what an element shares with its parts, which is marked as internal, or with those above it. */
function publicPart(element, path) {
  const above = element.members.flatMap(({ inheritedFrom }) => (inheritedFrom?.module ? [inheritedFrom.module] : []));
  const texts = [...new Set([path, ...above])].map((module) => readFileSync(join(bindings, module), "utf8"));
  const internal = internals(texts.join("\n"));
  const shown = ({ name, privacy }) => !privacy?.match(/private|protected/) && !/^#/.test(name) && !internal.has(name);
  return {
    ...element,
    members: element.members.filter(shown),
    attributes: element.attributes.filter(({ fieldName }) => !internal.has(fieldName)),
    events: element.events.filter(({ name }) => name),
  };
}

/** Comments name several at once, "loading, ready, error", where the figure has explained each. */
function oneByOne(list, explained) {
  return list.flatMap(({ name, description = "" }) => {
    if (!name.endsWith(",")) return [{ name, description }];
    const names = [name.slice(0, -1), ...description.split(" - ")[0].split(/,\s*/)];
    return names.map((one) => ({
      name: one,
      description: explained.find(({ name }) => name === one)?.description ?? "",
    }));
  });
}

/** The members that a source marks. */
function internals(text) {
  const marked = /@internal[^*]*\*\/\s*(?:declare |readonly |async |override |get |set )*(\w+)/g;
  return new Set([...text.matchAll(marked)].map(([, name]) => name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeManifest();
