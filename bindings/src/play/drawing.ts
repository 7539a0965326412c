// Who multicasts what, what senders deliver in between, and in which order receivers deliver it all: a drawing that a
// reader edits. Whatever is done to it, messages are numbered from 1 without gaps, those of one sender in the order of
// sending, and receivers deliver each of them once. The engine says what it is worth (core/multicast/order).

import { FaultlabError } from "../engine/index.ts";
import type { Line } from "../operations/orders.ts";
import type { Operations } from "../operations/requests.ts";

export interface Drawing {
  readonly senders: readonly Line[];
  readonly receivers: readonly Line[];
}

/** A drawing as the engine is asked about it. */
export const asRequest = ({ senders, receivers }: Drawing): Operations["order.judge"]["takes"] => ({
  senders,
  receivers: receivers.map(({ name, steps }) => ({ name, order: steps })),
});

/** The engine counts up to so many messages, and up to so many lines of each kind fit on a screen. */
export const mostMessages = 6;
export const mostSenders = 4;
export const mostReceivers = 4;

/** The messages of a drawing, each with the number of the sender that multicasts it, from message 1. */
export function sendersOf({ senders }: Drawing): number[] {
  const from: number[] = [];
  for (const [s, { steps }] of senders.entries()) for (const k of steps) if (k > 0) from[k - 1] = s;
  return from;
}

export const messagesOf = (drawing: Drawing): number => sendersOf(drawing).length;

/** All its names in the order of the diagram: as people count, P2 before P10. */
export function namesOf({ senders, receivers }: Drawing): string[] {
  return [...senders, ...receivers].map(({ name }) => name).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

/** A drawing as attributes write it: "P1:1,2 P4:-1,3,4" to "P2 P3", with orders of delivery like "1,3,2,4 3,1,2,4". */
export function readDrawing(senders: string, receivers: string, delivered: string): Drawing {
  const wrong = (attribute: string, message: string): Error => new FaultlabError("document", message, attribute);
  const numbers = (attribute: string, text: string): number[] =>
    text.split(",").map((part) => {
      if (!/^-?\d+$/.test(part)) throw wrong(attribute, `has "${part}", which is no number of a message`);
      return Number(part);
    });
  const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);
  const lines = words(senders).map((word): Line => {
    const [name = "", list] = word.split(":");
    if (!name || list === undefined) throw wrong("senders", `has "${word}"; a sender is written like P1:1,2`);
    return { name, steps: list ? numbers("senders", list) : [] };
  });
  if (lines.length < 1 || lines.length > mostSenders) throw wrong("senders", `must name 1 to ${mostSenders}`);
  const heard = words(receivers);
  if (heard.length < 1 || heard.length > mostReceivers) throw wrong("receivers", `must name 1 to ${mostReceivers}`);
  const names = [...lines.map(({ name }) => name), ...heard];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw wrong("receivers", `has ${twice} a second time`);
  const orders = words(delivered).map((word) => numbers("delivered", word));
  if (orders.length > heard.length)
    throw wrong("delivered", `has ${orders.length} orders for ${heard.length} receivers`);
  const messages = lines.flatMap(({ steps }) => steps.filter((k) => k > 0)).sort((a, b) => a - b);
  for (const order of orders)
    if ([...order].sort((a, b) => a - b).join() !== messages.join())
      throw wrong("delivered", `must have every message once in each order, ${messages.join(",")}, and has ${order}`);
  return { senders: lines, receivers: heard.map((name, i) => ({ name, steps: orders[i] ?? messages })) };
}

const each = (drawing: Drawing, change: (steps: readonly number[]) => readonly number[]): Drawing => ({
  senders: drawing.senders.map(({ name, steps }) => ({ name, steps: change(steps) })),
  receivers: drawing.receivers.map(({ name, steps }) => ({ name, steps: change(steps) })),
});

const withSteps = (lines: readonly Line[], i: number, steps: readonly number[]): Line[] =>
  lines.map((line, j) => (j === i ? { ...line, steps } : line));

/** One more message, which a sender multicasts last. */
export function withMessage(drawing: Drawing, sender: number): Drawing {
  const k = messagesOf(drawing) + 1;
  if (k > mostMessages) return drawing;
  const { senders, receivers } = drawing;
  return {
    senders: withSteps(senders, sender, [...senders[sender]!.steps, k]),
    receivers: receivers.map(({ name, steps }) => ({ name, steps: [...steps, k] })),
  };
}

/** What a sender could deliver besides: messages of others that it doesn't deliver yet. */
export function deliverable(drawing: Drawing, sender: number): number[] {
  const { steps } = drawing.senders[sender]!;
  const from = sendersOf(drawing);
  return from.flatMap((s, i) => (s !== sender && !steps.includes(-(i + 1)) ? [i + 1] : []));
}

