// What an author's attributes may say. A word that means nothing is refused where it stands, with the attribute and what
// may stand there: a figure that shows something else instead would leave its author to guess.

import { viewNames } from "../../views/all.ts";
import { controlNames } from "./controls.ts";

/** An error about an attribute, with what is allowed. */
export function refusal(message: string, allowed: readonly string[] = []): Error {
  return Object.assign(new Error(message), { allowed: [...allowed] });
}

/** The words of an attribute; a comma between them is as good as a space. */
export const wordsOf = (value: string | null): string[] => (value ?? "").split(/[\s,]+/).filter(Boolean);

/** Refuses a word which is none of those that are allowed. */
export function mustBeOneOf(attribute: string, word: string, allowed: readonly string[]): void {
  if (allowed.includes(word)) return;
  throw refusal(
    `The attribute ${attribute} has the word "${word}", which means nothing${meant(word, allowed) || "."}`,
    allowed,
  );
}

/** Refuses what is no whole number from 0 to a limit; null is an attribute that isn't there. */
export function mustCount(attribute: string, value: number | null, most = Number.POSITIVE_INFINITY): void {
  if (value === null || (Number.isInteger(value) && value >= 0 && value <= most)) return;
  throw refusal(`The attribute ${attribute} must be a whole number from 0${most < Infinity ? ` to ${most}` : ""}.`);
}

/** What any element may have, and is near to one of ours: a letter or two more or less. */
const anybodys = "class form hidden inert lang nonce part role slot style".split(" ");

/** Refuses an attribute that is misspelled. What is near to none of the element's own is somebody else's affair. */
export function checkNames(element: Element): void {
  const own = (element.constructor as unknown as { observedAttributes: readonly string[] }).observedAttributes;
  for (const name of element.getAttributeNames()) {
    if (name.length < 4 || own.includes(name) || anybodys.includes(name)) continue;
    const near = meant(name, own);
    if (near) throw refusal(`The attribute ${name} means nothing${near}`, own);
  }
}

/** What the attributes of a figure say of what is shown. */
export interface FigureAttributes {
  readonly step: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly views: string | null;
  readonly locked: string | null;
}

/** Refuses what a figure's attributes can't mean, whatever its document is. */
export function checkAttributes(lab: Element & FigureAttributes): void {
  checkNames(lab);
  const { step, from, to } = lab;
  for (const [name, value] of Object.entries({ step, from, to })) mustCount(name, value);
  for (const word of wordsOf(lab.views)) mustBeOneOf("views", word, Object.keys(viewNames));
  for (const word of wordsOf(lab.locked)) mustBeOneOf("locked", word, controlNames);
}

/** "; did you mean …?" with the word that is nearest, or nothing if none is near. */
export function meant(word: string, known: readonly string[]): string {
  let nearest = "";
  let least = Math.max(2, Math.floor(word.length / 4)) + 1;
  for (const one of known) {
    const far = distance(word, one);
    if (far < least) [nearest, least] = [one, far];
  }
  return nearest ? `; did you mean "${nearest}"?` : "";
}

/** How many letters have to be added, left out or replaced (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    above = row;
  }
  return above[b.length]!;
}
