// Builds the companion: node site/build.mjs [--out site/dist]
//
// The engine and the bindings must have been built before (tools/build.sh does
// both); the scenarios are those that the tests use.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawStill, drawTotals, openEngine } from "./generator/bindings.mjs";
import { Lab, readScenarios } from "./generator/lab.mjs";
import { buildSite } from "./generator/site.mjs";

const siteFolder = path.dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    out: { type: "string", default: path.join(siteFolder, "dist") },
    // A folder of a programmer's own package: its scenarios come into the playground.
    scenarios: { type: "string" },
  },
});

const testdata = path.join(siteFolder, "..", "testdata");
const readJson = async (...names) => JSON.parse(await readFile(path.join(...names), "utf8"));
const schema = await readJson(testdata, "schema", "scenario.schema.json");
const scenarios = await readScenarios(path.join(testdata, "scenarios"));
if (values.scenarios) {
  const name = path.basename(path.resolve(values.scenarios));
  for (const [file, document] of await readScenarios(path.join(values.scenarios, "scenarios"))) {
    scenarios.set(`${name}/${file}`, document);
  }
}
const engine = await openEngine();
try {
  const rendered = await buildSite({
    siteFolder,
    out: path.resolve(values.out),
    lab: new Lab(engine, scenarios),
    still: drawStill,
    totalsStill: drawTotals,
    scenarios,
    schema,
  });
  console.log(
    `${rendered.length} pages, ${scenarios.size} scenarios, written to ${path.relative(process.cwd(), values.out) || "."}/{web,folder}`,
  );
} catch (error) {
  console.error(`The site was not built. ${error.message}`);
  process.exitCode = 1;
} finally {
  await engine.close();
}
