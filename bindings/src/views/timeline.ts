// A run along its time, worked out once: where each step stands, what lies in one round, and which messages end, begin
// or are on their way where. A frame then looks at the part of the run that it shows, and at nothing else.

import type { Run } from "../operations/run.ts";
import { type Facts, facts, type Message } from "./facts.ts";
import { firstFrom, Minima } from "./search.ts";

/** What lies in one round, or at one time: columns from the first to the last. */
export interface Band {
  readonly time: number;
  readonly first: number;
  readonly last: number;
}

export class Timeline {
  /** One past the last unit. */
  readonly total: number;
  readonly bands: readonly Band[];
  /** Whether there is a round or a time to name; without, there is only an order. */
  readonly named: boolean;
  /** How many messages are on their way after each column. */
  readonly flying: Int32Array;
  readonly #units: Int32Array;
  readonly #lasts: Int32Array;
  readonly #messages: readonly Message[];
  readonly #ends: Int32Array;
  readonly #sends: Int32Array;
  readonly #bySend: readonly Message[];
  readonly #sentAt: Minima;

  constructor(run: Run, known: Facts) {
    this.#units = unitsOf(run, known);
    this.total = this.#units.at(-1)! + 1;
    this.bands = bandsOf(known.times);
    this.#lasts = Int32Array.from(this.bands, ({ last }) => last);
    this.named = known.rounds || this.bands.some(({ time }) => time !== 0);
    const { messages } = known;
    this.#messages = messages;
    this.#ends = Int32Array.from(messages, ({ endStep }) => endStep);
    this.#bySend = [...messages].sort((a, b) => a.sentStep - b.sentStep);
    this.#sends = Int32Array.from(this.#bySend, ({ sentStep }) => sentStep);
    this.#sentAt = new Minima(messages.map(({ sentStep }) => sentStep));
    this.flying = flyingOf(run.steps + 1, messages);
  }

  /** The unit of time at which a column stands; a part of a column is on its way to the next. */
  unit(column: number): number {
    const whole = Math.floor(column);
    const here = this.#units[whole] ?? this.total;
    if (whole === column) return here;
    return here + ((this.#units[whole + 1] ?? here + 1) - here) * (column - whole);
  }

  /** The first column that stands at a unit or behind it; one past the last if none does. */
  columnFrom(unit: number): number {
    return firstFrom(this.#units, unit);
  }

  /** The first band that reaches to a column or behind it, as an index. */
  bandFrom(column: number): number {
    return firstFrom(this.#lasts, column);
  }

  /** The messages that end in steps from the first to the last, in that order. */
  ending(first: number, last: number): readonly Message[] {
    return this.#messages.slice(firstFrom(this.#ends, first), firstFrom(this.#ends, last + 1));
  }

  /** The messages that are sent in steps from the first to the last, in that order. */
  sent(first: number, last: number): readonly Message[] {
    return this.#bySend.slice(firstFrom(this.#sends, first), firstFrom(this.#sends, last + 1));
  }

  /** Visits what is sent up to one step and ends in another one or later: what is on its way in between. */
  between(sentUpTo: number, endsFrom: number, found: (message: Message) => void): void {
    this.#sentAt.visit(firstFrom(this.#ends, endsFrom), sentUpTo, (i) => found(this.#messages[i]!));
  }
}

const kept = new WeakMap<Run, Timeline>();

export function timeline(run: Run): Timeline {
  let known = kept.get(run);
  if (!known) kept.set(run, (known = new Timeline(run, facts(run))));
  return known;
}

// Where a round begins everybody sends at once, and the receipts follow one by one. Without room in between the
// arrows from one sender would all lie on one line, as if each receiver passed the message on.
function unitsOf(run: Run, { begins }: Facts): Int32Array {
  const units = new Int32Array(run.steps + 1);
  for (let column = 0, next = 0; column <= run.steps; column++) {
    units[column] = next;
    next += begins.has(column) && column < run.steps ? 2 : 1;
  }
  return units;
}

function bandsOf(times: readonly number[]): Band[] {
  const found: Band[] = [];
  for (let first = 0; first < times.length; ) {
    let last = first;
    while (last + 1 < times.length && times[last + 1] === times[first]) last++;
    found.push({ time: times[first] ?? 0, first, last });
    first = last + 1;
  }
  return found;
}

function flyingOf(columns: number, messages: readonly Message[]): Int32Array {
  const change = new Int32Array(columns + 1);
  for (const { send, sentStep, endStep } of messages) {
    if (send < 0) continue;
    change[Math.max(0, sentStep + 1)]!++;
    change[Math.min(columns, endStep + 1)]!--;
  }
  for (let column = 1; column < change.length; column++) change[column]! += change[column - 1]!;
  return change.subarray(0, columns);
}
