// What is played and proved: an algorithm of agreement, how many generals, and which of them are traitors.

import type { ScenarioDocument } from "../engine/index.ts";

/** An algorithm for n generals and m rounds of relaying, with so many traitors. */
export interface Level {
  /** SM(m) if true, else OM(m). */
  readonly signed: boolean;
  readonly n: number;
  readonly m: number;
  readonly traitors: number;
}

/** Who the traitors are, and what is ordered: 0 is retreat, 1 attack. */
export interface Placement {
  readonly faulty: readonly number[];
  readonly order: number;
}

export const orders = ["retreat", "attack"] as const;

/** Levels of a game, from one that can't be lost to those that nobody wins. */
export const usualLevels =
  "oral-3-1-1 oral-4-1-1 oral-4-2-1 oral-5-1-2 oral-5-2-2 oral-6-2-2 oral-7-1-2 oral-7-2-2 signed-3-1-1 signed-4-1-2 signed-4-2-2 signed-5-2-3";

const most = { oral: 18, signed: 6 };

/** Reads words like oral-7-2-2: the algorithm, n, m and the number of traitors; without the last, m of them. */
export function levelsOf(words: string): Level[] {
  return words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [, name, n, m, traitors] = /^(oral|signed)-(\d{1,2})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(word) ?? [];
      const level = { signed: name === "signed", n: Number(n), m: Number(m), traitors: Number(traitors ?? m) };
      if (!name) throw wrong(word, "is no size", "oral-4-1", "oral-4-2-1", "signed-4-1-2");
      const limit = most[name as keyof typeof most];
      if (level.n < 3 || level.n > limit)
        throw wrong(word, `has ${level.n} generals`, `3 to ${limit} generals in ${name} messages`);
      if (level.traitors < 1 || level.traitors > level.n - 1)
        throw wrong(word, `has ${level.traitors} traitors`, `1 to ${level.n - 1} traitors`);
      return level;
    });
}

const wrong = (word: string, what: string, ...allowed: string[]): Error =>
  Object.assign(new Error(`"${word}" ${what}.`), { allowed });

const numerals = ["no", "one", "two", "three", "four", "five"];

/** "two traitors", and with any: "any two traitors". */
export const traitorWords = (count: number): string =>
  `${numerals[count] ?? count} ${count === 1 ? "traitor" : "traitors"}`;

export const algorithmOf = ({ signed, m }: Level): string => `${signed ? "SM" : "OM"}(${m})`;

export const levelWords = (level: Level): string =>
  `${algorithmOf(level)} among ${level.n}, ${traitorWords(level.traitors)}`;

/** The engine's names of generals. */
export const nameOf = (p: number): string => (p === 0 ? "commander" : `L${p}`);

/** In a sentence: "the commander, L4 and L5". */
export function listed(generals: readonly string[]): string {
  const names = generals.map((name) => (name === "commander" ? "the commander" : name));
  const last = names.pop() ?? "nobody";
  return names.length ? `${names.join(", ")} and ${last}` : last;
}

export const namesOf = (processes: readonly number[]): string => listed(processes.map(nameOf));

/** Of sets that differ by who is who alone, one with the commander in it and one without. */
export function placementsOf({ n, traitors }: Level): Placement[] {
  const lieutenants = (count: number): number[] => Array.from({ length: count }, (_, i) => n - count + i);
  const loyal = traitors < n - 1 ? [1, 0].map((order) => ({ faulty: lieutenants(traitors), order })) : [];
  return [...loyal, { faulty: [0, ...lieutenants(traitors - 1)], order: 1 }];
}

/** A scenario in which these are the traitors. They can fall silent, and so a crash would add nothing. */
export function documentOf(level: Level, { faulty, order }: Placement): ScenarioDocument {
  return {
    faultlab: 1,
    protocol: level.signed ? "byzantine/signed" : "byzantine/oral",
    title: `${algorithmOf(level)} among ${level.n}, you are ${namesOf(faulty)}`,
    processes: level.n,
    params: { m: level.m, order: orders[order] },
    faults: faulty.map((p) => ({ process: nameOf(p), model: "arbitrary" })),
    budget: { crashes: 0 },
    claims: ["IC1", "IC2"],
    choices: [],
  };
}

/** The pictures of such a run: a diagram of many messages is no help. */
export const viewsOf = ({ signed, n }: Level): string =>
  signed ? (n > 4 ? "chains" : "chains space-time") : n > 7 ? "group" : n > 4 ? "tree group" : "space-time group";
