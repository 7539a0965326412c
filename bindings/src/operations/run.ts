// The typed form of a run. The engine answers with tuples and with blocks of bytes,
// and this file is the one place that reads the latter; core/lab/WIRE.md has their layout.

import type * as wire from "./wire.ts";

/** What differed from option 0 at one step: [step, kind, who, to, msg, arg, rank, val, word]. */
export type Choice = readonly number[];

export interface Process {
  readonly name: string;
  readonly role: string;
  /** The failure models the scenario allows it, as bits. */
  readonly models: number;
  readonly faulty: boolean;
}

export interface ResolvedChoice {
  readonly choice: Choice;
  readonly text: string;
  /** False if the choice could not be followed; why says what stood against it. */
  readonly fits: boolean;
  readonly why: string;
}

/** The values of Status, as claims change through them. */
export const Status = { open: 0, holdsSoFar: 1, holds: 2, violated: 3, unknown: 4, void: 5 } as const;
export type Status = (typeof Status)[keyof typeof Status];

export interface Claim {
  readonly name: string;
  readonly title: string;
  /** When it changed: [step, event, status]; there is always one at step 0. */
  readonly changes: readonly (readonly [step: number, event: number, status: Status])[];
  readonly witnessProcesses: readonly number[];
  readonly witnessEvents: readonly number[];
  readonly words: string;
  /** Why the claim asks nothing of this run, so that its status is void; else empty. */
  readonly void: string;
}

export interface Together {
  readonly text: string;
  /** In order, two or more. */
  readonly events: readonly number[];
}

export interface Remark {
  readonly code: string;
  readonly text: string;
}

export interface Option {
  readonly choice: Choice;
  readonly text: string;
  readonly group: string;
  /** Whether it is a fault, and not merely another order. */
  readonly fault: boolean;
}

export interface Run {
  readonly title: string;
  readonly protocol: string;
  readonly processes: readonly Process[];
  readonly steps: number;
  readonly end: "quiescent" | "limit" | "until" | "overflow";
  readonly events: EventTable;
  /** The sentence that tells event i, or "" if it needs none. */
  says(event: number): string;
  /** What the process of event i knows of it, which can be less; "" if it knows nothing of it. */
  known(event: number): string;
  /** Events of one step that differ in their process alone, and the sentence that tells them at once. */
  readonly together: readonly Together[];
  readonly choices: readonly ResolvedChoice[];
  readonly claims: readonly Claim[];
  readonly remarks: readonly Remark[];
  /** Exact, so decimal strings. */
  readonly costs: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, number>>;
  /** The name of value i, and of message kind i. */
  readonly values: readonly string[];
  readonly kinds: readonly string[];
  /** Structure that views draw: the message tree of OM(m), the parts of a circuit. */
  readonly shape: readonly (readonly number[])[];
  readonly views: readonly string[];
  readonly show: { readonly step: number; readonly views: readonly string[] };
  /** The clock (or the round) in front of each step. */
  readonly times: Int32Array;
  /** How many runs were tried, where this one is the outcome of making another one smaller. */
  readonly replays: number;
  /** One past the last event of step k-1: what has happened after k steps. */
  eventsUpTo(step: number): number;
}

const recordSize = 32;
const none = 0xffffffff;

/** The flat events of a run, read where they lie. */
export class EventTable {
  readonly length: number;
  readonly #records: DataView;
  readonly #pool: Int32Array;

  constructor(records: Uint8Array, pool: Uint8Array) {
    if (records.length % recordSize !== 0) throw new RangeError("events are records of 32 bytes");
    this.length = records.length / recordSize;
    this.#records = new DataView(records.buffer, records.byteOffset, records.byteLength);
    this.#pool = words(pool);
  }

