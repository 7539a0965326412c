// The engine as the generator sees it: the same WebAssembly and the same client
// that a page uses, run under Node. A build asks each question once.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { askedOf, levelsOf, prove, searchOptions } from "./bindings.mjs";

/** Reads every scenario document; its name is its path without ".json". */
export async function readScenarios(folder) {
  const listed = await readdir(folder, { recursive: true }).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = listed.filter((f) => f.endsWith(".json"));
  const names = files.map((f) => f.split(path.sep).join("/").slice(0, -5)).sort();
  const scenarios = new Map();
  for (const name of names) {
    const source = await readFile(path.join(folder, `${name}.json`), "utf8");
    scenarios.set(name, JSON.parse(source));
  }
  return scenarios;
}

/** Questions to the engine, each answered once. */
export class Lab {
  #engine;
  #scenarios;
  #answers = new Map();

  constructor(engine, scenarios) {
    this.#engine = engine;
    this.#scenarios = scenarios;
  }

  names() {
    return [...this.#scenarios.keys()];
  }

  /** The document with this name; a name that is not there stops the build. */
  document(name) {
    const found = this.#scenarios.get(name);
    if (!found) {
      throw new Error(
        `there is no scenario "${name}" in testdata/scenarios; it has: ${this.names().join(", ") || "none"}`,
      );
    }
    return found;
  }

  /** The run of a scenario, to its end. */
  run(name) {
    return this.#once(`run ${name}`, () => this.#engine.run(this.document(name)));
  }

  /** The run of a document that is no scenario, with choices. */
  runOf(document, choices) {
    return this.#once(`run ${JSON.stringify([document, choices])}`, () => this.#engine.run(document, choices));
  }

  /** The outcome of a run that is only counted. */
  totals(document, rule, seed) {
    const key = `totals ${JSON.stringify([document, rule, seed])}`;
    return this.#once(key, () => this.#engine.totals(document, rule, seed));
  }

  /** What is decided about all behaviours of so many faulty processes at once. */
  every(n, m, faulty, faults = {}) {
    const key = `every ${JSON.stringify([n, m, faulty, faults])}`;
    return this.#once(key, () => this.#engine.every(n, m, faulty, faults));
  }

  /** What trying everything in a scenario comes to; words as in the attribute "explore". */
  explore(name, words) {
    const document = this.document(name);
    return this.#once(`explore ${name} ${words}`, async () => {
      const reductions = await this.#engine.reductions(document);
      return this.#engine.explore(document, searchOptions(askedOf(words), reductions));
    });
  }

  /** All runs of a small scenario; one that is not small stops the build. */
  async grid(name) {
    const grid = await this.#once(`grid ${name}`, () => this.#engine.grid(this.document(name), 256));
    if (!grid.all || grid.runs.length < 2)
      throw new Error(`${name} has ${grid.all ? "one run" : "too many runs"}: there is no table of them`);
    return grid;
  }

  /** What becomes of a size, in words like oral-7-2, whoever the traitors are and whatever they do. */
  prove(size) {
    return this.#once(`prove ${size}`, () => prove(this.#engine, levelsOf(size)[0]));
  }

  /** The print server's table, the policies of remote calls, and what can become of a call. */
  printServer(ack, crashes) {
    return this.#once(`printer ${ack} ${crashes}`, () => this.#engine.printServer(ack, crashes));
  }

  policies() {
    return this.#once("policies", () => this.#engine.policies());
  }

  callOutcomes(document) {
    return this.#once(`outcomes ${JSON.stringify(document)}`, () => this.#engine.callOutcomes(document));
  }

  orphans() {
    return this.#once("orphans", () => this.#engine.orphans());
  }

  /** Any operation of the engine, with what it takes by name. */
  ask(operation, takes = {}) {
    return this.#once(`${operation} ${JSON.stringify(takes)}`, () => this.#engine.ask(operation, takes));
  }

  /** A question that takes several requests, asked once by its name. */
  with(name, question) {
    return this.#once(name, () => question(this.#engine));
  }

  /** What the engine says against a document, or null if it runs. */
  async refusal(document) {
    try {
      await this.#engine.run(document);
      return null;
    } catch (error) {
      if (error.path === undefined) throw error;
      return error;
    }
  }

  #once(key, question) {
    if (!this.#answers.has(key)) this.#answers.set(key, question());
    return this.#answers.get(key);
  }
}
