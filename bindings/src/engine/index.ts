// The typed client: ask for any operation, and methods for those that pages use most.

import type { Answer } from "../operations/answers.ts";
import type { Circumstance, Schedule } from "../operations/circumstances.ts";
import { everyAsked, type Faults, type Proof, type Rest } from "../operations/every.ts";
import type { Grid, Reductions } from "../operations/explored.ts";
import type { FailureCause, FailuresAsked } from "../operations/failures.ts";
import type { JudgedLog, LogFormat } from "../operations/history.ts";
import type { ProtocolDescription } from "../operations/protocols.ts";
import type { Purpose } from "../operations/purposes.ts";
import type { CallOutcomes, OrphanRow, Policy, PrintServer, Reading } from "../operations/remote.ts";
import type { Operation, Operations, ScenarioDocument } from "../operations/requests.ts";
import type { Choice, Option, Run } from "../operations/run.ts";
import type { Totals } from "../operations/totals.ts";
import { ask } from "./ask.ts";
import { type Channel, type EngineOptions, type Place, type RequestOptions, startChannel } from "./channel.ts";
import { type ExploreOptions, explore, type Progress } from "./explore.ts";

export type { Answer } from "../operations/answers.ts";
export type { Parameter, ProtocolDescription } from "../operations/protocols.ts";
export type { Operation, Operations, ScenarioDocument } from "../operations/requests.ts";
export type { EngineOptions, Place, RequestOptions } from "./channel.ts";
export type { ExploreOptions, Progress } from "./explore.ts";
export { FaultlabError } from "./wire.ts";

/** The laboratory, wherever it runs. */
export class Engine {
  readonly #channel: Channel;

  /** @internal Use createEngine. */
  constructor(channel: Channel) {
    this.#channel = channel;
  }

  /** How many instances have died, and were replaced, so far. */
  get restarts(): number {
    return this.#channel.restarts;
  }

  /** Where it runs: a worker from a file, a worker from a blob, or this thread. */
  get place(): Place {
    return this.#channel.place;
  }

  /** Any operation, with a body as it goes over the wire, and the answer as it comes. */
  request(op: string, body: unknown, options?: RequestOptions): Promise<unknown> {
    return this.#channel.request(op, body, options);
  }

