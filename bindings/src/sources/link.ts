// The format of links. A link to a run stands in the fragment of a page's address:
//
//   #ID=1.SOURCE.STEP.CHOICES
//
// ID is the id of the figure, or "faultlab". SOURCE is the name of a scenario that the page has, or "~" and a whole
// document as JSON in base64url. STEP is the number of steps shown. CHOICES is the sparse list of choices: nine
// unsigned varints a choice, the first one the distance to the step of the choice before, in base64url. An empty list
// means that nothing is chosen; a link without one takes the document's own choices. core/scenario/text reads and
// writes the same, and testdata/links keeps links that must open for ever.

// Totals have no steps and no choices. A link to them carries the document, and what its traitors do:
//
//   #ID=t1.~DOCUMENT.RULE.SEED

import type { ScenarioDocument } from "../engine/index.ts";
import type { Choice } from "../operations/run.ts";

export interface Link {
  /** The name of a scenario, or null if the link carries a document. */
  readonly scenario: string | null;
  readonly document: ScenarioDocument | null;
  readonly step: number;
  /** Null: the document's own. */
  readonly choices: readonly Choice[] | null;
}

const version = "1";
const totalsVersion = "t1";
const numbersOfChoice = 9;

export function writeLink(id: string, link: Link): string {
  const source = link.scenario ?? `~${to64(new TextEncoder().encode(JSON.stringify(link.document)))}`;
  const parts = [version, source, String(link.step)];
  if (link.choices !== null) parts.push(to64(packChoices(link.choices)));
  return `#${id}=${parts.join(".")}`;
}

/** What a fragment says to the figure of that id; null if it speaks to another one. Throws if it can't be read. */
export function readLink(id: string, fragment: string): Link | null {
  const start = `#${id}=`;
  if (!fragment.startsWith(start)) return null;
  const [format = "", source = "", step = "", choices, ...more] = fragment.slice(start.length).split(".");
  if (format === totalsVersion) return null;
  if (format !== version)
    throw new Error(`The link has version ${format || "?"}; this figure reads version ${version}.`);
  if (!/^\d{1,9}$/.test(step) || more.length)
    throw new Error("The link is damaged: it has the form #faultlab=1.SCENARIO.STEP.CHOICES.");
  const packed = source.startsWith("~");
  if (!packed && !/^[\w-]+(\/[\w-]+)*$/.test(source)) throw new Error("The link names no scenario.");
  return {
    scenario: packed ? null : source,
    document: packed ? documentOf(source.slice(1)) : null,
    step: Number(step),
    choices: choices === undefined ? null : unpackChoices(from64(choices)),
  };
}

export interface TotalsLink {
  readonly document: ScenarioDocument;
  readonly rule: string;
  readonly seed: number;
}

export function writeTotalsLink(id: string, { document, rule, seed }: TotalsLink): string {
  return `#${id}=${totalsVersion}.~${to64(new TextEncoder().encode(JSON.stringify(document)))}.${rule}.${seed}`;
}

/** What a fragment says to totals of that id; null if it speaks to somebody else, or of a run. */
export function readTotalsLink(id: string, fragment: string): TotalsLink | null {
  const start = `#${id}=${totalsVersion}.`;
  if (!fragment.startsWith(start)) return null;
  const [source = "", rule = "", seed = "", ...more] = fragment.slice(start.length).split(".");
  if (!source.startsWith("~") || !/^[a-z-]+$/.test(rule) || !/^\d{1,10}$/.test(seed) || more.length)
    throw new Error("The link is damaged: it has the form #faultlab=t1.~DOCUMENT.RULE.SEED.");
  return { document: documentOf(source.slice(1)), rule, seed: Number(seed) };
}

function documentOf(text: string): ScenarioDocument {
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(from64(text)));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("The link holds something else than a document.");
  return value as ScenarioDocument;
}

export function packChoices(choices: readonly Choice[]): Uint8Array {
  const bytes: number[] = [];
  let last = 0;
  for (const choice of choices) {
    for (let i = 0; i < numbersOfChoice; i++) {
      let x = i === 0 ? choice[0]! - last : choice[i]!;
      for (; x >= 128; x = Math.floor(x / 128)) bytes.push((x % 128) | 128);
      bytes.push(x);
    }
    last = choice[0]!;
  }
  return Uint8Array.from(bytes);
}

export function unpackChoices(bytes: Uint8Array): Choice[] {
  const choices: Choice[] = [];
  let at = 0;
  let last = 0;
  while (at < bytes.length) {
    const choice: number[] = [];
    for (let i = 0; i < numbersOfChoice; i++) {
      let x = 0;
      for (let power = 1; ; power *= 128) {
        const byte = bytes[at++];
        if (byte === undefined || power > 2 ** 28) throw new Error("The link's list of choices is cut off.");
        x += (byte & 127) * power;
        if (byte < 128) break;
      }
      choice.push(x);
    }
    last = choice[0] = choice[0]! + last;
    choices.push(choice);
  }
  return choices;
}

function to64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function from64(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new Error("The link is damaged: it has letters that base64url doesn't have.");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