/** A sender delivers a message of another, before all else: what it sends behind that depends on it. */
export function withDelivery(drawing: Drawing, sender: number, message: number): Drawing {
  if (!deliverable(drawing, sender).includes(message)) return drawing;
  const { senders } = drawing;
  return { ...drawing, senders: withSteps(senders, sender, [-message, ...senders[sender]!.steps]) };
}

/** Without one step of a sender; with a message goes whatever is said of it, and the numbers behind it move up. */
export function without(drawing: Drawing, sender: number, step: number): Drawing {
  const { senders } = drawing;
  const { steps } = senders[sender]!;
  const k = steps[step]!;
  if (k < 0)
    return {
      ...drawing,
      senders: withSteps(
        senders,
        sender,
        steps.filter((_, i) => i !== step),
      ),
    };
  if (messagesOf(drawing) === 1) return drawing;
  const up = (x: number): number => (Math.abs(x) > k ? x - Math.sign(x) : x);
  return each(drawing, (all) => all.filter((x) => Math.abs(x) !== k).map(up));
}

/** A step of a sender at another place among its steps. Its messages keep the order of their numbers. */
export function movedStep(drawing: Drawing, sender: number, from: number, to: number): Drawing {
  const { senders } = drawing;
  const { steps } = senders[sender]!;
  const own = steps.filter((k) => k > 0).sort((a, b) => a - b);
  const next = moved(steps, from, to).map((k) => (k > 0 ? own.shift()! : k));
  return { ...drawing, senders: withSteps(senders, sender, next) };
}

/** What a receiver delivers at another place of its order. */
export function movedDelivery(drawing: Drawing, receiver: number, from: number, to: number): Drawing {
  const { receivers } = drawing;
  return { ...drawing, receivers: withSteps(receivers, receiver, moved(receivers[receiver]!.steps, from, to)) };
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const place = Math.max(0, Math.min(list.length - 1, to));
  const next = [...list];
  next.splice(place, 0, ...next.splice(from, 1));
  return next;
}

/** Receivers deliver in this order: one of them, or all. */
export function withOrder(drawing: Drawing, receiver: number | null, order: readonly number[]): Drawing {
  const receivers = drawing.receivers.map((line, i) =>
    receiver === null || i === receiver ? { ...line, steps: order } : line,
  );
  return { ...drawing, receivers };
}

/** Another sender or receiver, by the first name that is free; null: there are as many as there may be. */
export function withLine(drawing: Drawing, kind: "senders" | "receivers"): Drawing | null {
  if (drawing[kind].length >= (kind === "senders" ? mostSenders : mostReceivers)) return null;
  const taken = namesOf(drawing);
  let number = 1;
  while (taken.includes(`P${number}`)) number++;
  const steps = kind === "senders" ? [] : drawing.receivers[0]!.steps;
  const grown = { ...drawing, [kind]: [...drawing[kind], { name: `P${number}`, steps }] };
  return kind === "senders" ? withMessage(grown, grown.senders.length - 1) : grown;
}

/** Without the last sender or receiver; null: it is the only one, or nothing would be sent. */
export function withoutLine(drawing: Drawing, kind: "senders" | "receivers"): Drawing | null {
  const last = drawing[kind].length - 1;
  if (last < 1) return null;
  let rest = drawing;
  if (kind === "senders") {
    for (let i = drawing.senders[last]!.steps.length - 1; i >= 0; i--) rest = without(rest, last, i);
    if (rest.senders[last]!.steps.length > 0) return null;
  }
  return { ...rest, [kind]: rest[kind].slice(0, -1) };
}

/**
 * The drawing as a log, in which every event stands behind those that it needs: what senders do, and then the
 * deliveries of the receivers in turn.
 */
export function logOf(drawing: Drawing): string {
  const event = (kind: string, process: string, k: number): string =>
    JSON.stringify({ type: "event", kind, process, message: `m${k}` });
  const lines = [JSON.stringify({ type: "group", log: 1, processes: namesOf(drawing) })];
  const at = drawing.senders.map(() => 0);
  const sent = new Set<number>();
  for (let went = true; went; ) {
    went = false;
    for (const [s, { name, steps }] of drawing.senders.entries()) {
      for (let k = steps[at[s]!]; k !== undefined && (k > 0 || sent.has(-k)); k = steps[at[s]!]) {
        lines.push(event(k > 0 ? "multicast" : "deliver", name, Math.abs(k)));
        if (k > 0) sent.add(k);
        at[s]!++;
        went = true;
      }
    }
  }
  for (let i = 0; i < messagesOf(drawing); i++)
    for (const { name, steps } of drawing.receivers)
      if (steps[i] !== undefined) lines.push(event("deliver", name, steps[i]!));
  lines.push(JSON.stringify({ type: "end", end: "quiescent" }));
  return lines.join("\n");
}
