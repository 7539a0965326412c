// What could happen at a step, put in order for a reader: what happens by itself, what could come first instead and to
// whom, then what can go wrong, by what it is and whom it concerns. Where a group's lines differ in one word alone, that
// word is enough.

import type { Option, Process } from "../../operations/run.ts";

/** The engine's kinds of options, as headings. */
const headings: Readonly<Record<string, string>> = {
  deliver: "Something else first",
  wait: "Something else first",
  rest: "By itself",
  say: "A lie",
  silent: "Silence",
  miss: "The receiver misses it",
  late: "Too late",
  mistake: "A wrong step",
  lose: "The network loses it",
  cut: "Lost in the crash",
  defer: "Not in this round",
  crash: "A crash",
  restart: "A recovery",
  draw: "By chance",
  alter: "Altered on the way",
  intercept: "Intercepted on the way",
  copy: "The network makes a copy",
};

export interface MenuItem {
  readonly option: Option;
  /** The word in which it differs from the others of its group; null: all of its words are needed. */
  readonly word: string | null;
}

export interface MenuGroup {
  readonly heading: string;
  /** What the lines of a group have in common that differ in one word; null: there is no such word. */
  readonly stem: string | null;
  readonly items: readonly MenuItem[];
}

/** From how many on a group is parted by receivers, or its lines are shortened. */
const many = 6;
const longestWord = 14;

export function menuGroups(options: readonly Option[], processes: readonly Process[]): MenuGroup[] {
  const groups = new Map<string, Option[]>();
  const put = (heading: string, option: Option): void => {
    groups.set(heading, [...(groups.get(heading) ?? []), option]);
  };
  for (const [i, option] of options.entries()) {
    const { group } = option;
    // A draw has no option that is more usual than the others.
    const heading = i === 0 && group !== "draw" ? "By itself" : (headings[group] ?? group);
    const alike = options.filter((one, k) => (k > 0 || group === "draw") && one.group === group);
    const several = new Set(alike.map(toWhom)).size > 1;
    const who = processes[toWhom(option)]?.name;
    const parted = i > 0 && several && alike.length >= many && who;
    put(parted ? `${heading}: to ${who}` : heading, option);
  }
  return [...groups].map(([heading, list]) => shortened(heading, list));
}

const toWhom = ({ choice }: Option): number => (choice[3]! < 255 ? choice[3]! : choice[2]!);

function shortened(heading: string, list: readonly Option[]): MenuGroup {
  const whole = { heading, stem: null, items: list.map((option) => ({ option, word: null })) };
  if (list.length < many) return whole;
  const texts = list.map(({ text }) => text.split(" "));
  const shortest = Math.min(...texts.map(({ length }) => length));
  const same = (at: (words: string[]) => string | undefined): boolean =>
    texts.every((words) => at(words) === at(texts[0]!));
  let before = 0;
  while (before < shortest && same((words) => words[before])) before++;
  let behind = 0;
  while (before + behind < shortest && same((words) => words[words.length - 1 - behind])) behind++;
  const words = texts.map((one) => one.slice(before, one.length - behind).join(" "));
  if (before + behind === 0 || words.some((word) => word === "" || word.length > longestWord)) return whole;
  const first = texts[0]!;
  const stem = [...first.slice(0, before), "…", ...first.slice(first.length - behind)].join(" ");
  return { heading, stem, items: list.map((option, i) => ({ option, word: words[i]! })) };
}
