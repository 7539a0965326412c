// Reading and writing what is watched.

import { readFile, rename, writeFile } from "node:fs/promises";

export async function readJson(file) {
  return JSON.parse(await readFile(file, "utf8"));
}

/** Writes a file if that makes it another one, in one step for those who read it; says whether it did. */
export async function writeIfChanged(file, contents) {
  const bytes = Buffer.from(contents);
  const there = await readFile(file).catch(() => undefined);
  if (there?.equals(bytes)) return false;
  await writeFile(`${file}.new`, bytes);
  await rename(`${file}.new`, file);
  return true;
}
