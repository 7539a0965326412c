// The scenarios that come with the package, by name. Whoever bundles them registers them; the element asks for one.

import type { ScenarioDocument } from "./engine/index.ts";

const known = new Map<string, ScenarioDocument>();

/** Adds scenarios; a later one of the same name replaces the earlier. */
export function registerScenarios(scenarios: Readonly<Record<string, ScenarioDocument>>): void {
  for (const [name, document] of Object.entries(scenarios)) known.set(name, document);
}

/** The document of that name, or undefined. */
export function scenario(name: string): ScenarioDocument | undefined {
  return known.get(name);
}

export function scenarioNames(): string[] {
  return [...known.keys()].sort();
}
