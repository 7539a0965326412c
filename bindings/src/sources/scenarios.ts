// The scenarios that come with the package, by name. Whoever bundles them registers them; the element asks for one.

import type { ScenarioDocument } from "../engine/index.ts";

const waiting = new Set<() => void>();
const known = new Map<string, ScenarioDocument>();

/** Adds scenarios; a later one of the same name replaces the earlier. */
export function registerScenarios(scenarios: Readonly<Record<string, ScenarioDocument>>): void {
  for (const [name, document] of Object.entries(scenarios)) known.set(name, document);
  for (const check of waiting) check();
}

/** The document of that name, or undefined. */
export function scenario(name: string): ScenarioDocument | undefined {
  return known.get(name);
}

/**
 * The document of that name as soon as it is registered. Figures may come alive before the script that brings the
 * scenarios; once the page is loaded nothing is waited for any more.
 */
export function whenKnown(name: string): Promise<ScenarioDocument | undefined> {
  if (known.has(name) || globalThis.document === undefined || document.readyState === "complete")
    return Promise.resolve(known.get(name));
  return new Promise((resolve) => {
    const check = (): void => {
      if (!known.has(name) && document.readyState !== "complete") return;
      waiting.delete(check);
      resolve(known.get(name));
    };
    waiting.add(check);
    addEventListener("load", () => setTimeout(check), { once: true });
  });
}

export function scenarioNames(): string[] {
  return [...known.keys()].sort();
}
