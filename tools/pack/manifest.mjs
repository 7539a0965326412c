// Writes custom-elements.json, by which editors and documentation tools know <fault-lab>: from the comment of the class
// and the types of its members, by the analyzer that the format comes with.
//
//     node tools/pack/manifest.mjs

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cli } from "@custom-elements-manifest/analyzer/cli.js";

const bindings = fileURLToPath(new URL("../../bindings", import.meta.url));
const source = "src/element/fault-lab.ts";

/** Analyzes the element, writes bindings/custom-elements.json, and gives back what it says of the element. */
export async function writeManifest() {
  const argv = ["analyze", "--config", "../tools/pack/analyzer.config.mjs"];
  const manifest = await cli({ argv, cwd: bindings, noWrite: true });
  const element = publicPart(manifest.modules[0].declarations.find(({ tagName }) => tagName === "fault-lab"));
  const module = "dist/faultlab.js";
  manifest.modules = [
    {
      kind: "javascript-module",
      path: module,
      declarations: [element],
      exports: [{ kind: "js", name: element.name, declaration: { name: element.name, module } }],
    },
    {
      kind: "javascript-module",
      path: "dist/define.js",
      exports: [
        { kind: "custom-element-definition", name: element.tagName, declaration: { name: element.name, module } },
      ],
    },
  ];
  writeFileSync(join(bindings, "custom-elements.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return element;
}

/** What a page may use: not what the parts of the figure share with one another, which is marked as internal. */
function publicPart(element) {
  const internal = new Set(internals());
  const shown = ({ name, privacy }) => privacy !== "private" && !name.startsWith("#") && !internal.has(name);
  return {
    ...element,
    members: element.members.filter(shown),
    attributes: element.attributes.filter(({ fieldName }) => !internal.has(fieldName)),
    events: element.events.filter(({ name }) => name),
  };
}

/** The members that the source marks. */
function internals() {
  const text = readFileSync(join(bindings, source), "utf8");
  return [...text.matchAll(/@internal[^*]*\*\/\s*(?:declare |readonly |async |override )*(\w+)/g)].map(
    ([, name]) => name,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeManifest();
