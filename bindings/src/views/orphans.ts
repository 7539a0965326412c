// What the ways to deal with orphans do, and what they cost, over all crash points: each number with the run that has the
// most of it.

import type { OrphanNumber, OrphanRow, OrphanTrouble } from "../operations/remote.ts";
import type { Mark, Matrix, MatrixRow } from "./matrix.ts";
import { grouped } from "./words.ts";

interface Column {
  readonly name: string;
  /** How one says so many of it in one run. */
  readonly said: (n: number) => string;
  /** Whether any of it is harm. */
  readonly harm?: boolean;
  /** Whether it is no number of things but of runs. */
  readonly runs?: boolean;
}

const some = (n: number, one: string, many = `${one}s`): string => `${n || "no"} ${n === 1 ? one : many}`;

const columns: Readonly<Record<string, Column>> = {
  orphans: { name: "orphans", said: (n) => some(n, "orphan") },
  finished: { name: "took effect", said: (n) => `${some(n, "orphan takes", "orphans take")} effect`, harm: true },
  innocent: {
    name: "innocent killed",
    said: (n) => `${some(n, "innocent computation is", "innocent computations are")} killed`,
    harm: true,
  },
  locks: { name: "locks left", said: (n) => `${some(n, "lock stays", "locks stay")} behind`, harm: true },
  early: {
    name: "met by new work",
    said: (n) => `new work ${n ? "begins" : "never begins"} beside an orphan`,
    harm: true,
    runs: true,
  },
  unserved: {
    name: "runs unserved",
    said: (n) => (n ? "a client that is up waits for ever" : "every client that is up is served"),
    harm: true,
    runs: true,
  },
  writes: { name: "disk writes", said: (n) => `${some(n, "write")} to stable storage` },
  broadcasts: { name: "broadcasts", said: (n) => some(n, "broadcast") },
  messages: { name: "messages", said: (n) => some(n, "message") },
};

/** What goes wrong, in words. */
export const whens: Readonly<Record<OrphanTrouble, string>> = {
  nothing: "nothing goes wrong",
  client: "the client crashes",
  server: "the server crashes",
  both: "client and server crash",
  partition: "the client crashes and the backend is cut off",
};

export function orphanMatrix(all: readonly OrphanRow[], trouble: OrphanTrouble): Matrix {
  const rows = all.filter((row) => row.trouble === trouble);
  if (rows.length === 0) throw new Error(`there is no trouble "${trouble}"`);
  // Where nothing goes wrong, only what costs something has a column.
  const shown = Object.keys(columns).filter(
    (key) => trouble !== "nothing" || rows.some((row) => numberOf(row, key).number > 0),
  );
  return {
    label: `What each way does when ${whens[trouble]}`,
    corner: "way",
    stacked: true,
    columns: shown.map((key) => ({ name: columns[key]!.name })),
    groups: [{ title: "", rows: rows.map((row) => rowOf(row, shown)) }],
  };
}

const numberOf = ({ numbers }: OrphanRow, key: string): OrphanNumber => numbers.find(({ measure }) => measure === key)!;

function rowOf(row: OrphanRow, shown: readonly string[]): MatrixRow {
  return { name: named(row.variant), cells: shown.map((key) => [markOf(row, numberOf(row, key))]) };
}

function markOf({ variant, trouble, document, runs }: OrphanRow, found: OrphanNumber): Mark {
  const { name, said, harm = false, runs: ofRuns = false } = columns[found.measure]!;
  const { number, summed, most } = found;
  const word = ofRuns ? `${number} of ${runs}` : grouped(String(number));
  const all = !summed ? "at most" : ofRuns ? "" : `in ${runs} ${runs === 1 ? "run" : "runs"} together`;
  const total = `${name}: ${all === "at most" ? `${all} ${word}` : `${word} ${all}`}`.trim();
  const which = runs === 1 ? "" : number === 0 ? ", as in all others" : ", and no other run has more";
  return {
    sign: "number",
    word,
    good: harm && number > 0 ? false : null,
    says: `${capital(named(variant))}: ${total}. Below, ${said(most)}${which}`,
    run: {
      document: { ...document, title: `${capital(named(variant))}: ${said(most)}`, claims: claimsOf(trouble) },
      choices: found.choices,
    },
  };
}

/** What a way is called in a row; the engine's word for doing nothing is no way. */
const named = (variant: string): string => (variant === "none" ? "nothing is done" : variant);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// Without a crash nobody is an orphan, and only who waits for ever is of interest.
const claimsOf = (trouble: OrphanTrouble): string[] =>
  trouble === "nothing"
    ? ["innocent-live", "served"]
    : ["no-orphan-finishes", "gone-before-work", "innocent-live", "no-lock-left", "served"];

/** The table in a sentence. */
export function orphanWords(all: readonly OrphanRow[], trouble: OrphanTrouble): string {
  const rows = all.filter((row) => row.trouble === trouble);
  const runs = rows.reduce((sum, row) => sum + row.runs, 0);
  if (trouble === "nothing") return "What each way costs although nothing goes wrong.";
  const harmless = rows.filter((row) =>
    Object.entries(columns).every(([key, { harm }]) => !harm || numberOf(row, key).number === 0),
  ).length;
  const least = Math.min(...rows.map((row) => row.runs));
  const most = Math.max(...rows.map((row) => row.runs));
  return `${grouped(String(runs))} runs: ${least === most ? least : `${least} to ${most}`} crash points for each way. ${harmless === 0 ? "No way is" : harmless === 1 ? "One way is" : `${harmless} ways are`} free of harm.`;
}
