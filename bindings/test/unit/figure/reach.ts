// The style sheets of all elements, and how far their rules reach: which class names a sheet uses, and which of its
// selectors could match something that isn't its own.

import assert from "node:assert/strict";
import type { CSSResult } from "lit";
import * as elements from "../../../src/element/index.ts";
import { baseSheet, figureSheets, shadowSheet } from "../../../src/style/index.ts";

/** Every element with the sheets that it has besides the base. */
export const styled = Object.entries(elements).flatMap(([name, one]) => {
  if (typeof one !== "function" || !("styles" in one)) return [];
  const styles = one.styles as CSSResult | readonly CSSResult[];
  const texts = "cssText" in styles ? [styles.cssText] : styles.map(({ cssText }) => cssText);
  const [base, ...own] = texts[0] === shadowSheet ? [baseSheet, ...figureSheets] : texts;
  assert.equal(base, baseSheet, name);
  return [{ name, own }];
});

const classNames = /\.([a-zA-Z_][\w-]*)/g;

/** The text without its comments and strings, in which braces and dots mean something else. */
const plain = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"[^"]*"/g, '""');

/** The parts of a list between its commas, those in parentheses left alone. */
function listed(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const one of text) {
    if (one === "(") depth++;
    if (one === ")") depth--;
    if (one === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += one;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** All selectors of a sheet, one by one; those inside of at-rules, too. */
export function selectorsOf(css: string): string[] {
  const found: string[] = [];
  let from = 0;
  const text = plain(css);
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "{" && text[at] !== "}") continue;
    const before = text.slice(from, at).trim();
    if (text[at] === "{" && !before.startsWith("@")) {
      found.push(...listed(before));
      at = text.indexOf("}", at);
    }
    from = at + 1;
  }
  return found;
}

/** A selector written out: one for each way to be one of several things. What it must not be says nothing of whose it is. */
function variants(selector: string): string[] {
  const begin = /:(is|where|not)\(/.exec(selector);
  if (!begin) return [selector];
  let end = begin.index + begin[0].length;
  for (let depth = 1; depth > 0; end++) depth += selector[end] === "(" ? 1 : selector[end] === ")" ? -1 : 0;
  const inside = begin[1] === "not" ? [""] : listed(selector.slice(begin.index + begin[0].length, end - 1));
  return inside.flatMap((one) => variants(selector.slice(0, begin.index) + one + selector.slice(end)));
}

const classesOf = (selector: string): string[] => [
  ...new Set([...selector.matchAll(classNames)].map(([, name]) => name!)),
];

/** Every class name that something must have so that the sheet styles it, or what is around it. */
export const namesOf = (css: string): Set<string> => new Set(selectorsOf(css).flatMap(variants).flatMap(classesOf));

/** The class names of a sheet that need no other class beside or around them. */
export const bareNames = (css: string): Set<string> =>
  new Set(
    selectorsOf(css)
      .flatMap(variants)
      .map(classesOf)
      .filter(({ length }) => length === 1)
      .flat(),
  );

/**
 * What is wrong with sheets that are in one shadow root, by their names: a class of two of them that isn't the base's, and
 * a selector that could match anybody's, as it has no class of its sheet's own. `shared` are classes that two may use;
 * they are the first one's.
 */
export function reaching(
  base: string,
  parts: Readonly<Record<string, string>>,
  shared: readonly string[] = [],
): string[] {
  const wrong: string[] = [];
  const common = namesOf(base);
  const names = Object.entries(parts).map(([part, css]) => [part, namesOf(css)] as const);
  const users = new Map<string, string[]>();
  for (const [part, used] of names)
    for (const name of used) if (!common.has(name)) users.set(name, [...(users.get(name) ?? []), part]);
  const owners = new Map<string, string>();
  for (const [name, by] of users) {
    if (by.length === 1 || shared.includes(name)) owners.set(name, by[0]!);
    else wrong.push(`.${name} is used by ${by.join(" and ")}`);
  }
  for (const [part, css] of Object.entries(parts))
    for (const selector of selectorsOf(css))
      if (!variants(selector).every((one) => classesOf(one).some((name) => owners.get(name) === part)))
        wrong.push(`${part} has the selector ${selector} without a class of its own`);
  return wrong;
}
