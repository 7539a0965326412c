// Signed messages, read from a trace: which chains of signatures came to whom and what became of them, and the set of
// orders that each lieutenant holds. Worked out once for a run, and kept with it.

import type { Run } from "../operations/run.ts";
import { Kind, none, Reason } from "./codes.ts";
import { discards } from "./facts.ts";

/** The highest bit of a chain says that not all its signatures are genuine (core/byzantine/signed/chain.go). */
const forgedBit = 0x80000000;

export interface Seal {
  readonly by: number;
  /** Whose signature it claims to be had not signed this: it is forged. */
  readonly forged: boolean;
}

/** One signed order as it came to a lieutenant, or left the commander. */
export interface Chain {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly round: number;
  readonly value: number;
  readonly seals: readonly Seal[];
  /** The receipt, the refusal, the addition to the set: all that belong to this chain. */
  readonly events: readonly number[];
  /** "new": it brought an order; "held": that order was held already; else the reason why it was refused. */
  readonly fate: "new" | "held" | number;
  /** The message was one that its sender's protocol would not have sent, or not so. */
  readonly lie: boolean;
  /** Somebody on the way made something else of it. */
  readonly altered: boolean;
  /** Its sender is faulty, and could have shown something else. */
  readonly open: boolean;
}

/** A faulty process could have shown something, and showed nothing. */
export interface Silence {
  readonly from: number;
  readonly step: number;
  readonly round: number;
  readonly event: number;
  /** It had its say in this round, and could have shown something more. */
  readonly more: boolean;
}

export interface Holder {
  readonly chains: readonly Chain[];
  readonly silences: readonly Silence[];
  /** The orders in the order in which they came, with the step of each. */
  readonly held: readonly { readonly value: number; readonly step: number; readonly event: number }[];
  /** When it could prove that the commander is a traitor. */
  readonly proof: { readonly step: number; readonly event: number } | null;
  readonly obeys: {
    readonly step: number;
    readonly event: number;
    readonly value: number;
    readonly reason: number;
  } | null;
}

/** The signers that a chain names, the first one first: the digits of a number to the base n + 1. */
export function signers(chain: number, n: number): number[] {
  const found: number[] = [];
  for (let rest = chain >= forgedBit ? chain - forgedBit : chain; rest > 0; rest = Math.floor(rest / (n + 1)))
    found.push((rest % (n + 1)) - 1);
  return found.reverse();
}

const kept = new WeakMap<Run, readonly Holder[]>();

export function holders(run: Run): readonly Holder[] {
  let known = kept.get(run);
  if (!known) kept.set(run, (known = gather(run)));
  return known;
}

type Draft = {
  chains: Chain[];
  silences: Silence[];
  held: Holder["held"][number][];
  proof: Holder["proof"];
  obeys: Holder["obeys"];
};

function silence({ chains, silences }: Draft, from: number, step: number, round: number, event: number): Silence {
  const more = [...chains, ...silences].some((one) => one.from === from && one.round === round);
  return { from, step, round, event, more };
}

function gather(run: Run): Draft[] {
  const { events } = run;
  const n = run.processes.length;
  const all = run.processes.map((): Draft => ({ chains: [], silences: [], held: [], proof: null, obeys: null }));
  // What a process has signed so far, by value and chain: a loyal one signs by sending.
  const signed = new Set<string>();
  const sealed = (value: number, arg: number): Seal[] => {
    const by = signers(arg, n);
    if (arg < forgedBit) return by.map((p) => ({ by: p, forged: false }));
    const loyal = by.map((p) => !run.processes[p]?.faulty);
    const never = by.map((_, i) => loyal[i]! && !signed.has(`${value}:${by.slice(0, i + 1).join(":")}`));
    // Who has signed just this for somebody else, and not for the forger, is forged all the same.
    const forged = never.some(Boolean) ? never : loyal;
    return by.map((p, i) => ({ by: p, forged: forged[i]! }));
  };
  const faulty = (p: number): boolean => run.processes[p]?.faulty === true;
  let reason: number = Reason.none;
  for (let i = 0; i < events.length; i++) {
    const p = events.process(i);
    const mine = all[p];
    if (!mine) continue;
    const [value, step, kind] = [events.value(i), events.step(i), events.kind(i)];
    const last = mine.chains.at(-1);
    const follows = last !== undefined && last.step === step && last.from === events.peer(i);
    switch (kind) {
      case Kind.send:
        signed.add(`${value}:${signers(events.arg(i), n).join(":")}`);
        break;
      case Kind.receive:
        mine.chains.push({
          from: events.peer(i),
          to: p,
          step,
          round: events.time(i),
          value,
          seals: sealed(value, events.arg(i)),
          events: [i],
          fate: "held",
          lie: events.reason(i) === Reason.lie,
          altered: events.reason(i) === Reason.altered,
          open: faulty(events.peer(i)),
        });
        break;
      case Kind.drop:
        if (follows && discards(events.reason(i)))
          mine.chains[mine.chains.length - 1] = { ...last, events: [...last.events, i], fate: events.reason(i) };
        else if (faulty(events.peer(i))) mine.silences.push(silence(mine, events.peer(i), step, events.time(i), i));
        break;
      case Kind.deliver:
        if (follows) mine.chains[mine.chains.length - 1] = { ...last, events: [...last.events, i], fate: "new" };
        mine.held.push({ value, step, event: i });
        break;
      case Kind.proof:
        mine.proof ??= { step, event: i };
        break;
      case Kind.vote:
        reason = events.reason(i);
        break;
      case Kind.decide:
        if (value !== none) mine.obeys = { step, event: i, value, reason };
        break;
    }
  }
  return all;
}
