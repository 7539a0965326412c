// What a reader has set in an instrument of totals: the document that is counted, what its traitors do, and the answer.
// It knows nothing of a page; the element shows it, passes on what the reader does, and asks the engine.

import type { Engine, ScenarioDocument } from "../../../engine/index.ts";
import type { Totals } from "../../../operations/totals.ts";

export interface Setting {
  readonly document: ScenarioDocument;
  readonly rule: string;
  readonly seed: number;
}

/** The numbers that a reader sets, as they stand in a document. */
export interface Numbers {
  readonly n: number;
  readonly m: number;
  readonly order: string;
  /** In order of the processes; the commander is 0. */
  readonly traitors: readonly number[];
}

/** Above this the engine refuses without looking at who is who; no list of names is made for it. */
const mostNamed = 1000;

export class Counting {
  totals: Totals | null = null;
  setting: Setting = { document: {}, rule: "honest", seed: 1 };
  #first: Setting = this.setting;
  readonly #changed: () => Promise<void>;

  /** It is told whenever something is set, and is to see to it that it is counted. */
  constructor(changed: () => Promise<void>) {
    this.#changed = changed;
  }

  /** Begins with a setting, which is what starting over comes back to. */
  open(setting: Setting): void {
    this.#first = this.setting = setting;
    this.totals = null;
  }

  /** Counts what is set. What was counted before stays until there is an answer, and when the engine refuses. */
  async count(engine: Engine, signal: AbortSignal): Promise<void> {
    const { document, rule, seed } = this.setting;
    const totals = await engine.totals(document, rule, seed, { signal });
    if (!signal.aborted) this.totals = totals;
  }

  get touched(): boolean {
    return this.setting !== this.#first;
  }

  async restore(): Promise<void> {
    await this.#set(this.#first);
  }

  /** The numbers as the document has them now, whether or not the engine took them. */
  get numbers(): Numbers {
    const { processes, params, faults } = this.setting.document;
    const n = typeof processes === "number" ? processes : Array.isArray(processes) ? processes.length : 0;
    const { m = 1, order = "attack" } = (params ?? {}) as { m?: number; order?: string };
    const named = (Array.isArray(faults) ? faults : []) as readonly { process?: unknown }[];
    const traitors = new Set(named.map(({ process }) => this.#indexOf(String(process), n)));
    return { n, m, order, traitors: [...traitors].filter((p) => p >= 0).sort((a, b) => a - b) };
  }

  /** As many processes; there stay as many traitors, as far as there can be. */
  async setProcesses(n: number): Promise<void> {
    const { traitors } = this.numbers;
    await this.#put({ n, traitors: fitting(traitors, n, Math.min(traitors.length, n)) });
  }

  async setRounds(m: number): Promise<void> {
    await this.#put({ m });
  }

  async setOrder(order: string): Promise<void> {
    await this.#put({ order });
  }

  /** So many traitors: lieutenants join from the end, and are pardoned from the front. */
  async setTraitors(count: number): Promise<void> {
    const { traitors, n } = this.numbers;
    await this.#put({ traitors: fitting(traitors, n, Math.max(0, Math.min(n, count))) });
  }

  /** Makes the commander one of the traitors, or none, and leaves their number if that can be. */
  async setCommander(traitor: boolean): Promise<void> {
    const { traitors, n } = this.numbers;
    const others = traitors.filter((p) => p !== 0);
    const count = Math.max(traitors.length, traitor ? 1 : 0);
    if (traitor) await this.#put({ traitors: [0, ...fitting(others, n, count - 1, 1)] });
    else await this.#put({ traitors: fitting(others, n, Math.min(count, n - 1), 1) });
  }

  /** Makes one a traitor, or loyal again. */
  async toggle(p: number): Promise<void> {
    const { traitors } = this.numbers;
    await this.#put({ traitors: traitors.includes(p) ? traitors.filter((q) => q !== p) : [...traitors, p] });
  }

  async setRule(rule: string): Promise<void> {
    await this.#set({ ...this.setting, rule });
  }

  async setSeed(seed: number): Promise<void> {
    await this.#set({ ...this.setting, seed });
  }

  async #put(change: Partial<Numbers>): Promise<void> {
    const { document } = this.setting;
    const { n, m, order, traitors } = { ...this.numbers, ...change };
    const sorted = [...traitors].filter((p) => p < n && p < mostNamed).sort((a, b) => a - b);
    await this.#set({
      ...this.setting,
      document: {
        ...document,
        processes: Array.isArray(document.processes) && n <= mostNamed ? this.#names(n) : n,
        params: { ...(document.params as object | undefined), m, order },
        faults: sorted.map((p) => ({ process: this.#name(p), model: "arbitrary" })),
      },
    });
  }

  // As the engine calls them; who is not there yet will be called as the protocol calls lieutenants.
  #name(p: number): string {
    const { processes } = this.setting.document;
    const given = Array.isArray(processes) ? processes[p] : this.totals?.processes[p]?.name;
    return typeof given === "string" ? given : p === 0 ? "commander" : `L${p}`;
  }

  #names(n: number): string[] {
    return Array.from({ length: n }, (_, p) => this.#name(p));
  }

  #indexOf(name: string, n: number): number {
    for (let p = 0; p < Math.min(n, mostNamed); p++) if (this.#name(p) === name) return p;
    return -1;
  }

  async #set(setting: Setting): Promise<void> {
    this.setting = setting;
    await this.#changed();
  }
}

/** A set of so many traitors near the given one: more are taken from the end, fewer by leaving out from the front. */
function fitting(traitors: readonly number[], n: number, count: number, least = 0): number[] {
  const chosen = new Set(traitors.filter((p) => p < n));
  for (let p = Math.min(n, mostNamed) - 1; p >= least && chosen.size < count; p--) chosen.add(p);
  const lieutenantsFirst = [...chosen].sort((a, b) => (a === 0 ? 1 : b === 0 ? -1 : a - b));
  return lieutenantsFirst.slice(Math.max(0, chosen.size - count));
}
