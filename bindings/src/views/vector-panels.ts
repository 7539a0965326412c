// What the vectors of Byzantine agreement show of each process, as lines of cells: what it was told, what others say that
// they were told, and what it makes of that; for a faulty one instead what it tells whom. Where it is drawn is none of this.

import type { Run } from "../operations/run.ts";
import { none } from "./codes.ts";
import { position } from "./facts.ts";
import { valueSign } from "./marks.ts";
import { classes } from "./plain.ts";
import { byTheBook, type Count, entry, type Mind, type Told } from "./vector-facts.ts";
import type { ViewOptions } from "./view.ts";

/** Of more processes than these one is shown at a time. */
const mostPanels = 5;

/** One line of cells in a panel. */
export interface Line {
  readonly name: string;
  /** The process that the line is about, for its mark. */
  readonly process: number | null;
  readonly cells: readonly (Cell | null)[];
  /** Whether choosing this line shows that process. */
  readonly opens?: boolean;
}

export interface Cell {
  readonly value: number;
  /** What stands for a value that is missing. */
  readonly instead?: number;
  readonly event: number | null;
  readonly step: number;
  readonly words: string;
  readonly lie?: boolean;
  readonly altered?: boolean;
  /** The step at which something else can be chosen here. */
  readonly choose?: number | null;
  readonly look?: string;
}

export interface Panel {
  readonly title: string;
  readonly process: number | null;
  readonly phases: readonly { readonly title: string; readonly lines: readonly Line[] }[];
}

/** The process whose vectors are shown where there is room for one: the one asked for, else the first correct one. */
function ownerOf(run: Run, { knows, lieutenant }: ViewOptions): number {
  return (
    knows ??
    lieutenant ??
    Math.max(
      0,
      run.processes.findIndex(({ faulty }) => !faulty),
    )
  );
}

/** One for each process, or where there are many, of some. */
export function panelsOf(run: Run, all: readonly Mind[], at: number, options: ViewOptions): Panel[] {
  const context: Context = { run, all, at, options };
  const { knows } = options;
  const tells = (p: number): boolean => run.processes[p]!.faulty && knows === null;
  if (run.processes.length <= mostPanels)
    return run.processes.map((_, p) => {
      if (knows !== null && knows !== p) return { title: run.processes[p]!.name, process: p, phases: [] };
      return tells(p) ? telling(context, p) : learning(context, p);
    });
  const owner = ownerOf(run, options);
  const liar = tells(owner) ? owner : run.processes.findIndex((_, p) => tells(p));
  const panels = [tells(owner) ? null : learning(context, owner), liar >= 0 ? telling(context, liar) : null];
  return [...panels.filter((panel) => panel !== null), endings(context)];
}

interface Context {
  readonly run: Run;
  readonly all: readonly Mind[];
  readonly at: number;
  readonly options: ViewOptions;
}

const nameOf = ({ run }: Context, p: number): string => run.processes[p]!.name;
const valueName = ({ run }: Context, value: number): string => valueSign(run, value)?.name ?? "nothing";
const happened = (step: number, at: number): boolean => position(step) <= at;

function told(context: Context, one: Told | undefined, words: string, look = ""): Cell | null {
  if (!one) return null;
  const { run, all, at, options } = context;
  const seen = happened(one.step, at);
  const lie = one.lie && options.knows === null;
  const altered = one.altered && options.knows === null;
  // A default takes the place of what is missing when the vector is made.
  const made = all[one.to]!.made;
  const direct = one.from === one.element && all[one.to]!.direct.get(one.from) === one;
  const instead =
    seen && one.value === none && direct && made && happened(made.step, at) ? made.values[one.element] : none;
  const faulty = run.processes[one.from]!.models !== 0 && options.knows === null;
  return {
    value: seen ? one.value : none,
    instead: instead ?? none,
    event: seen ? one.event : null,
    step: one.step,
    words: `${words}: ${seen ? valueName(context, one.value) : "not yet"}${!seen ? "" : lie ? ", a lie" : altered ? ", altered on the way" : ""}${instead === none || instead === undefined ? "" : `; ${valueName(context, instead)} takes its place`}`,
    lie: lie && seen,
    altered: altered && seen,
    choose: faulty ? one.step : null,
    look: classes(look, seen ? false : "ahead"),
  };
}

