// Builds the engine with a programmer's own protocols in it.
//
//     node tools/with.mjs PACKAGE OUT
//
// PACKAGE is a folder with a Go package that has
//
//     func Protocols() []*protocol.Spec
//
// in a clone of this module or in a module of its own with
// "replace faultlab => ../faultlab". Nothing is written into either: the file that
// brings the two together exists in the ignored folder build/with and for the
// compiler alone. Such an engine is built the ordinary way; it does the same as
// the small one and weighs more, for the package may use what it likes.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = join(root, "build", "with");

/** What Go knows of the package in a folder; an error says what to change. */
function ask(folder) {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}: --with takes the folder of a Go package`);
  let answer;
  try {
    answer = execFileSync("go", ["list", "-json=ImportPath,Name,Module,GoFiles", "."], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    throw new Error(`${folder} is no Go package: ${String(error.stderr).trim()}`);
  }
  const found = JSON.parse(answer);
  if (found.Name === "main")
    throw new Error(`${found.ImportPath} is a command: --with takes a package that can be imported`);
  if (!found.Module)
    throw new Error(`${folder} is in no module: begin with "go mod init" and "replace faultlab => ${root}"`);
  return found;
}

/** Builds the engine with the protocols of the package in a folder. */
export async function buildWith(folder, out) {
  const found = ask(folder);
  await mkdir(scratch, { recursive: true });
  const file = join(scratch, "with.go");
  await writeFile(
    file,
    `//go:build js && wasm

package main

import theirs ${JSON.stringify(found.ImportPath)}

func init() { own = append(own, theirs.Protocols()...) }
`,
  );
  const overlay = join(scratch, "overlay.json");
  await writeFile(overlay, JSON.stringify({ Replace: { [join(root, "wasm", "with.go")]: file } }));
  const environment = { ...process.env, GOOS: "js", GOARCH: "wasm" };
  if (resolve(found.Module.Dir) !== root) {
    // Two modules that are worked on side by side.
    const workspace = join(scratch, "go.work");
    const quoted = [root, found.Module.Dir].map((dir) => `\t${JSON.stringify(dir)}\n`).join("");
    await writeFile(workspace, `go 1.26\n\nuse (\n${quoted})\n`);
    environment.GOWORK = workspace;
  }
  try {
    execFileSync(
      "go",
      ["build", "-buildvcs=false", `-overlay=${overlay}`, "-ldflags=-s -w", "-o", resolve(out), "./wasm"],
      { cwd: root, env: environment, encoding: "utf8", stdio: ["ignore", "inherit", "pipe"] },
    );
  } catch (error) {
    throw new Error(
      `the engine can't be built with ${found.ImportPath}, which must have "func Protocols() []*protocol.Spec":\n${String(error.stderr).trim()}`,
    );
  }
  return found.ImportPath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, out = join(root, "bindings", "dist", "faultlab.wasm")] = process.argv.slice(2);
  try {
    console.log(`with the protocols of ${await buildWith(resolve(folder ?? "."), out)}`);
  } catch (error) {
    console.error(`tools/build.sh --with: ${error.message}`);
    process.exitCode = 1;
  }
}
