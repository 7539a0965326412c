// What all bundles of this package have in common.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const here = dirname(fileURLToPath(import.meta.url));

export const source = (name) => join(here, "src", name);

export const common = {
  bundle: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** The packages that are inside every bundle with a figure. */
export const inside = ["lit", "lit-html", "lit-element", "@lit/reactive-element", "@msgpack/msgpack"];

export const folderOf = (name) => join(here, "node_modules", name);

/** The terms that a package asks to be passed on. */
export function licence(folder) {
  const file = readdirSync(folder).find((entry) => /^LICENSE(\.|$)/.test(entry));
  return readFileSync(join(folder, file), "utf8").trim();
}
