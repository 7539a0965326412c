// The viewer of recorded runs: made alike however often, and recognized however it was compressed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { holds, packed, playerPage } from "../../player.mjs";

const folder = mkdtempSync(join(tmpdir(), "faultlab-viewer-"));
after(() => rmSync(folder, { recursive: true }));

test("the same sources make the same viewer", async () => {
  assert.equal(await playerPage(), await playerPage());
});

test("a file holds a page or another one, and how it was compressed is no difference", () => {
  const file = join(folder, "viewer.gz");
  assert.equal(holds(file, "a page"), false);
  for (const bytes of [packed("a page"), gzipSync("a page", { level: 1 })]) {
    writeFileSync(file, bytes);
    assert.equal(holds(file, "a page"), true);
    assert.equal(holds(file, "another page"), false);
  }
});

test("a viewer of an earlier day is told, and is no failure", () => {
  const command = fileURLToPath(new URL("../../player.mjs", import.meta.url));
  const said = execFileSync(process.execPath, [command, "--compare"], { encoding: "utf8" });
  assert.match(
    said,
    /^tools\/faulttest\/player\.html\.gz, .+(is today's|tools\/build\.sh player renews it, and so does pack)\n$/,
  );
});
