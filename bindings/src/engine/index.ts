// The typed client: one method for each op of the door that pages use.

import { type Circumstance, decodeCircumstances, decodeSchedules, type Schedule } from "../operations/circumstances.ts";
import { decodeProof, decodeRest, everyBody, type Faults, type Proof, type Rest } from "../operations/every.ts";
import { decodeGrid, type Grid } from "../operations/explored.ts";
import { decodeFailures, type FailureCause, type FailuresAsked } from "../operations/failures.ts";
import { decodeJudgedLog, type JudgedLog, type LogFormat } from "../operations/history.ts";
import { decodePurposes, type Purpose } from "../operations/purposes.ts";
import {
  type CallOutcomes,
  decodeCallOutcomes,
  decodeOrphans,
  decodePolicies,
  decodePrintServer,
  type OrphanRow,
  type Policy,
  type PrintServer,
  type Reading,
} from "../operations/remote.ts";
import { type Choice, decodeOptions, decodeRun, type Option, type Run } from "../operations/run.ts";
import { decodeTotals, type Totals } from "../operations/totals.ts";
import { type Channel, type EngineOptions, type Place, type RequestOptions, startChannel } from "./channel.ts";
import { type ExploreOptions, explore, type Progress } from "./explore.ts";

export type { EngineOptions, Place, RequestOptions } from "./channel.ts";
export type { ExploreOptions, Progress } from "./explore.ts";
export { FaultlabError } from "./wire.ts";

/** A scenario document: what would stand in its JSON file. */
export type ScenarioDocument = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly min: number;
  readonly max: number;
  readonly default: unknown;
  readonly doc: string;
  readonly allowed: readonly string[];
}

