// <fault-lab-orders>: how many orders of delivery are legal. A reader draws who multicasts what, and what depends on what;
// the engine tries every order. One of them is picked or composed, and the claims say what it breaks. What is drawn and
// listed is in orders-lines.ts and orders-list.ts. Importing it registers nothing.

import { type CSSResult, html, nothing, type TemplateResult, unsafeCSS } from "lit";
import { type Engine, FaultlabError } from "../../engine/index.ts";
import { type Legal, type Ordering, type OrderVerdict, orderings } from "../../operations/orders.ts";
import { type Run, Status } from "../../operations/run.ts";
import {
  asRequest,
  type Drawing,
  logOf,
  messagesOf,
  movedDelivery,
  movedStep,
  namesOf,
  readDrawing,
  withDelivery,
  withLine,
  withMessage,
  withOrder,
  without,
  withoutLine,
} from "../../play/drawing.ts";
import { shadowSheet } from "../../style/index.ts";
import { narrowBelow } from "../../views/arrange.ts";
import { Kind } from "../../views/codes.ts";
import { draw } from "../../views/lit.ts";
import { spaceTime } from "../../views/space-time.ts";
import { defaultOptions } from "../../views/view.ts";
import { troubleOf } from "../shared/experiment.ts";
import { measureWidth } from "../shared/near.ts";
import { Instrument } from "./instrument.ts";
import { onTokenDrag, onTokenKey, receiverLines, senderLines, type Token } from "./orders-lines.ts";
import { kindTable, orderList } from "./orders-list.ts";

/** Drawings to begin with. */
const examples: readonly (readonly [name: string, senders: string, delivered: string])[] = [
  ["One sender, two messages", "P1:1,2", "1,2 2,1"],
  ["Two senders, two messages each", "P1:1,2 P4:3,4", "1,3,2,4 3,1,2,4"],
  ["The second sender answers the first", "P1:1,2 P4:-1,3,4", "3,1,2,4 1,3,2,4"],
  ["A question, an answer, and a thank-you", "P1:1 P4:-1,2 P5:-2,3", "1,2,3 3,1,2"],
];

/**
 * How many orders of delivery are legal, for what the reader draws.
 *
 * @element fault-lab-orders
 * @attr senders - who multicasts what, like "P1:1,2 P4:-1,3,4": messages from 1, and with a minus what a sender delivers
 * @attr receivers - the names of those who only deliver, like "P2 P3"
 * @attr delivered - the order in which each of them delivers to begin with, like "1,3,2,4 3,1,2,4"
 * @attr order - what is asked of each receiver: no, FIFO or causal
 * @attr total - one order for all is asked besides
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - the still table that stands in until it is alive
 * @fires faultlab-ready - the first count is on screen
 * @fires faultlab-orders - something was drawn, picked or asked, and it was counted and judged
 * @fires faultlab-error - an attribute was refused, or the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration - as in fault-lab
 */
export class FaultLabOrders extends Instrument {
  static override properties = {
    senders: {},
    receivers: {},
    delivered: {},
    order: {},
    total: { type: Boolean },
    drawing: { state: true },
    legal: { state: true },
    verdicts: { state: true },
    picture: { state: true },
    token: { state: true },
    taker: { state: true },
    all: { state: true },
    focused: { state: true },
    told: { state: true },
    width: { state: true },
  };
  static override styles: CSSResult = unsafeCSS(shadowSheet);

  declare senders: string | null;
  declare receivers: string | null;
  declare delivered: string | null;
  declare order: Ordering;
  declare total: boolean;
  /** @internal */ declare drawing: Drawing | null;
  /** @internal */ declare legal: Legal | null;
  /** @internal What the claims say of the deliveries as they are. */ declare verdicts: readonly OrderVerdict[];
  /** @internal The deliveries as a run. */ declare picture: Run | null;
  /** @internal The step that was touched last. */ declare token: Token | null;
  /** @internal The receiver that takes an order that is picked; null: all do. */ declare taker: number | null;
  /** @internal Whether all orders are listed, and not the first of them. */ declare all: boolean;
  /** @internal The order that has the keyboard's attention. */ declare focused: number;
  /** @internal What the last edit was, in words. */ declare told: string;
  /** @internal */ declare width: number;

  /** What was drawn and is not answered yet: an edit goes on from there. */
  #drawn: Drawing | null = null;

  constructor() {
    super();
    measureWidth(this);
    this.senders = this.receivers = this.delivered = this.drawing = this.legal = this.picture = this.token = null;
    this.order = "no";
    this.total = this.all = false;
    this.verdicts = [];
    this.taker = null;
    this.focused = this.width = 0;
    this.told = "";
  }

