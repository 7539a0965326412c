// The stages of the tests, and which of them may run side by side.

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { go, node, plain } from "./readers.mjs";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = join(root, "bindings", "node_modules", ".bin");
const reported = "--test-reporter=./tools/test/events.mjs";
const wasm = { GOOS: "js", GOARCH: "wasm" };

/** Go ends a package after ten minutes, whatever it does; here, silence ends it. It is vetted in stages of its own. */
const goTest = "go test -timeout 0 -vet=off -json";

/** Go's tests under WebAssembly recurse deeper than a thread's usual stack: Node would crash instead of throwing. */
const goInNode = `ulimit -s 65536 2>/dev/null; ${goTest} -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec"`;

/** What `tools/build.sh test` runs, in groups that wait for each other; in a group two stages run side by side. */
export const test = [
  // It writes into the tree what others read, and takes it back.
  [stage("generated", "node tools/generated.mjs")],
  [
    // What is short comes first, and then the longest, so that none of them is left alone in the end.
    stage("gofmt", `unformatted=$(gofmt -l core tools wasm) && echo "$unformatted" && test -z "$unformatted"`),
    // That the viewer of recorded runs is of an earlier day is no failure; it is told all the same.
    { ...stage("viewer", "node bindings/player.mjs --compare"), told: true },
    stage("tsc", `${bin}/tsc -p bindings`),
    stage("biome", `${bin}/biome ci --colors=off --max-diagnostics=200 .`),
    stage("modules", "go mod tidy -diff && go mod tidy -modfile=tools/dev.mod -diff"),
    stage("vet", "go vet ./... ./testdata/own/..."),
    stage("vet wasm", "go vet ./wasm/... ./core/... ./tools/weigh/...", plain, wasm),
    stage("staticcheck", "go tool -modfile=tools/dev.mod staticcheck ./..."),
    stage("chromium", inBrowser("chromium"), node),
    stage("webkit", inBrowser("webkit"), node),
    // What goes through hundreds of thousands of cases does so natively, and looks at a part of them here.
    stage("go wasm", `${goInNode} -short ./core/... ./wasm/...`, go, wasm),
    stage("firefox", inBrowser("firefox"), node),
    stage("go", `${goTest} ./... ./testdata/own/...`, go),
    stage("unit", inNode(["bindings/build", "bindings/test/unit", "site/test", "tools/test"].flatMap(testsIn)), node),
    stage("with", inNode(["tools/with.test.mjs"]), node),
    stage("package", inNode(["tools/pack/package.test.mjs"]), node),
    stage("watch", inNode(["tools/watch.test.mjs"]), node),
  ],
];

/** What takes long and is not asked for every day: `tools/build.sh soak`. */
export const soak = [
  [
    stage("firefox", inBrowser("firefox"), node, { FAULTLAB_COMPLETE: "1" }),
    stage("webkit", inBrowser("webkit"), node, { FAULTLAB_COMPLETE: "1" }),
    stage("go wasm", `${goInNode} ./core/... ./wasm/...`, go, wasm),
  ],
];

function stage(name, command, read = plain, env = {}) {
  return { name, command, read, env };
}

function inNode(files) {
  return `node --test ${reported} ${files.join(" ")}`;
}

/** All files for browsers in one browser, which is started once. */
function inBrowser(browser) {
  const files = [...testsIn("bindings/test/browser"), ...testsIn("site/test/browser")];
  return `FAULTLAB_BROWSER=${browser} node bindings/test/browser/run.mjs ${reported} ${files.join(" ")}`;
}

/** The test files of a folder; those for browsers have a folder of their own. */
function testsIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(".test.mjs") && !name.startsWith("browser/"))
    .map((name) => join(folder, name))
    .sort();
}
