// Sentences come from the trace. Here they are only taken apart, so that a value and a process look in a sentence as
// they do in a picture.

import { type Run, Status, type Together } from "../operations/run.ts";
import type { Totals } from "../operations/totals.ts";
import { Kind, statusNames, statusSigns, statusWords } from "./codes.ts";
import { statusAt } from "./facts.ts";
import { valueSign } from "./marks.ts";
import { type Cast, standing } from "./standing.ts";

export interface Piece {
  readonly text: string;
  /** How it looks: "words-a" for a value, "words-process", "words-faulty"; "" for plain text. */
  readonly look: string;
}

/** What sentences are about: a run, or totals. */
export type Scene = Cast & Pick<Run, "values">;

const patterns = new WeakMap<Scene, RegExp | null>();

// A value of one letter is told from the words of a sentence, unless it is a word itself; a number could count anything.
const letter = /^([b-hj-z]|[a-z]\d)$/;

function pattern(run: Scene): RegExp | null {
  let made = patterns.get(run);
  if (made === undefined) {
    const words = [
      ...run.values.filter((name) => name.length > 2 || letter.test(name)),
      ...run.processes.map((p) => p.name),
    ].sort((a, b) => b.length - a.length);
    made = words.length
      ? new RegExp(
          `(?<![\\w-])(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})(?![\\w-])`,
        )
      : null;
    patterns.set(run, made);
  }
  return made;
}

/** A sentence in pieces, as it is told after `at` steps: whoever fails later is not faulty yet. */
export function pieces(run: Scene, sentence: string, at: number, knows: number | null = null): Piece[] {
  const found = cut(run, sentence, at, knows);
  const [first] = found;
  // A name such as m1 is written small wherever it stands.
  if (first && !letter.test(first.text))
    found[0] = { ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) };
  return /[.!?…]$/.test(sentence) ? found : [...found, { text: ".", look: "" }];
}

/** A part of a sentence in pieces: it neither begins nor ends one. */
export function cut(run: Scene, sentence: string, at: number, knows: number | null): Piece[] {
  const match = pattern(run);
  if (!match) return [{ text: sentence, look: "" }];
  return sentence.split(match).flatMap((text, i): Piece[] => {
    if (!text) return [];
    if (i % 2 === 0) return [{ text, look: "" }];
    const value = run.values.indexOf(text);
    if (value >= 0) {
      const sign = valueSign(run, value)!;
      return [{ text: sign.shape === "letter" ? text : `${text}\u00a0${sign.letter}`, look: `words-${sign.tone}` }];
    }
    const process = run.processes.findIndex((p) => p.name === text);
    return [{ text, look: standing(run, process, at, knows) === "faulty" ? "words-faulty" : "words-process" }];
  });
}

export interface Sentence {
  /** The first of the events that it tells. */
  readonly event: number;
  readonly step: number;
  readonly text: string;
}

/** What is said of an event, to an onlooker or by the one process whose knowledge is shown; "" if nothing is. */
export function saidOf(run: Run, event: number, knows: number | null): string {
  if (knows === null) return run.says(event);
  return run.events.process(event) === knows ? run.known(event) : "";
}

/** What was said up to a position, in order, and of that the last: the log. */
export function log(run: Run, at: number, knows: number | null = null, most = Number.POSITIVE_INFINITY): Sentence[] {
  const found: Sentence[] = [];
  for (let event = run.eventsUpTo(at) - 1; event >= 0 && found.length < most; event--) {
    const text = saidOf(run, event, knows);
    if (text) found.push({ event, step: run.events.step(event), text });
  }
  return found.reverse();
}

/** What happened in the step before a position: what the narration says. */
export function narration(run: Run, at: number, knows: number | null = null, most = 4): Sentence[] {
  const found: Sentence[] = [];
  const end = run.eventsUpTo(at);
  for (let event = at > 0 ? run.eventsUpTo(at - 1) : 0; event < end; event++) {
    const text = saidOf(run, event, knows);
    if (text) found.push({ event, step: run.events.step(event), text });
  }
  // Where much happens at once, what was decided is said before how it was counted.
  const rank = ({ event }: Sentence): number => telling.indexOf(run.events.kind(event));
  const kinds = new Set(found.map(({ event }) => run.events.kind(event)));
  // A round that begins says more than who sends what in it, and anything says more than that a process starts.
  const dull: number[] = kinds.has(Kind.round) ? [Kind.send, Kind.start] : kinds.size > 1 ? [Kind.start] : [];
  const told = withoutEchoes(
    run,
    found.filter(({ event }) => !dull.includes(run.events.kind(event))),
    most,
  );
  if (told.length <= most) return told;
  return told
    .map((one, i) => ({ one, i }))
    .sort((a, b) => rank(b.one) - rank(a.one) || a.i - b.i)
    .map(({ one }) => one);
}

