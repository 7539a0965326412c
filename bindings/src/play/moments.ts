// When each member delivers the message of a sender that has crashed, and when it installs the next view: an order of
// moments that a reader changes. It becomes a list of choices for the group without a protocol (core/vsync, Pictures),
// and the engine says what that run breaks.

import type { Engine, ScenarioDocument } from "../engine/index.ts";
import type { Choice, Run } from "../operations/run.ts";
import { Kind, Reason } from "../views/codes.ts";

/** What a member does at a moment. */
export interface Moment {
  readonly process: number;
  readonly what: "message" | "view";
}

/** In which order it all happens; of members that are in `never` the message is lost in the crash. */
export interface Moments {
  readonly order: readonly Moment[];
  readonly never: readonly number[];
}

/** Where a member delivers the message, seen from its own change of the view. */
export type Side = "before" | "behind" | "never";

/** The choices of which all these runs are made, whatever step they are taken at. */
export interface Acts {
  readonly crash: Choice;
  /** By process. */
  readonly message: ReadonlyMap<number, Choice>;
  readonly lost: ReadonlyMap<number, Choice>;
  readonly view: ReadonlyMap<number, Choice>;
}

const kinds = { deliver: 0, cut: 9, crash: 11 } as const;
/** From this on the message of a choice is a notice. */
const classOf = (choice: Choice): number => choice[4]! >> 6;

/** Asks the engine for the options behind the crash: to deliver, to lose, to be told. */
export async function actsOf(engine: Engine, document: ScenarioDocument, signal: AbortSignal): Promise<Acts> {
  const first = await engine.options(document, [], 1, { signal });
  const crash = first.find(({ choice }) => choice[1] === kinds.crash)?.choice;
  if (!crash) throw new Error("In this scenario nobody can crash behind the multicast.");
  const options = (await engine.options(document, [crash], 2, { signal })).map(({ choice }) => choice);
  const by = (wanted: (choice: Choice) => boolean): Map<number, Choice> =>
    new Map(options.filter(wanted).map((choice) => [choice[3]!, choice]));
  return {
    crash,
    message: by((choice) => choice[1] === kinds.deliver && classOf(choice) === 0),
    lost: by((choice) => choice[1] === kinds.cut),
    view: by((choice) => choice[1] === kinds.deliver && classOf(choice) !== 0),
  };
}

/** The choices of a run in which all happens in this order; what never arrives is lost at once. */
export function choicesOf({ order, never }: Moments, acts: Acts): Choice[] {
  const taken = [...never.map((p) => acts.lost.get(p)!), ...order.map(({ process, what }) => acts[what].get(process)!)];
  return [acts.crash, ...taken.map((choice, i) => [i + 2, ...choice.slice(1)])];
}

/** The moments of a run, and the event of each; the event of a message that is lost is its loss. */
export function momentsOf({ events }: Run): { moments: Moments; eventOf: (moment: Moment) => number } {
  const order: Moment[] = [];
  const never: number[] = [];
  const found = new Map<string, number>();
  let crashed = false;
  for (let i = 0; i < events.length; i++) {
    const [kind, process] = [events.kind(i), events.process(i)];
    if (kind === Kind.crash) crashed = true;
    if (!crashed) continue;
    const lost = kind === Kind.drop && events.reason(i) === Reason.cut;
    const what = kind === Kind.deliver || lost ? "message" : kind === Kind.install ? "view" : null;
    if (!what) continue;
    if (lost) never.push(process);
    else order.push({ process, what });
    found.set(`${process} ${what}`, i);
  }
  return { moments: { order, never }, eventOf: ({ process, what }) => found.get(`${process} ${what}`) ?? -1 };
}

const same = (a: Moment, b: Moment): boolean => a.process === b.process && a.what === b.what;

/** Its place in the order; one past the last if it never happens. */
export function placeOf({ order }: Moments, moment: Moment): number {
  const place = order.findIndex((one) => same(one, moment));
  return place < 0 ? order.length : place;
}

/** One moment at another place. Past the last place a message never arrives; a view is always installed. */
export function movedTo(moments: Moments, moment: Moment, place: number): Moments {
  const rest = moments.order.filter((one) => !same(one, moment));
  const never = moments.never.filter((p) => p !== moment.process || moment.what !== "message");
  if (moment.what === "message" && place > rest.length) {
    return { order: rest, never: [...never, moment.process].sort((a, b) => a - b) };
  }
  const at = Math.max(0, Math.min(rest.length, place));
  return { order: [...rest.slice(0, at), moment, ...rest.slice(at)], never };
}

export function sideOf(moments: Moments, process: number): Side {
  if (moments.never.includes(process)) return "never";
  const at = (what: Moment["what"]): number => placeOf(moments, { process, what });
  return at("message") < at("view") ? "before" : "behind";
}

/** The sides of all members, however they are called: what a picture is about. */
export const sidesOf = (moments: Moments): string =>
  moments.order
    .flatMap(({ process, what }) => (what === "view" ? [sideOf(moments, process)] : []))
    .sort()
    .join(" ");
