// Two runs beside each other: which of their moments belong together, and how one strategy of a traitor is played in
// both. A moment is a message, named by its round, its sender and its receiver: whatever the algorithm makes of it.

import type { Engine, ScenarioDocument } from "../../../engine/index.ts";
import type { Choice, Run } from "../../../operations/run.ts";
import { facts, type Message, position } from "../../../views/facts.ts";

export interface Moment {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/** What a traitor tells at a moment, by name; null is nothing. */
export type Strategy = ReadonlyMap<string, string | null>;

/** The kinds of choices by which a traitor says something else, or nothing. */
const sayKind = 3;
const silentKind = 4;

function* messagesOf(run: Run): Generator<readonly [string, Message]> {
  const seen = new Map<string, number>();
  for (const message of facts(run).messages) {
    if (message.end < 0 || message.from === message.to) continue;
    const name = `${run.events.time(message.end)} ${message.from} ${message.to}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    yield [nth === 1 ? name : `${name} ${nth}`, message];
  }
}

/** The moments of both runs in one order: that of the first, with what only the second has put in where it belongs. */
export function moments(first: Run, second: Run): Moment[] {
  const list = [...messagesOf(first)].map(([key, { from, to }]): Moment => ({ key, from, to }));
  let place = 0;
  for (const [key, { from, to }] of messagesOf(second)) {
    const known = list.findIndex((one) => one.key === key);
    if (known >= 0) place = Math.max(place, known + 1);
    else list.splice(place++, 0, { key, from, to });
  }
  return list;
}

/** Where a run stands at its beginning, after each moment, and at its end. They never go back. */
export function positions(run: Run, list: readonly Moment[]): number[] {
  const ends = new Map([...messagesOf(run)].map(([key, message]) => [key, position(message.endStep)]));
  const found = [0];
  for (const { key } of list) found.push(Math.max(found.at(-1)!, ends.get(key) ?? 0));
  return [...found, run.steps];
}

/** What the faulty tell whom in a run. */
export function strategyOf(run: Run): Map<string, string | null> {
  const found = new Map<string, string | null>();
  for (const [key, message] of messagesOf(run))
    if (run.processes[message.from]!.faulty)
      found.set(key, message.dropped ? null : (run.values[message.value] ?? null));
  return found;
}

/**
 * Plays a strategy in a document: the choices that make it happen, moment after moment. What its algorithm gives a
 * traitor no chance to say is left out.
 */
export async function play(engine: Engine, document: ScenarioDocument, strategy: Strategy): Promise<Choice[]> {
  const choices: Choice[] = [];
  for (const [key, wish] of strategy) {
    const run = await engine.run(document, choices);
    const message = [...messagesOf(run)].find(([name]) => name === key)?.[1];
    if (!message) continue;
    const says = message.dropped ? null : run.values[message.value];
    if (says === wish) continue;
    const options = await engine.options(document, choices, message.endStep);
    const value = wish === null ? -1 : run.values.indexOf(wish);
    const way = options.find(({ choice: [, kind, from, to, , , , said] }) => {
      if (from !== message.from || to !== message.to) return false;
      return wish === null ? kind === silentKind : kind === sayKind && said === value;
    });
    if (way) choices.push(way.choice);
  }
  return choices;
}
