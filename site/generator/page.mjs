// A page is a Markdown file with a few named lines at its top:
//
//   ---
//   title: Masking by redundancy
//   description: One sentence for search engines and for the list of chapters.
//   kind: chapter
//   ---
//
// The order of the pages is not in the files but in pages/contents.json, so that
// a chapter is moved by moving one line.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const kinds = ["home", "chapter", "page", "hidden"];
const required = ["title", "description", "kind"];

/** Reads every page named in contents.json, in that order. */
export async function readPages(folder) {
  const names = JSON.parse(await readFile(path.join(folder, "contents.json"), "utf8"));
  const present = (await readdir(folder)).filter((f) => f.endsWith(".md")).map((f) => f.slice(0, -3));
  for (const name of present) {
    if (!names.includes(name)) throw new Error(`pages/${name}.md is not listed in pages/contents.json`);
  }
  const pages = [];
  let chapter = 0;
  for (const name of names) {
    const page = parsePage(name, await readFile(path.join(folder, `${name}.md`), "utf8"));
    if (page.kind === "chapter") page.number = ++chapter;
    pages.push(page);
  }
  return pages;
}

/** Splits one file into its named lines and its text. */
export function parsePage(name, source) {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(source);
  if (!match) throw new Error(`pages/${name}.md does not begin with a --- block`);
  const page = { name, file: `${name}.html`, body: source.slice(match[0].length) };
  for (const line of match[1].split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 0) throw new Error(`pages/${name}.md: "${line}" is not "name: value"`);
    page[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  // The text has its apostrophes from Markdown; these lines have theirs here.
  for (const key of ["title", "description"]) page[key] = page[key]?.replace(/(?<=\p{L})'(?=\p{L})/gu, "’");
  for (const key of required) {
    if (!page[key]) throw new Error(`pages/${name}.md: ${key} is missing`);
  }
  if (!kinds.includes(page.kind)) throw new Error(`pages/${name}.md: kind must be one of ${kinds.join(", ")}`);
  return page;
}
