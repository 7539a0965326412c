// What a view needs to know of a run and the trace doesn't say in so many words: which send belongs to which receipt,
// who is down when, where something notable happens. Worked out once for a run, and kept with it.

import { type Claim, type Run, Status } from "../operations/run.ts";
import { Kind, none, Reason } from "./codes.ts";
import { firstFrom } from "./search.ts";

/** One message from its sending to its end. */
export interface Message {
  readonly from: number;
  readonly to: number;
  /** The event that sent it, or -1 where the protocol would not have sent (a lie of a traitor). */
  readonly send: number;
  /** The receipt or the loss; -1 while it is on its way at the end of the run. */
  readonly end: number;
  /** When it was on its way; of a copy that the network made, when that was made. */
  readonly sentStep: number;
  /** The step of its end; the number of steps when it never ends. */
  readonly endStep: number;
  readonly lie: boolean;
  /** Somebody on the way made something else of it; its sender said the truth. */
  readonly altered: boolean;
  readonly dropped: boolean;
  /** Nothing was ever sent: a traitor kept silent, or its send was left out. */
  readonly silent: boolean;
  /** What the hearer hears; `none` when there is no value. */
  readonly value: number;
  /** What the protocol would have said. */
  readonly truth: number;
  readonly arg: number;
  /** Of a further copy, the message that the network made it of; null: it is no copy. */
  readonly copyOf: Message | null;
}

/** What the timeline marks. */
export type NotableKind = "lie" | "altered" | "drop" | "copy" | "crash" | "decide" | "violated";
export interface Notable {
  readonly step: number;
  readonly kind: NotableKind;
  readonly event: number;
}

/** The most telling event of a process at each step where it has one. */
export interface Marks {
  /** Step + 1, going up. */
  readonly columns: readonly number[];
  readonly events: readonly number[];
}

export interface Facts {
  readonly count: number;
  /** In the order in which they end. */
  readonly messages: readonly Message[];
  /** The message that a send, a receipt or a loss belongs to, by event. */
  readonly messageOf: ReadonlyMap<number, Message>;
  /** By process. */
  readonly marks: readonly Marks[];
  /** Stretches of steps during which a process is down: [from the crash, until the restart). */
  readonly down: readonly (readonly [number, number])[][];
  readonly decided: readonly ({ step: number; event: number; value: number } | null)[];
  readonly notable: readonly Notable[];
  /** Rounds or times, by column (step + 1). */
  readonly times: readonly number[];
  readonly rounds: boolean;
  /** The columns at which a round begins, the first one among them. */
  readonly begins: ReadonlySet<number>;
}

const kept = new WeakMap<Run, Facts>();

export function facts(run: Run): Facts {
  let known = kept.get(run);
  if (!known) {
    known = gather(run);
    kept.set(run, known);
  }
  return known;
}

/** Whether a drop is of a message that was received first, and then found to be of no use. */
export function discards(reason: number): boolean {
  return discarding.has(reason);
}

const discarding: ReadonlySet<number> = new Set([
  Reason.duplicate,
  Reason.unexpected,
  Reason.fewSignatures,
  Reason.repeatedSigner,
  Reason.ownSignature,
  Reason.forged,
  Reason.oldView,
]);

// Which of several events of one process at one step its mark shows: the later in this list the more telling.
const weight = new Map<number, number>(
  [
    Kind.start,
    Kind.round,
    Kind.wait,
    Kind.task,
    Kind.send,
    Kind.multicast,
    Kind.vote,
    Kind.draw,
    Kind.timeout,
    Kind.notice,
    Kind.suspect,
    Kind.drop,
    Kind.receive,
    Kind.hold,
    Kind.mistake,
    Kind.deliver,
    Kind.proof,
    Kind.write,
    Kind.lock,
    Kind.report,
    Kind.output,
    Kind.execute,
    Kind.complete,
    Kind.decide,
    Kind.fault,
    Kind.error,
    Kind.leave,
    Kind.join,
    Kind.repair,
    Kind.kill,
    Kind.failure,
    Kind.restart,
    Kind.leave,
    Kind.crash,
  ].map((kind, i) => [kind, i]),
);