// What a process was told, what others told it of others, and the vote.
function learning(context: Context, p: number): Panel {
  const { run, all, at } = context;
  const mind = all[p]!;
  const others = run.processes.map((_, q) => q).filter((q) => q !== p);
  const counted = (j: number): Count | undefined => {
    const count = mind.counts.get(j);
    return count && happened(count.step, at) ? count : undefined;
  };
  // A cell votes for the result or against it, once there is one.
  const stand = (j: number, value: number): string => {
    const result = counted(j);
    return !result ? "" : result.value === value ? "with" : "against";
  };
  const book = byTheBook(run);
  const me = nameOf(context, p);
  const own: (Cell | null)[] = run.processes.map((process, j) => {
    if (j !== p)
      return told(
        context,
        mind.direct.get(j),
        `${process.name} tells ${me}`,
        book ? "" : stand(j, mind.made?.values[j] ?? none),
      );
    return mind.own === none
      ? null
      : { value: mind.own, event: null, step: -1, words: `${me} has ${valueName(context, mind.own)}`, look: "own" };
  });
  const sent = others.map(
    (k): Line => ({
      name: nameOf(context, k),
      process: k,
      cells: run.processes.map((process, j) => {
        const words = `${nameOf(context, k)} tells ${me} that ${process.name} has`;
        const settled = mind.settled.get(entry(k, j));
        const first = mind.entries.get(entry(k, j));
        if (first && settled && happened(settled.step, at))
          return {
            value: settled.value,
            event: settled.event,
            step: settled.step,
            words: `What ${nameOf(context, k)} was told of ${process.name}, by all that was said of that: ${valueName(context, settled.value)}`,
            look: stand(j, settled.value),
          };
        return told(context, first, words, stand(j, first?.value ?? none));
      }),
    }),
  );
  return {
    title: me,
    process: p,
    phases: [
      { title: "phases 1, 2: its vector", lines: [{ name: "vector", process: null, cells: own }] },
      { title: book ? "phase 3: vectors sent" : "phase 3: others say", lines: sent },
      { title: "phase 4: the vote", lines: [{ name: "result", process: null, cells: results(context, p) }] },
    ],
  };
}

// The elements of a result. Those in which correct processes differ, or which are not the truth of a correct one, are marked.
function results(context: Context, p: number): (Cell | null)[] {
  const { run, all, at, options } = context;
  const mind = all[p]!;
  const ended = (q: number): readonly number[] | null => {
    const { ends } = all[q]!;
    return ends && happened(ends.step, at) ? ends.values : null;
  };
  return run.processes.map((process, j) => {
    const count = mind.counts.get(j);
    if (!count || !happened(count.step, at))
      return {
        value: none,
        event: null,
        step: Number.NaN,
        words: `${nameOf(context, p)} has not counted yet`,
        look: "result ahead",
      };
    const differs =
      options.knows === null &&
      !run.processes[p]!.faulty &&
      run.processes.some((other, q) => !other.faulty && ended(q) !== null && ended(q)![j] !== count.value);
    const wrong = options.knows === null && !process.faulty && !run.processes[p]!.faulty && all[j]!.own !== count.value;
    return {
      value: count.value,
      event: count.event,
      step: count.step,
      words: `${nameOf(context, p)} ends with ${valueName(context, count.value)} for ${process.name}${wrong ? `, who has ${valueName(context, all[j]!.own)}` : differs ? "; another correct process does not" : ""}`,
      look: classes("result", (differs || wrong) && "differs"),
    };
  });
}

// What a faulty process tells whom.
function telling(context: Context, p: number): Panel {
  const { run, all } = context;
  const others = run.processes.map((_, q) => q).filter((q) => q !== p);
  const me = nameOf(context, p);
  return {
    title: `${me} tells each`,
    process: p,
    phases: [
      {
        title: "phase 1: its value",
        lines: others.map((q) => ({
          name: nameOf(context, q),
          process: q,
          cells: run.processes.map((_, j) =>
            j === p ? told(context, all[q]!.direct.get(p), `${me} tells ${nameOf(context, q)}`) : null,
          ),
        })),
      },
      {
        title: byTheBook(run) ? "phase 3: its vector" : "phase 3: of the others",
        lines: others.map((q) => ({
          name: nameOf(context, q),
          process: q,
          cells: run.processes.map((process, j) =>
            told(
              context,
              all[q]!.entries.get(entry(p, j)),
              `${me} tells ${nameOf(context, q)} that ${process.name} has`,
            ),
          ),
        })),
      },
    ],
  };
}

// Where there is no room for everybody's panel: what each ends with.
function endings(context: Context): Panel {
  const { run, options } = context;
  return {
    title: "What each ends with",
    process: null,
    phases: [
      {
        title: "",
        lines: run.processes.map((process, p) => ({
          name: process.name,
          process: p,
          opens: true,
          cells: options.knows === null || options.knows === p ? results(context, p) : run.processes.map(() => null),
        })),
      },
    ],
  };
}
