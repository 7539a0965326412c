// Checks that what is generated, Go code and the schema of scenario documents, is what
// its generator would write today, and leaves the tree as it was.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const kinds = ["*_gen.go", "*_gen_test.go", "testdata/schema/*.json"];
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