function gather(run: Run): Facts {
  const count = run.processes.length;
  const { events } = run;
  const messages: Message[] = [];
  const messageOf = new Map<number, Message>();
  const marks = Array.from({ length: count }, () => ({ columns: [] as number[], events: [] as number[] }));
  const down: [number, number][][] = Array.from({ length: count }, () => []);
  const decided: Facts["decided"][number][] = Array.from({ length: count }, () => null);
  const notable: Notable[] = [];
  /** By send: what came of it so far, and the steps at which the network made copies of it. */
  const ended = new Map<number, Message[]>();
  const copied = new Map<number, number[]>();
  let rounds = false;
  const begins = new Set([0]);

  for (let i = 0; i < events.length; i++) {
    const kind = events.kind(i);
    const p = events.process(i);
    const step = events.step(i);
    if (kind === Kind.round) {
      rounds = true;
      begins.add(step + 1);
    }
    if (p >= count) continue;
    // Where a traitor could have said something, and says nothing, there is nothing to be seen.
    if (kind === Kind.drop && events.reason(i) === Reason.none && events.message(i) < 0) continue;
    const { columns, events: telling } = marks[p]!;
    const shown = columns.at(-1) === step + 1 ? telling.at(-1)! : -1;
    const discarded = kind === Kind.drop && discards(events.reason(i));
    if (discarded || (weight.has(kind) && (shown < 0 || weight.get(kind)! >= weight.get(events.kind(shown))!))) {
      if (shown < 0) columns.push(step + 1);
      telling[columns.length - 1] = i;
    }
    // Its arrow ends at the receipt, in the same step.
    const before = messages.at(-1);
    if (discarded && before?.endStep === step && before.to === p) continue;
    if (kind === Kind.receive || kind === Kind.drop) {
      const send = events.message(i);
      const earlier = ended.get(send) ?? [];
      const message = ending(run, i, earlier[0], copied.get(send)?.[earlier.length - 1]);
      messages.push(message);
      messageOf.set(i, message);
      if (send >= 0) {
        ended.set(send, [...earlier, message]);
        if (earlier.length === 0) messageOf.set(send, message);
      }
      if (message.lie) notable.push({ step, kind: "lie", event: i });
      else if (message.altered) notable.push({ step, kind: "altered", event: i });
      else if (message.dropped) notable.push({ step, kind: "drop", event: i });
    }
    if (kind === Kind.copy) {
      const send = events.message(i);
      copied.set(send, [...(copied.get(send) ?? []), step]);
      notable.push({ step, kind: "copy", event: i });
    }
    if (kind === Kind.mistake) notable.push({ step, kind: "lie", event: i });
    if (kind === Kind.crash) {
      down[p]!.push([step, run.steps]);
      notable.push({ step, kind: "crash", event: i });
    }
    if (kind === Kind.restart && down[p]!.length) down[p]!.at(-1)![1] = step;
    if (kind === Kind.decide) {
      decided[p] ??= { step, event: i, value: events.value(i) };
      notable.push({ step, kind: "decide", event: i });
    }
  }
  // What is still on its way when the run ends has a beginning and no end.
  for (let i = 0; i < events.length; i++) {
    if (events.kind(i) !== Kind.send || events.peer(i) >= count || events.process(i) >= count) continue;
    const all = ended.get(i) ?? [];
    for (let n = all.length; n <= (copied.get(i)?.length ?? 0); n++) {
      const message: Message = {
        from: events.process(i),
        to: events.peer(i),
        send: i,
        end: -1,
        sentStep: n === 0 ? events.step(i) : copied.get(i)![n - 1]!,
        endStep: run.steps,
        lie: false,
        altered: false,
        dropped: false,
        silent: false,
        value: events.value(i),
        truth: none,
        arg: events.arg(i),
        copyOf: all[0] ?? null,
      };
      all.push(message);
      messages.push(message);
      if (n === 0) messageOf.set(i, message);
    }
  }
  for (const claim of run.claims) {
    for (const [step, event, status] of claim.changes)
      if (status === Status.violated) notable.push({ step, kind: "violated", event });
  }
  notable.sort((a, b) => a.step - b.step);
  return { count, messages, messageOf, marks, down, decided, notable, times: columnTimes(run), rounds, begins };
}

