// A link to a run: where it comes from, what was changed, the choices, the step. It stands in the fragment of the
// address, after the id of the figure it belongs to:
//
//   #figure-id=1~byzantine/oral-4-1~<changes>~<choices>~6
//
// The parts: the version of this format; a scenario's name, or "!" and a whole document; the fields of the document
// that were changed; the choices; the step. Documents and changes are JSON in base64url. Choices are written as the
// engine's own lists are: nine unsigned varints a choice, the first the distance to the step before, in base64url.
// "-" stands for the document's own choices, which is not the same as an empty list.

import type { ScenarioDocument } from "../engine/index.ts";
import type { Choice } from "../run.ts";

export interface Link {
  readonly scenario: string | null;
  readonly document: ScenarioDocument | null;
  readonly changes: ScenarioDocument;
  readonly choices: readonly Choice[] | null;
  readonly step: number;
}

const version = "1";
const numbersOfChoice = 9;

export function writeLink(id: string, link: Link): string {
  const source = link.scenario !== null ? encodeURI(link.scenario).replaceAll("~", "%7E") : `!${textTo64(JSON.stringify(link.document))}`;
  const changes = Object.keys(link.changes).length ? textTo64(JSON.stringify(link.changes)) : "";
  const choices = link.choices === null ? "-" : bytesTo64(packChoices(link.choices));
  return `#${encodeURIComponent(id)}=${[version, source, changes, choices, link.step].join("~")}`;
}

/** What a fragment says to the figure of that id; null if it speaks to another one. Throws if it can't be read. */
export function readLink(id: string, fragment: string): Link | null {
  const start = `#${encodeURIComponent(id)}=`;
  if (!fragment.startsWith(start)) return null;
  const parts = fragment.slice(start.length).split("~");
  const [format, source = "", changes = "", choices = "-", step = "0"] = parts;
  if (format !== version || parts.length !== 5) throw new Error(`The link has version ${format ?? "?"}; this figure reads version ${version}.`);
  const position = Number(step);
  if (!Number.isSafeInteger(position) || position < 0) throw new Error(`The link names step ${step}, which is no step.`);
  return {
    scenario: source.startsWith("!") ? null : decodeURI(source),
    document: source.startsWith("!") ? documentOf(source.slice(1)) : null,
    changes: changes ? documentOf(changes) : {},
    choices: choices === "-" ? null : unpackChoices(bytesFrom64(choices)),
    step: position,
  };
}

function documentOf(text: string): ScenarioDocument {
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesFrom64(text)));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("The link holds something else than a document.");
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

function textTo64(text: string): string {
  return bytesTo64(new TextEncoder().encode(text));
}

function bytesTo64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesFrom64(text: string): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
