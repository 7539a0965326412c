// Checks that what is generated (Go code, the schema of scenario documents, the wire in
// TypeScript and in prose) is what its generator would write today, and leaves the tree
// as it was.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const kinds = [
  "*_gen.go",
  "*_gen_test.go",
  "testdata/schema/*.json",
  "core/lab/WIRE.md",
  "bindings/src/operations/requests.ts",
  "bindings/src/operations/wire.ts",
];
const generated = execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...kinds], { encoding: "utf8" })
  .split("\n")
  .filter(Boolean);
const before = generated.map((file) => readFileSync(file));

execFileSync("go", ["generate", "./..."], { stdio: ["ignore", "ignore", "inherit"] });

const stale = generated.filter((file, i) => !readFileSync(file).equals(before[i]));
for (const [i, file] of generated.entries()) writeFileSync(file, before[i]);
if (stale.length > 0) {
  console.log(`run "go generate ./...": ${stale.join(", ")} would change`);
  process.exitCode = 1;
}
