// The stages of the tests, and which of them may run side by side.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { go, node, plain } from "./readers.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = join(root, "bindings", "node_modules", ".bin");
const wasm = { GOOS: "js", GOARCH: "wasm" };

/** Go ends a package after ten minutes, whatever it does; here, silence ends it. */
const goTest = "go test -timeout 0 -json";

/**
 * Go's tests under WebAssembly recurse deeper than a thread's usual stack: Node would crash instead of throwing. They
 * are short ones: what goes through hundreds of thousands of cases does so natively, and looks at a part of them here.
 */
const inNode = `ulimit -s 65536 2>/dev/null; ${goTest} -short -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec"`;

/** One after the other. */
export const short = [
  stage("gofmt", `unformatted=$(gofmt -l core tools wasm) && echo "$unformatted" && test -z "$unformatted"`),
  stage("modules", "go mod tidy -diff && go mod tidy -modfile=tools/dev.mod -diff"),
  stage("vet", "go vet ./..."),
  stage("vet wasm", "go vet ./wasm/... ./core/... ./tools/weigh/...", plain, wasm),
  stage("staticcheck", "go tool -modfile=tools/dev.mod staticcheck ./..."),
  stage("generated", "node tools/generated.mjs"),
  // That the viewer of recorded runs is of an earlier day is no failure; it is told all the same.
  { ...stage("viewer", "node bindings/player.mjs --compare"), told: true },
  stage("tsc", `${bin}/tsc -p bindings`),
  stage("biome", `${bin}/biome ci --colors=off --max-diagnostics=200 .`),
];

/** Two at a time; the longest first, so that none of them is left alone in the end. */
export const long = [
  stage("firefox", inBrowser("firefox"), node),
  stage("webkit", inBrowser("webkit"), node),
  stage("chromium", inBrowser("chromium"), node),
  stage("go wasm", `${inNode} ./core/... ./wasm/...`, go, wasm),
  stage("unit", inOrder(["bindings/build", "bindings/test/unit", "site/test", "tools/test"].flatMap(testsIn)), node),
  stage("go", `${goTest} ./...`, go),
  stage("with", inOrder(["tools/with.test.mjs"]), node),
  stage("package", inOrder(["tools/pack/package.test.mjs"]), node),
];

function stage(name, command, read = plain, env = {}) {
  return { name, command, read, env };
}

function inOrder(files, options = "") {
  return `node --test --test-reporter=./tools/test/events.mjs ${options} ${files.join(" ")}`;
}

function inBrowser(browser) {
  const files = [...testsIn("bindings/test/browser"), ...testsIn("site/test/browser")];
  return `FAULTLAB_BROWSER=${browser} ${inOrder(files, "--test-concurrency=1")}`;
}

/** The test files of a folder; those for browsers have a folder of their own. */
function testsIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(".test.mjs") && !name.startsWith("browser/"))
    .map((name) => join(folder, name))
    .sort();
}