  protected override get ready(): boolean {
    return this.legal !== null;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    if (!orderings.includes(this.order))
      throw new FaultlabError("document", `is "${this.order}", which is no kind of order`, "order", [...orderings]);
    const drawing = readDrawing(this.senders ?? examples[1]![1], this.receivers ?? "P2 P3", this.delivered ?? "");
    await this.#take(drawing, engine, signal);
    this.announce("ready", this.#detail());
  }

  #detail(): unknown {
    const counts = this.legal!.counts[orderings.indexOf(this.order)]!;
    const broken = this.verdicts.filter(({ holds }) => !holds).map(({ claim }) => claim);
    return { order: this.order, total: this.total, one: counts.one, all: counts.all, together: counts.total, broken };
  }

  // What was drawn takes the place of what was there only when the engine has said that it can be.
  async #take(drawing: Drawing, engine: Engine, signal: AbortSignal): Promise<void> {
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
  #marked(run: Run, { receivers }: Drawing): Run {
    const names = namesOf(this.drawing ?? { senders: [], receivers });
    const broken = this.#asked().find(({ holds }) => !holds);
    if (!broken?.pair) return run;
    const who = broken.receivers.map((r) => names.indexOf(receivers[r]!.name));
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

  /** The verdicts on what is asked: of FIFO and causal order at most one, and total order if all are to agree. */
  #asked(): OrderVerdict[] {
    return this.verdicts.filter(({ claim }) => claim === this.order || (claim === "total" && this.total));
  }

  /** The drawing as the reader sees it in a moment. */
  get #latest(): Drawing | null {
    return this.#drawn ?? this.drawing;
  }

  #change(drawing: Drawing | null, told: string, token: Token | null = this.token): void {
    if (!drawing) return;
    this.#drawn = drawing;
    void this.ask(async (engine, signal) => {
      try {
        await this.#take(drawing, engine, signal);
      } catch (error) {
        throw inWords(error, drawing);
      } finally {
        if (this.#drawn === drawing) this.#drawn = null;
      }
      if (signal.aborted) return;
      this.token = token;
      this.told = told;
      this.announce("orders", this.#detail());
      await this.updateComplete;
      if (token) this.#focus(token);
    });
  }

  #focus({ kind, line, step }: Token): void {
    const active = (this.renderRoot as ShadowRoot).activeElement;
    // Only who moves a step by the keyboard has the focus to lose.
    if (active?.closest(".token, .line-tools"))
      this.renderRoot.querySelector<HTMLElement>(`[data-token="${kind} ${line} ${step}"]`)?.focus();
  }

  // What a reader does; the lines and the list call these.

  /** @internal */
  move({ kind, line, step }: Token, to: number): void {
    const drawing = this.#latest;
    const of = drawing?.[kind][line];
    if (!drawing || !of || to < 0 || to >= of.steps.length || to === step) return;
    const k = of.steps[step]!;
    const next = kind === "senders" ? movedStep(drawing, line, step, to) : movedDelivery(drawing, line, step, to);
    this.#change(next, `${of.name}: m${Math.abs(k)} is number ${to + 1} now.`, { kind, line, step: to });
  }

  /** @internal */
  drop({ kind, line, step }: Token): void {
    const drawing = this.#latest;
    if (!drawing || kind !== "senders") return;
    const { name, steps } = drawing.senders[line]!;
    if (steps[step]! > 0 && messagesOf(drawing) === 1) this.told = "The last message stays.";
    else this.#change(without(drawing, line, step), `${name} doesn't do that any more.`, null);
  }

  /** @internal */
  multicast(sender: number): void {
    const drawing = this.#latest;
    if (drawing)
      this.#change(withMessage(drawing, sender), `${drawing.senders[sender]!.name} multicasts one more.`, null);
  }

  /** @internal */
  deliverFirst(sender: number, message: number): void {
    const drawing = this.#latest;
    if (!drawing) return;
    const told = `${drawing.senders[sender]!.name} delivers m${message} before all else.`;
    this.#change(withDelivery(drawing, sender, message), told, { kind: "senders", line: sender, step: 0 });
  }

  /** @internal */
  resize(kind: "senders" | "receivers", by: 1 | -1): void {
    const drawing = this.#latest;
    if (drawing) this.#change(by > 0 ? withLine(drawing, kind) : withoutLine(drawing, kind), "", null);
  }

  /** @internal Receivers deliver in the order of that number. */
  pick(index: number): void {
    const drawing = this.#latest;
    const found = this.legal?.tried[index];
    if (!drawing || !found) return;
    this.focused = index;
    this.#change(withOrder(drawing, this.taker, found.order), "", null);
  }

  /** @internal */
  choose(order: Ordering, total: boolean): void {
    Object.assign(this, { order, total });
    this.#change(this.#latest, "");
  }

  override render(): TemplateResult {
    const { drawing, legal } = this;
    return html`<div class="figure orders" part="figure">
      <div class="head"><div class="title" part="title" role="heading" aria-level="3">${this.heading || "How many orders are legal?"}</div>
        ${drawing ? this.#examples() : nothing}</div>
      ${this.troubleBox()}
      ${
        drawing && legal
          ? html`<div class="orders-body">
        <section class="orders-drawn" aria-label="Who multicasts what"
          @keydown=${(event: KeyboardEvent) => onTokenKey(this, event)} @pointerdown=${(event: PointerEvent) => onTokenDrag(this, event)}>
          ${senderLines(this, drawing)}
        </section>
        <section aria-label="How many orders are legal">${kindTable(this, legal, drawing.receivers.length)}</section>
        <section class="orders-listed" aria-label="The orders">${orderList(this, legal, drawing)}</section>
        <section class="orders-drawn" aria-label="Who delivers in which order"
          @keydown=${(event: KeyboardEvent) => onTokenKey(this, event)} @pointerdown=${(event: PointerEvent) => onTokenDrag(this, event)}>
          ${receiverLines(this, drawing)}
          ${this.#says()}
        </section>
      </div>
      ${this.#picture()}`
          : html`<slot></slot>`
      }
    </div>`;
  }

  #examples(): TemplateResult {
    const now = JSON.stringify(this.drawing!.senders);
    const chosen = examples.findIndex(([, senders]) => JSON.stringify(readDrawing(senders, "X", "").senders) === now);
    return html`<label class="whose"><span>Begin with</span> <select class="select" id="example" @change=${(
      event: Event,
    ) => {
      const found = examples[Number((event.target as HTMLSelectElement).value)];
      if (found) this.#change(readDrawing(found[1], "P2 P3", found[2]), "", null);
    }}><option value="-1" disabled .selected=${chosen < 0}>a drawing of yours</option>
      ${examples.map(([name], i) => html`<option value=${i} .selected=${i === chosen}>${name}</option>`)}</select></label>`;
  }

  // Whatever isn't asked may be broken; it is said all the same.
  #says(): TemplateResult {
    const asked = this.#asked();
    const broken = asked.filter(({ holds }) => !holds);
    const aside = this.verdicts.find(({ holds }) => !holds);
    const look = ({ holds }: OrderVerdict): [string, string, string] =>
      holds ? ["holds", "✓", "holds"] : ["violated", "✕", "broken"];
    return html`<ul class="order-verdicts">${this.verdicts.map((one) => {
      const [name, sign, word] = look(one);
      const matters = asked.includes(one);
      return html`<li class="${name} ${matters ? "" : "aside"}"><span class="sign" aria-hidden="true">${sign}</span> ${one.claim} <span class="word">${word}${matters ? "" : ", not asked"}</span></li>`;
    })}</ul>
    <div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${
      broken.length
        ? broken.map(({ text }) => `${text}. `)
        : `Legal${asked.length ? ` in ${kindName(this.order, this.total)}` : ": nothing is asked of the order"}.`
    }</p>
      <p class="more">${this.told || (aside && broken.length === 0 ? `Not asked, and broken: ${aside.claim}. ${aside.text}.` : "")}</p></div>`;
  }

  #picture(): TemplateResult | typeof nothing {
    const { picture, width } = this;
    if (!picture) return nothing;
    const narrow = width > 0 && width <= narrowBelow;
    const options = { ...defaultOptions, width: Math.max(240, width - (narrow ? 26 : 42)), narrow };
    return html`<div class="stage" part="stage"><div class="column"><div class="picture">${draw(spaceTime(picture, picture.steps, options).tree)}</div></div></div>`;
  }
}

/** What the engine says against a drawing, by the name of the process and not by its place in a list. */
function inWords(error: unknown, { senders }: Drawing): unknown {
  const trouble = troubleOf(error);
  const [, s] = /^senders\[(\d+)\]/.exec(trouble.path) ?? [];
  const sender = s === undefined ? undefined : senders[Number(s)];
  return sender ? new FaultlabError(trouble.code, `${sender.name} ${trouble.message}.`) : error;
}

/** A kind of order, as it is called in a sentence. */
export function kindName(order: Ordering, total: boolean): string {
  if (order === "no") return total ? "one order for all" : "any order";
  return `${order} order${total ? ", one for all" : ""}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-orders": FaultLabOrders;
  }
}