export interface ProtocolDescription {
  readonly protocol: string;
  readonly version: number;
  readonly title: string;
  readonly params: readonly Parameter[];
  readonly claims: readonly { readonly name: string; readonly title: string }[];
}

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

  /** Any op, with the body as it goes over the wire. */
  request(op: string, body: unknown, options?: RequestOptions): Promise<unknown> {
    return this.#channel.request(op, body, options);
  }

  /** Runs a document with the given choices, or with its own. */
  async run(
    document: ScenarioDocument,
    choices: readonly Choice[] | null = null,
    { until = -1, ...options }: RequestOptions & { until?: number } = {},
  ): Promise<Run> {
    return decodeRun(await this.request("run", [document, choices, until], options));
  }

  /** What could happen at a step; the first option is what happens if nothing is chosen. */
  async options(
    document: ScenarioDocument,
    choices: readonly Choice[] | null,
    step: number,
    options?: RequestOptions,
  ): Promise<Option[]> {
    return decodeOptions(await this.request("options", [document, choices, step], options));
  }

  /** A random run: the same seed gives the same one. The weight of a fault is per mille. */
  async random(document: ScenarioDocument, seed: number, weight: number, options?: RequestOptions): Promise<Run> {
    return decodeRun(await this.request("random", [document, seed, weight], options));
  }

  /** A run with as few choices as will still violate the same claim. */
  async shrink(
    document: ScenarioDocument,
    choices: readonly Choice[],
    claim: string,
    options?: RequestOptions,
  ): Promise<Run> {
    return decodeRun(await this.request("shrink", [document, choices, claim], options));
  }

  /**
   * Counts a run that is too big to be watched: its outcome without a trace, where all faulty processes follow one
   * rule. Run refuses such a document with the code "limit".
   */
  async totals(document: ScenarioDocument, rule = "honest", seed = 1, options?: RequestOptions): Promise<Totals> {
    return decodeTotals(await this.request("totals", [document, rule, seed], options));
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
  async reductions(
    document: ScenarioDocument,
    options?: RequestOptions,
  ): Promise<{ symmetry: boolean; order: boolean }> {
    const [symmetry, order] = (await this.request("explore.reductions", [document], options)) as [boolean, boolean];
    return { symmetry, order };
  }

  /** All runs of a document, if they are at most so many; else the first of them. */
  async grid(document: ScenarioDocument, limit: number, options?: RequestOptions): Promise<Grid> {
    return decodeGrid(await this.request("explore.grid", [document, limit], options));
  }

  /**
   * Decides about OM(m) among n processes, of which any so many are faulty: can anything that they may say break IC1
   * or IC2? All behaviours are decided at once; what breaks comes with a run of the fewest lies.
   */
  async every(
    n: number,
    m: number,
    faulty: number,
    { signal, deadline, ...faults }: RequestOptions & Faults = {},
  ): Promise<Proof> {
    return decodeProof(await this.request("oral.every", everyBody(n, m, faulty, faults), { signal, deadline }));
  }

  /** What the faulty of a document of OM(m) can still break after so many steps with the given choices. */
  async rest(
    document: ScenarioDocument,
    choices: readonly Choice[] | null,
    step: number,
    options?: RequestOptions,
  ): Promise<Rest> {
    return decodeRest(await this.request("oral.rest", [document, choices, step], options));
  }

  /**
   * Holds a log that somebody wrote against every property of group communication. A log that can't be read is refused
   * with code "log" and its line as the path. Whole says that a log with vector clocks, which has no end, is not cut off.
   */
  async checkLog(log: string, format: LogFormat, whole = false, options?: RequestOptions): Promise<JudgedLog> {
    return decodeJudgedLog(await this.request("history.check", [format, log, whole], options));
  }

  /** When agreement is possible at all: sixteen circumstances, row by row, each with what shows it. */
  async circumstances(options?: RequestOptions): Promise<Circumstance[]> {
    return decodeCircumstances(await this.request("agreement.circumstances", [], options));
  }

  /** What becomes of every plan by which two generals exchange so many messages, of which at most so many are lost. */
  async plans(messages: number, losses: number, options?: RequestOptions): Promise<Schedule[]> {
    return decodeSchedules(await this.request("agreement.plans", [messages, losses], options));
  }

  /** What a group can be asked for although k of its members fail, and how many members are enough for it. */
  async purposes(k: number, options?: RequestOptions): Promise<Purpose[]> {
    return decodePurposes(await this.request("replication.purposes", [k], options));
  }

  /**
   * The print server's table under a reading of ACK, with one crash or at most two: every strategy of the client with
   * both of the server, and a run for each outcome that is possible.
   */
  async printServer(ack: Reading = "completion", crashes = 1, options?: RequestOptions): Promise<PrintServer> {
    return decodePrintServer(await this.request("rpc.printer", [ack, crashes], options));
  }

  /** The policies of remote calls that are compared. */
  async policies(options?: RequestOptions): Promise<Policy[]> {
    return decodePolicies(await this.request("rpc.policies", [], options));
  }

  /** What can become of the first call of the first client of a document of rpc/call. Everything is tried. */
  async callOutcomes(document: ScenarioDocument, options?: RequestOptions): Promise<CallOutcomes> {
    return decodeCallOutcomes(await this.request("rpc.outcomes", [document], options));
  }

  /** What every way to deal with orphans does with every kind of trouble, over all crash points of a fixed workload. */
  async orphans(options?: RequestOptions): Promise<OrphanRow[]> {
    return decodeOrphans(await this.request("orphan.table", [], options));
  }

  /** What a client sees of a server that fails, for everything that can go wrong, and what of that looks alike. */
  async failures(asked: FailuresAsked, options?: RequestOptions): Promise<FailureCause[]> {
    const { requests, detector, failsafe } = asked;
    return decodeFailures(
      await this.request("failures.alike", [requests, detector ? 1 : 0, failsafe ? 1 : 0], options),
    );
  }

  /** The protocols of this engine, with their parameters and claims. */
  async describe(options?: RequestOptions): Promise<ProtocolDescription[]> {
    return decodeDescription(await this.request("describe", [], options));
  }

  close(): void {
    this.#channel.close();
  }
}

type ParameterTuple = [string, string, number, number, unknown, string, string[]];
type DescriptionTuple = [string, number, string, ParameterTuple[], [string, string][]];

function decodeDescription(body: unknown): ProtocolDescription[] {
  return (body as DescriptionTuple[]).map(([protocol, version, title, params, claims]) => ({
    protocol,
    version,
    title,
    params: params.map(([name, type, min, max, fallback, doc, allowed]) => ({
      name,
      type,
      min,
      max,
      default: fallback,
      doc,
      allowed: allowed ?? [],
    })),
    claims: claims.map(([claim, claimTitle]) => ({ name: claim, title: claimTitle })),
  }));
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