function ending(run: Run, i: number, copyOf: Message | undefined, copied: number | undefined): Message {
  const { events } = run;
  const send = events.message(i);
  const reason = events.reason(i);
  const dropped = events.kind(i) === Kind.drop;
  const step = events.step(i);
  return {
    from: events.peer(i),
    to: events.process(i),
    send,
    end: i,
    // A lie in a slot where the protocol is silent has no send: it is drawn as leaving one step before it arrives.
    sentStep: copied ?? (send >= 0 ? events.step(send) : step - 1),
    endStep: step,
    lie: !dropped && reason === Reason.lie,
    altered: !dropped && reason === Reason.altered,
    dropped,
    silent: dropped && (reason === Reason.silence || reason === Reason.sendOmission),
    value: events.value(i),
    truth: events.truth(i),
    arg: events.arg(i),
    copyOf: copyOf ?? null,
  };
}

// A column of the diagram belongs to the latest time among its events, so that what a process sends when a round
// ends stands in the round that begins.
function columnTimes(run: Run): number[] {
  const times: number[] = [];
  for (let step = 0; step < run.steps; step++) times[step + 1] = run.times[step] ?? 0;
  times[0] = times[1] ?? 0;
  for (let i = 0; i < run.events.length; i++) {
    const column = run.events.step(i) + 1;
    if (column >= 1) times[column] = Math.max(times[column] ?? 0, run.events.time(i));
  }
  for (let column = 1; column < times.length; column++) times[column] = Math.max(times[column]!, times[column - 1]!);
  return times;
}

/** The status of a claim after `at` steps. */
export function statusAt(claim: Claim, at: number): Status {
  let now: Status = claim.changes[0]?.[2] ?? Status.open;
  for (const [step, , status] of claim.changes) if (position(step) <= at) now = status;
  return now;
}

/** The events that show how the claims broken by now are broken. */
export function witnesses(run: Run, at: number): Set<number> {
  return new Set(
    run.claims.filter((claim) => statusAt(claim, at) === Status.violated).flatMap((claim) => claim.witnessEvents),
  );
}

/** The position of the scrubber from which something is seen: what happens at step k is seen after it. */
export function position(step: number): number {
  return step + 1;
}

/** What a process holds for the value, from which step on. */
interface Beliefs {
  readonly steps: number[];
  readonly values: number[];
}

const believed = new WeakMap<Run, readonly Beliefs[]>();

function beliefsOf(run: Run): readonly Beliefs[] {
  let all = believed.get(run);
  if (!all) believed.set(run, (all = gatherBeliefs(run)));
  return all;
}

function gatherBeliefs(run: Run): readonly Beliefs[] {
  const { events } = run;
  const all = run.processes.map((): Beliefs => ({ steps: [], values: [] }));
  const tree = run.protocol === "byzantine/oral";
  for (let i = 0; i < events.length; i++) {
    const own = all[events.process(i)];
    const value = events.value(i);
    if (!own || value === none) continue;
    const kind = events.kind(i);
    if (tree && kind !== Kind.start && events.arg(i) !== 0) continue;
    // Elsewhere than in a tree a process holds what it has delivered: what it was sent may still wait.
    const holds = kind === Kind.start || kind === Kind.deliver || kind === Kind.output;
    if (holds || (tree && (kind === Kind.receive || (kind === Kind.send && own.values.length === 0)))) {
      own.steps.push(events.step(i));
      own.values.push(value);
    }
  }
  return all;
}

/** What a process holds for the value after `at` steps: what it decided, or what it was told at first hand. */
export function belief(run: Run, process: number, at: number): { value: number; decided: boolean } {
  const decision = facts(run).decided[process];
  if (decision && position(decision.step) <= at) return { value: decision.value, decided: true };
  const { steps, values } = beliefsOf(run)[process]!;
  // Step k is seen from position k + 1 on.
  return { value: values[firstFrom(steps, Math.floor(at)) - 1] ?? none, decided: false };
}

export function isDown(run: Run, process: number, at: number): boolean {
  return facts(run).down[process]!.some(
    ([from, until]) => position(from) <= at && (until >= run.steps || at < position(until)),
  );
}

/** Commander, coordinator and client are drawn with a ring. */
export function hasRing(role: string): boolean {
  return /^(commander|coordinator|client|sender|leader)$/.test(role);
}