  kind(i: number): number {
    return this.#records.getUint8(i * recordSize);
  }
  reason(i: number): number {
    return this.#records.getUint8(i * recordSize + 1);
  }
  process(i: number): number {
    return this.#records.getUint8(i * recordSize + 2);
  }
  /** 255 if there is none. */
  peer(i: number): number {
    return this.#records.getUint8(i * recordSize + 3);
  }
  msg(i: number): number {
    return this.#records.getUint8(i * recordSize + 4);
  }
  /** 255 if there is none. */
  value(i: number): number {
    return this.#records.getUint8(i * recordSize + 5);
  }
  /** What the sender's protocol would have said; 255 if that is not the question. */
  truth(i: number): number {
    return this.#records.getUint8(i * recordSize + 6);
  }
  /** Bit 0: the process is faulty. */
  flags(i: number): number {
    return this.#records.getUint8(i * recordSize + 7);
  }
  arg(i: number): number {
    return this.#records.getUint32(i * recordSize + 8, true);
  }
  /** The event that caused this one, or -1. */
  cause(i: number): number {
    return this.#records.getInt32(i * recordSize + 12, true);
  }
  time(i: number): number {
    return this.#records.getInt32(i * recordSize + 16, true);
  }
  /** The step it happened in; -1 for the start events. */
  step(i: number): number {
    return this.#records.getInt32(i * recordSize + 20, true);
  }
  /** The index of the event that sent this message, or -1. */
  message(i: number): number {
    return this.#records.getInt32(i * recordSize + 24, true);
  }
  /** What varies in size: members, vectors, votes. Empty if there is nothing. */
  span(i: number): Int32Array {
    const offset = this.#records.getUint32(i * recordSize + 28, true);
    if (offset === 0) return this.#pool.subarray(0, 0);
    return this.#pool.subarray(offset + 1, offset + 1 + this.#pool[offset]!);
  }

  /** The first event whose step is not below the given one; steps never go down. */
  firstOfStep(step: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.step(middle) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Decodes the answer to "run", "random" and "shrink". */
export function decodeRun(body: wire.Run): Run {
  const [
    title,
    protocol,
    processes,
    steps,
    end,
    records,
    pool,
    sentences,
    said,
    choices,
    claims,
    remarks,
    costs,
    params,
    values,
    kinds,
    shape,
    views,
    show,
    times,
    replays,
    ,
    known,
    together,
  ] = body;
  const events = new EventTable(records, pool);
  const sentenceOf = words(said);
  const sentence = (index: number | undefined): string =>
    index === undefined || index >>> 0 === none ? "" : (sentences[index] ?? "");
  const less = new Map<number, string>();
  const pairs = words(known);
  for (let i = 0; i < pairs.length; i += 2) less.set(pairs[i]!, sentence(pairs[i + 1]));
  const [showStep, showViews] = show;
  return {
    title,
    protocol,
    processes: processes.map(([name, role, models, faulty]) => ({ name, role, models, faulty })),
    steps,
    end: end as Run["end"],
    events,
    says: (event) => sentence(sentenceOf[event]),
    known: (event) => less.get(event) ?? sentence(sentenceOf[event]),
    together: together.map(([index, ...list]) => ({ text: sentence(index), events: list })),
    choices: choices.map(([choice, text, fits, why]) => ({ choice, text, fits, why })),
    claims: claims.map(decodeClaim),
    remarks: remarks.map(([code, text]) => ({ code, text })),
    costs: Object.fromEntries(costs),
    params: Object.fromEntries(params),
    values,
    kinds,
    shape,
    views,
    show: { step: showStep, views: showViews },
    times: words(times),
    replays,
    eventsUpTo: (step) => events.firstOfStep(step),
  };
}

function decodeClaim([name, title, changes, processes, events, text, reason]: wire.Claim): Claim {
  return {
    name,
    title,
    changes: changes as [number, number, Status][],
    witnessProcesses: processes,
    witnessEvents: events,
    words: text,
    void: reason,
  };
}

/** Decodes the answer to "options". */
export function decodeOptions(body: wire.Offers): Option[] {
  return body.map(([choice, text, group, fault]) => ({
    choice,
    text,
    group,
    fault,
  }));
}

/** Little-endian words, copied because they may lie unaligned; every browser runs on little-endian machines. */
function words(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.slice().buffer);
}
