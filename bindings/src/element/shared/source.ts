// Where a figure's document comes from: the fragment of the page's address, a property, a built-in scenario, an address,
// or JSON inside of the element.

import type { ScenarioDocument } from "../../engine/index.ts";
import { type Link, readLink } from "../../sources/link.ts";
import { scenarioNames, whenKnown } from "../../sources/scenarios.ts";
import { meant, refusal } from "./attributes.ts";
import type { Source } from "./experiment.ts";

/** What an element says of where its document comes from. */
export interface Sourced extends Element {
  readonly scenario: string | null;
  readonly src: string | null;
  readonly document: ScenarioDocument | null;
}

/** The id in a link to a figure that has none. */
export const anyFigure = "faultlab";

/** What the page's address says to a figure. A link that names no figure is for the first one that can show it. */
export function linkFor(lab: Sourced): Link | null {
  const link = readLink(lab.id || anyFigure, location.hash);
  if (!link || lab.id) return link;
  const others = [...lab.ownerDocument.querySelectorAll<Sourced>("fault-lab:not([id])")];
  const meant = others.find((one) => link.scenario === null || one.scenario === link.scenario) ?? others[0];
  return meant === lab || others.length === 0 ? link : null;
}

export async function sourceOf(lab: Sourced): Promise<Source> {
  if (lab.document) return { scenario: null, document: lab.document };
  if (lab.scenario) return builtin(lab.scenario);
  if (lab.src) return { scenario: null, document: await load(lab.src, lab.ownerDocument.baseURI) };
  const inside = lab.querySelector('script[type="application/json"]')?.textContent;
  if (!inside?.trim()) {
    throw new Error(
      "This figure has no scenario: give it one by the attribute scenario or src, or as JSON inside the element.",
    );
  }
  try {
    return { scenario: null, document: JSON.parse(inside) as ScenarioDocument };
  } catch (error) {
    throw new Error(`The scenario inside this element is not JSON: ${messageOf(error)}`);
  }
}

export async function builtin(name: string): Promise<Source> {
  const document = await whenKnown(name);
  if (document) return { scenario: name, document };
  const names = scenarioNames();
  // Hundreds of names would help nobody: those of the family that was meant are told, if there is such a family.
  const family = names.filter((one) => one.startsWith(name.slice(0, name.indexOf("/") + 1)));
  const said = `There is no built-in scenario called "${name}"${meant(name, names) || "."}`;
  throw refusal(said, family.length ? family : names);
}

async function load(src: string, base: string): Promise<ScenarioDocument> {
  const response = await fetch(new URL(src, base)).catch(() => null);
  if (!response?.ok) {
    const status = response ? ` (status ${response.status})` : "";
    throw new Error(
      `The scenario at ${src} cannot be loaded${status}. A page opened from a file needs a built-in scenario, or one inside the element.`,
    );
  }
  try {
    return (await response.json()) as ScenarioDocument;
  } catch (error) {
    throw new Error(`The scenario at ${src} is not JSON: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