  /** Any operation, with what it takes by name, and its answer decoded. */
  ask<Name extends Operation>(
    operation: Name,
    takes: Operations[Name]["takes"],
    options?: RequestOptions,
  ): Promise<Answer<Name>> {
    return ask(this.#channel, operation, takes, options);
  }

  /** Runs a document with the given choices, or with its own. */
  run(
    document: ScenarioDocument,
    choices: readonly Choice[] | null = null,
    { until = -1, ...options }: RequestOptions & { until?: number } = {},
  ): Promise<Run> {
    return this.ask("run", { document, choices, until }, options);
  }

  /** What could happen at a step; the first option is what happens if nothing is chosen. */
  options(
    document: ScenarioDocument,
    choices: readonly Choice[] | null,
    step: number,
    options?: RequestOptions,
  ): Promise<Option[]> {
    return this.ask("options", { document, choices, step }, options);
  }

  /** A random run: the same seed gives the same one. The weight of a fault is per mille. */
  random(document: ScenarioDocument, seed: number, weight: number, options?: RequestOptions): Promise<Run> {
    return this.ask("random", { document, seed, weight }, options);
  }

  /** A run with as few choices as will still violate the same claim. */
  shrink(
    document: ScenarioDocument,
    choices: readonly Choice[],
    claim: string,
    options?: RequestOptions,
  ): Promise<Run> {
    return this.ask("shrink", { document, choices, claim }, options);
  }

  /**
   * Counts a run that is too big to be watched: its outcome without a trace, where all faulty processes follow one
   * rule. Run refuses such a document with the code "limit".
   */
  totals(document: ScenarioDocument, rule = "honest", seed = 1, options?: RequestOptions): Promise<Totals> {
    return this.ask("totals", { document, rule, seed }, options);
  }

  /**
   * Tries everything that can happen in a document, and says of every claim whether it is proved within these bounds,
   * refuted, with the run, or unknown. It works in slices of some 30 ms, so that other requests are answered in
   * between, on this thread as well. Rejects when aborted, and with code "replaced" when the engine is lost.
   */
  explore(document: ScenarioDocument, options: ExploreOptions = {}): Promise<Progress> {
    return explore(this.#channel, document, options);
  }

  /** Which reductions of a search a document allows: symmetry, and orders that make no difference. */
  reductions(document: ScenarioDocument, options?: RequestOptions): Promise<Reductions> {
    return this.ask("explore.reductions", { document }, options);
  }

  /** All runs of a document, if they are at most so many; else the first of them. */
  grid(document: ScenarioDocument, limit: number, options?: RequestOptions): Promise<Grid> {
    return this.ask("explore.grid", { document, limit }, options);
  }

  /**
   * Decides about OM(m) among n processes, of which any so many are faulty: can anything that they may say break IC1
   * or IC2? All behaviours are decided at once; what breaks comes with a run of the fewest lies.
   */
  every(
    n: number,
    m: number,
    faulty: number,
    { signal, deadline, ...faults }: RequestOptions & Faults = {},
  ): Promise<Proof> {
    return this.ask("oral.every", everyAsked(n, m, faulty, faults), { signal, deadline });
  }

  /** What the faulty of a document of OM(m) can still break after so many steps with the given choices. */
  rest(
    document: ScenarioDocument,
    choices: readonly Choice[] | null,
    step: number,
    options?: RequestOptions,
  ): Promise<Rest> {
    return this.ask("oral.rest", { document, choices, step }, options);
  }

  /**
   * Holds a log that somebody wrote against every property of group communication. A log that can't be read is refused
   * with code "log" and its line as the path. Whole says that a log with vector clocks, which has no end, is not cut off.
   */
  checkLog(log: string, format: LogFormat, whole = false, options?: RequestOptions): Promise<JudgedLog> {
    return this.ask("history.check", { format, log, whole }, options);
  }

  /** When agreement is possible at all: sixteen circumstances, row by row, each with what shows it. */
  circumstances(options?: RequestOptions): Promise<Circumstance[]> {
    return this.ask("agreement.circumstances", {}, options);
  }

  /** What becomes of every plan by which two generals exchange so many messages, of which at most so many are lost. */
  plans(messages: number, losses: number, options?: RequestOptions): Promise<Schedule[]> {
    return this.ask("agreement.plans", { messages, losses }, options);
  }

  /** What a group can be asked for although k of its members fail, and how many members are enough for it. */
  purposes(k: number, options?: RequestOptions): Promise<Purpose[]> {
    return this.ask("replication.purposes", { k }, options);
  }

  /**
   * The print server's table under a reading of ACK, with one crash or at most two: every strategy of the client with
   * both of the server, and a run for each outcome that is possible.
   */
  printServer(ack: Reading = "completion", crashes = 1, options?: RequestOptions): Promise<PrintServer> {
    return this.ask("rpc.printer", { ack, crashes }, options);
  }

  /** The policies of remote calls that are compared. */
  policies(options?: RequestOptions): Promise<Policy[]> {
    return this.ask("rpc.policies", {}, options);
  }

  /** What can become of the first call of the first client of a document of rpc/call. Everything is tried. */
  callOutcomes(document: ScenarioDocument, options?: RequestOptions): Promise<CallOutcomes> {
    return this.ask("rpc.outcomes", { document }, options);
  }

  /** What every way to deal with orphans does with every kind of trouble, over all crash points of a fixed workload. */
  orphans(options?: RequestOptions): Promise<OrphanRow[]> {
    return this.ask("orphan.table", {}, options);
  }

  /** What a client sees of a server that fails, for everything that can go wrong, and what of that looks alike. */
  failures(asked: FailuresAsked, options?: RequestOptions): Promise<FailureCause[]> {
    return this.ask("failures.alike", asked, options);
  }

  /** The protocols of this engine, with their parameters and claims. */
  describe(options?: RequestOptions): Promise<ProtocolDescription[]> {
    return this.ask("describe", {}, options);
  }

  close(): void {
    this.#channel.close();
  }
}

/** Starts an engine of one's own. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return new Engine(await startChannel(options));
}

let pageOptions: EngineOptions = {};
let pageEngine: Promise<Engine> | undefined;

/** Sets the options of the engine that all figures of a page share. Call it before the first figure runs. */
export function configure(options: EngineOptions): void {
  pageOptions = options;
}

/** The engine that all figures of a page share, started when it is first asked for. */
export function sharedEngine(): Promise<Engine> {
  pageEngine ??= createEngine(pageOptions).catch((error) => {
    pageEngine = undefined; // so that a figure can try again
    throw error;
  });
  return pageEngine;
}
