// What a reader has drawn in the instrument of orders and asks of it: who multicasts and delivers what, one kind of
// order, and the engine's answer. It knows nothing of a page; the element shows it and passes on what the reader does.

import { type Engine, FaultlabError } from "../../../engine/index.ts";
import type { Legal, Ordering, OrderVerdict } from "../../../operations/orders.ts";
import { type Run, Status } from "../../../operations/run.ts";
import {
  asRequest,
  type Drawing,
  logOf,
  messagesOf,
  movedDelivery,
  movedStep,
  namesOf,
  withDelivery,
  withLine,
  withMessage,
  withOrder,
  without,
  withoutLine,
} from "../../../play/drawing.ts";
import { Kind } from "../../../views/codes.ts";
import { troubleOf } from "../../shared/experiment.ts";
import type { Question } from "../base/asking.ts";

/** A step of a line: whose, and which. */
export interface Token {
  readonly kind: "senders" | "receivers";
  readonly line: number;
  readonly step: number;
}

/** What the element around it does for it. */
export interface Surroundings {
  /** Asks the engine; of several questions the last one counts. */
  readonly ask: (question: Question) => Promise<void>;
  /** Something is to be drawn anew. */
  readonly changed: () => void;
  /** What the reader did was answered. */
  readonly answered: () => void;
}

export class Composing {
  /** What is asked of each receiver, and whether all are to agree besides. */
  order: Ordering = "no";
  total = false;
  drawing: Drawing | null = null;
  legal: Legal | null = null;
  /** What the claims say of the deliveries as they are. */
  verdicts: readonly OrderVerdict[] = [];
  /** The deliveries as a run. */
  picture: Run | null = null;
  /** The step that was touched last. */
  token: Token | null = null;
  /** The receiver that takes an order that is picked; null: all do. */
  taker: number | null = null;
  /** Whether all orders are listed, and not the first of them. */
  all = false;
  /** The order that has the keyboard's attention. */
  focused = 0;
  /** What the last edit was, in words. */
  told = "";

