// The print server's table: in which order the server said so, printed and crashed, against when its client asks again.

import type { PrintServer, Reading, Strategy } from "../operations/remote.ts";
import type { Mark, Matrix, MatrixRow, RunDocument } from "./matrix.ts";
import { grouped } from "./words.ts";

/** What a client can have of its request when it hears of a recovery, with the parameter of a document for it. */
export const situations = [
  ["if-nothing", "nothing"],
  ["if-delivered", "only that the request arrived"],
  ["if-completed", "that it is done"],
] as const;

/** What a table is asked for. */
export interface PrinterSetting {
  readonly ack: Reading;
  readonly crashes: number;
  /** The reader's own strategy, as its bits; null: none. */
  readonly own: number | null;
}

const ruleNames: Readonly<Record<string, string>> = {
  always: "always",
  never: "never",
  "when acked": "when ACKed",
  "when not acked": "when not ACKed",
};
const askings: Readonly<Record<string, string>> = {
  always: "the client always asks again",
  never: "the client never asks again",
  "when acked": "the client asks again when ACKed",
  "when not acked": "the client asks again when not ACKed",
};
const serverNames: Readonly<Record<string, string>> = {
  "tell first": "The server says that it is done, then prints",
  "print first": "The server prints, then says that it is done",
};
const shown = {
  OK: { sign: "once", good: true, paper: "the text is on paper once" },
  DUP: { sign: "twice", good: false, paper: "the text is on paper more than once" },
  ZERO: { sign: "nothing", good: false, paper: "nothing is on paper" },
} as const;

const looks = shown as Readonly<Record<string, (typeof shown)[keyof typeof shown]>>;

interface Column {
  readonly name: string;
  readonly strategy: Strategy;
  readonly own: boolean;
}

function columnsOf({ strategies }: PrintServer, own: number | null): Column[] {
  const columns = strategies
    .filter(({ rule }) => rule in ruleNames)
    .map((strategy) => ({ name: ruleNames[strategy.rule]!, strategy, own: false }));
  const mine = own === null ? undefined : strategies.find(({ bits }) => bits === own);
  return mine ? [...columns, { name: "as I say", strategy: mine, own: true }] : columns;
}

export function printerMatrix(found: PrintServer, setting: PrinterSetting): Matrix {
  const columns = columnsOf(found, setting.own);
  const servers = [...new Set(found.orderings.map(({ server }) => server))];
  return {
    label: "What is on paper in the end",
    corner: "The client asks again",
    columns: columns.map(({ name, own }) => ({ name, own })),
    groups: servers.map((server) => ({
      title: serverNames[server] ?? server,
      rows: [
        ...found.orderings.flatMap((ordering, i): MatrixRow[] =>
          ordering.server === server
            ? [
                {
                  name: ordering.name,
                  ...(ordering.tabled ? {} : { more: "before the request is there", look: "aside" as const }),
                  cells: columns.map((column) => marksOf(found, column, i, setting)),
                },
              ]
            : [],
        ),
        {
          name: "OK in all three",
          look: "sum",
          cells: columns.map(({ strategy }) => {
            const right = strategy.right.includes(server);
            return [{ sign: right ? "good" : "bad", word: right ? "yes" : "no", good: right, says: "", run: null }];
          }),
        },
      ],
    })),
  };
}

function marksOf(
  { outcomes, orderings }: PrintServer,
  { strategy, own }: Column,
  i: number,
  setting: PrinterSetting,
): Mark[] {
  const ordering = orderings[i]!;
  const count = strategy.cells[i]!.filter((choices) => choices !== null).length;
  return outcomes.flatMap((outcome, o): Mark[] => {
    const choices = strategy.cells[i]![o];
    if (!choices) return [];
    const { sign, good, paper } = looks[outcome]!;
    const asking = own ? "the client asks again as I say" : askings[strategy.rule];
    const title = `${ordering.name}, ${asking}: ${outcome}`;
    const document = printerDocument(title, ordering.server, own ? null : strategy.rule, strategy.bits, setting);
    const says = `${title}, ${paper}${count > 1 ? ", in one of several ways to go on" : ""}`;
    return [{ sign, word: outcome, good, says, run: { document, choices } }];
  });
}

function printerDocument(
  title: string,
  server: string,
  rule: string | null,
  bits: number,
  { ack, crashes }: PrinterSetting,
): RunDocument {
  const own = Object.fromEntries(situations.map(([name], has) => [name, ((bits >> has) & 1) === 1]));
  return {
    faultlab: 1,
    protocol: "rpc/printer",
    version: 1,
    title,
    processes: ["client", "server"],
    params: { server, ack, ...(rule === null ? { reissue: "own", ...own } : { reissue: rule }) },
    network: { process: "asynchronous", delay: "unbounded", order: "fifo", send: "unicast" },
    faults: [{ process: "server", model: "crash" }],
    budget: { crashes, restarts: crashes },
    claims: ["at-most-once", "printed"],
  };
}

/** How often each outcome alone is in a cell of the book's table, and in how many cells there are several. */
export function printerCounts({ outcomes, orderings, strategies }: PrintServer): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries([...outcomes, "several"].map((name) => [name, 0]));
  for (const { rule, cells } of strategies)
    for (const [i, cell] of cells.entries()) {
      if (!(rule in ruleNames) || !orderings[i]!.tabled) continue;
      const found = outcomes.filter((_, o) => cell[o] !== null);
      counts[found.length === 1 ? found[0]! : "several"]!++;
    }
  return counts;
}

/** What all strategies come to: how many there are with both servers, how many are right, in how many states. */
export function printerTried({ orderings, strategies }: PrintServer): { pairs: number; right: number; states: number } {
  const distinct = strategies.filter(({ bits }, i) => strategies.findIndex((one) => one.bits === bits) === i);
  return {
    pairs: distinct.length * new Set(orderings.map(({ server }) => server)).size,
    right: distinct.reduce((sum, { right }) => sum + right.length, 0),
    states: distinct.reduce((sum, { states }) => sum + states, 0),
  };
}

/** The table in two sentences. */
export function printerWords(found: PrintServer): string[] {
  const { several = 0, ...counts } = printerCounts(found);
  const { pairs, right, states } = printerTried(found);
  const parts = Object.entries(counts).map(([name, n], i) => `${n} ${i ? "" : "are "}${name}`);
  return [
    `Of the book’s ${Object.values(counts).reduce((a, b) => a + b, several)} cells ${parts.join(", ")}${several ? `, and in ${several} it can end in several ways` : ""}.`,
    `All ${pairs} pairs of a server and a client were tried, in ${grouped(String(states))} states: ${right === 0 ? "none" : right} of them is OK in every case.`,
  ];
}
