// Documents of testdata/scenarios, as pages get them.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../testdata/scenarios/", import.meta.url));

/** The documents by name: all, or those whose names begin with one of the prefixes. */
export function scenariosOf(...prefixes) {
  const names = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replaceAll("\\", "/").slice(0, -5));
  const wanted = prefixes.length === 0 ? names : names.filter((name) => prefixes.some((p) => name.startsWith(p)));
  return Object.fromEntries(wanted.map((name) => [name, scenario(name)]));
}

/** One document. */
export function scenario(name) {
  return JSON.parse(readFileSync(`${folder}${name}.json`, "utf8"));
}