// What another sentence of the step says already is left to the log: that a part puts out what it has voted for, that
// what was put out, multicast or replied is sent and read, that a lieutenant obeys its own vote.
function withoutEchoes(run: Run, found: readonly Sentence[], most: number): Sentence[] {
  const { events } = run;
  const has = (p: number, ...kinds: number[]): Sentence | undefined =>
    found.find(({ event }) => events.process(event) === p && kinds.includes(events.kind(event)));
  const votes = found.filter(({ event }) => events.kind(event) === Kind.vote);
  // How a vote was counted takes more words than what it came to.
  const brief = joined(run, votes).length < most;
  const told = found.filter(({ event }) => {
    const kind = events.kind(event);
    const p = events.process(event);
    // Where votes are taken on votes, the last one is what it comes to.
    const vote = votes.filter((one) => events.process(one.event) === p).at(-1);
    const voted = vote !== undefined && events.value(vote.event) === events.value(event);
    if (kind === Kind.output) return !voted;
    if (kind === Kind.decide) return !voted || !brief;
    if (kind === Kind.vote) return brief || !has(p, Kind.decide);
    if (kind === Kind.send) return !has(p, Kind.output, Kind.task);
    if (kind === Kind.receive) return !has(events.peer(event), Kind.output) && !has(p, Kind.complete);
    return true;
  });
  return joined(run, told);
}

const groups = new WeakMap<Run, ReadonlyMap<number, Together>>();

function groupsOf(run: Run): ReadonlyMap<number, Together> {
  let known = groups.get(run);
  if (!known) {
    const members = run.together.flatMap((group) => group.events.map((event) => [event, group] as const));
    groups.set(run, (known = new Map(members)));
  }
  return known;
}

// Where several processes did the same, one sentence tells it of all of them, if all of them are to be told. A vote is
// told where the last of them takes it: what they were not told comes before.
function joined(run: Run, found: readonly Sentence[]): Sentence[] {
  const here = new Set(found.map(({ event }) => event));
  return found.flatMap((one) => {
    const group = groupsOf(run).get(one.event);
    if (!group?.events.every((event) => here.has(event))) return [one];
    const at = run.events.kind(one.event) === Kind.vote ? -1 : 0;
    return one.event === group.events.at(at) ? [{ ...one, event: group.events[0]!, text: group.text }] : [];
  });
}

const telling: readonly number[] = [Kind.vote, Kind.round, Kind.complete, Kind.decide, Kind.crash];

/** Decimal digits in groups of three. */
export function grouped(decimal: string): string {
  return decimal.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** What a run costs, in one line. */
export function costWords(run: Run): string {
  return Object.entries(run.costs)
    .map(([name, amount]) => `${grouped(amount)} ${name}`)
    .join(", ");
}

export interface Verdict {
  readonly name: string;
  readonly title: string;
  readonly status: Status;
  readonly word: string;
  readonly sign: string;
  readonly look: string;
  /** The event that broke it, once it has. */
  readonly witness: number | null;
  /** Why it asks nothing, if it is void. */
  readonly why: string;
}

/** The claims on screen: what becomes of each in a run, as far as it is shown. */
export function verdicts(run: Run, at: number): Verdict[] {
  return run.claims.map((claim) => {
    const status = statusAt(claim, at);
    const broken = status === Status.violated ? claim.changes.find(([, , to]) => to === Status.violated) : undefined;
    const witness = broken && broken[1] >= 0 ? broken[1] : null;
    return { name: claim.name, title: claim.title, ...inWords(status), witness, why: claim.void };
  });
}

const inWords = (status: Status): Pick<Verdict, "status" | "word" | "sign" | "look"> => ({
  status,
  word: statusWords[status],
  sign: statusSigns[status],
  look: statusNames[status],
});

/** The verdicts of a run that was counted. */
export function totalVerdicts(totals: Totals): Verdict[] {
  return totals.claims.map(({ name, title, verdict, why }) => ({
    name,
    title,
    ...inWords(Status[verdict]),
    witness: null,
    why,
  }));
}