  /** What was drawn and is not answered yet: an edit goes on from there. */
  #drawn: Drawing | null = null;
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** The drawing as the reader sees it in a moment. */
  get #latest(): Drawing | null {
    return this.#drawn ?? this.drawing;
  }

  /** The verdicts on what is asked: of FIFO and causal order at most one, and total order if all are to agree. */
  get asked(): OrderVerdict[] {
    return this.verdicts.filter(({ claim }) => claim === this.order || (claim === "total" && this.total));
  }

  /** Takes a drawing in the place of what was there, once the engine has said that it can be. */
  async take(drawing: Drawing, engine: Engine, signal: AbortSignal): Promise<void> {
    const { senders, receivers } = drawing;
    const [legal, verdicts, log] = await Promise.all([
      engine.ask("order.legal", { senders, receivers: receivers.length }, { signal }),
      engine.ask("order.judge", asRequest(drawing), { signal }),
      engine.checkLog(logOf(drawing), "json", false, { signal }),
    ]);
    if (signal.aborted) return;
    this.drawing = drawing;
    this.legal = legal;
    this.verdicts = verdicts;
    this.picture = this.#marked(log.run, drawing);
    if (this.taker !== null && this.taker >= receivers.length) this.taker = null;
    this.focused = Math.min(this.focused, this.legal.tried.length - 1);
  }

  /** The run with the first claim that is asked and broken, so that the picture marks its witness. */
  #marked(run: Run, drawing: Drawing): Run {
    const names = namesOf(drawing);
    const broken = this.asked.find(({ holds }) => !holds);
    if (!broken?.pair) return run;
    const who = broken.receivers.map((r) => names.indexOf(drawing.receivers[r]!.name));
    const messages = broken.pair.map((k) => run.values.indexOf(`m${k}`));
    const { events } = run;
    const witnessEvents: number[] = [];
    for (let i = 0; i < events.length; i++)
      if (events.kind(i) === Kind.deliver && who.includes(events.process(i)) && messages.includes(events.value(i)))
        witnessEvents.push(i);
    const last = witnessEvents.at(-1) ?? 0;
    const claim = {
      name: broken.claim,
      title: broken.text,
      changes: [
        [-1, -1, Status.open],
        [events.step(last), last, Status.violated],
      ] as const,
      witnessProcesses: who,
      witnessEvents,
      words: broken.text,
      void: "",
    };
    return { ...run, claims: [claim] };
  }

  /** Draws something else, or asks something else of what is drawn. */
  change(drawing: Drawing | null, told: string, token: Token | null = this.token): void {
    if (!drawing) return;
    this.#drawn = drawing;
    this.#around.changed();
    void this.#around.ask(async (engine, signal) => {
      try {
        await this.take(drawing, engine, signal);
      } catch (error) {
        throw inWords(error, drawing);
      } finally {
        if (this.#drawn === drawing) this.#drawn = null;
      }
      if (signal.aborted) return;
      this.token = token;
      this.told = told;
      this.#around.answered();
    });
  }

  move({ kind, line, step }: Token, to: number): void {
    const drawing = this.#latest;
    const of = drawing?.[kind][line];
    if (!drawing || !of || to < 0 || to >= of.steps.length || to === step) return;
    const k = of.steps[step]!;
    const next = kind === "senders" ? movedStep(drawing, line, step, to) : movedDelivery(drawing, line, step, to);
    this.change(next, `${of.name}: m${Math.abs(k)} is number ${to + 1} now.`, { kind, line, step: to });
  }

  drop({ kind, line, step }: Token): void {
    const drawing = this.#latest;
    if (!drawing || kind !== "senders") return;
    const { name, steps } = drawing.senders[line]!;
    if (steps[step]! > 0 && messagesOf(drawing) === 1) this.#look({ told: "The last message stays." });
    else this.change(without(drawing, line, step), `${name} doesn't do that any more.`, null);
  }

  multicast(sender: number): void {
    const drawing = this.#latest;
    if (!drawing) return;
    this.change(withMessage(drawing, sender), `${drawing.senders[sender]!.name} multicasts one more.`, null);
  }

  deliverFirst(sender: number, message: number): void {
    const drawing = this.#latest;
    if (!drawing) return;
    const told = `${drawing.senders[sender]!.name} delivers m${message} before all else.`;
    this.change(withDelivery(drawing, sender, message), told, { kind: "senders", line: sender, step: 0 });
  }

  resize(kind: Token["kind"], by: 1 | -1): void {
    const drawing = this.#latest;
    if (drawing) this.change(by > 0 ? withLine(drawing, kind) : withoutLine(drawing, kind), "", null);
  }

  /** Receivers deliver in the order of that number. */
  pick(index: number): void {
    const drawing = this.#latest;
    const found = this.legal?.tried[index];
    if (!drawing || !found) return;
    this.focused = index;
    this.change(withOrder(drawing, this.taker, found.order), "", null);
  }

  /** Asks for another kind of order. */
  choose(order: Ordering, total: boolean): void {
    this.order = order;
    this.total = total;
    this.change(this.#latest, "");
  }

  // What follows changes how it is looked at, and asks nothing.

  touch(token: Token | null): void {
    this.#look({ token });
  }

  letTake(taker: number | null): void {
    this.#look({ taker });
  }

  listAll(all: boolean): void {
    this.#look({ all });
  }

  focus(focused: number): void {
    this.#look({ focused });
  }

  #look(change: Partial<Pick<Composing, "token" | "taker" | "all" | "focused" | "told">>): void {
    Object.assign(this, change);
    this.#around.changed();
  }
}

/** What the engine says against a drawing, by the name of the process and not by its place in a list. */
function inWords(error: unknown, { senders }: Drawing): unknown {
  const trouble = troubleOf(error);
  const [, s] = /^senders\[(\d+)\]/.exec(trouble.path) ?? [];
  const sender = s === undefined ? undefined : senders[Number(s)];
  return sender ? new FaultlabError(trouble.code, `${sender.name} ${trouble.message}.`) : error;
}
