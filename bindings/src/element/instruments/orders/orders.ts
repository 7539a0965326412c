// <fault-lab-orders>: how many orders of delivery are legal. A reader draws who multicasts what, and what depends on what;
// the engine tries every order. One of them is picked or composed, and the claims say what it breaks. What the reader
// does is in composing.ts, what is drawn and listed in lines.ts and list.ts. Importing it registers nothing.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import { type Engine, FaultlabError } from "../../../engine/index.ts";
import { type Ordering, type OrderVerdict, orderings } from "../../../operations/orders.ts";
import { readDrawing } from "../../../play/drawing.ts";
import { pictureSheet } from "../../../style/index.ts";
import { draw } from "../../../views/lit.ts";
import { spaceTime } from "../../../views/space-time.ts";
import { defaultOptions } from "../../../views/view.ts";
import { sheets } from "../../shared/sheets.ts";
import { Instrument } from "../base/instrument.ts";
import { instrumentSheet } from "../base/style.ts";
import { Composing } from "./composing.ts";
import { onTokenDrag, onTokenKey, receiverLines, senderLines } from "./lines.ts";
import { kindName, kindTable, orderList } from "./list.ts";
import { ordersSheet } from "./style.ts";

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
    order: { noAccessor: true },
    total: { type: Boolean, noAccessor: true },
  };
  static override styles: CSSResult[] = sheets(pictureSheet, instrumentSheet, ordersSheet);

  declare senders: string | null;
  declare receivers: string | null;
  declare delivered: string | null;
  /** @internal */
  readonly composing: Composing = new Composing({
    ask: (question) => this.ask(question),
    changed: () => this.requestUpdate(),
    answered: () => void this.#answered(),
  });

  constructor() {
    super();
    this.senders = this.receivers = this.delivered = null;
  }

  // Both say what is asked to begin with, and then what the reader asks.
  get order(): Ordering {
    return this.composing.order;
  }

  set order(order: Ordering) {
    this.composing.order = order;
    this.requestUpdate();
  }

  get total(): boolean {
    return this.composing.total;
  }

  set total(total: boolean) {
    this.composing.total = total;
    this.requestUpdate();
  }

  protected override get ready(): boolean {
    return this.composing.legal !== null;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    if (!orderings.includes(this.order))
      throw new FaultlabError("document", `is "${this.order}", which is no kind of order`, "order", [...orderings]);
    const drawing = readDrawing(this.senders ?? examples[1]![1], this.receivers ?? "P2 P3", this.delivered ?? "");
    await this.composing.take(drawing, engine, signal);
    if (!signal.aborted) this.announce("ready", this.#detail());
  }

  #detail(): unknown {
    const { legal, verdicts } = this.composing;
    const { one, all, total: together } = legal!.counts[orderings.indexOf(this.order)]!;
    const broken = verdicts.filter(({ holds }) => !holds).map(({ claim }) => claim);
    return { order: this.order, total: this.total, one, all, together, broken };
  }

  async #answered(): Promise<void> {
    this.announce("orders", this.#detail());
    this.requestUpdate();
    await this.updateComplete;
    const active = (this.renderRoot as ShadowRoot).activeElement;
    const { token } = this.composing;
    // Only who moves a step by the keyboard has the focus to lose.
    if (!token || !active?.closest(".token, .line-tools")) return;
    const { kind, line, step } = token;
    this.renderRoot.querySelector<HTMLElement>(`[data-token="${kind} ${line} ${step}"]`)?.focus();
  }

  override render(): TemplateResult {
    const seen = this.#seen();
    return this.framed("orders", "How many orders are legal?", seen, { aside: seen ? this.#examples() : nothing });
  }

  #seen(): TemplateResult | null {
    const { composing } = this;
    const { drawing, legal } = composing;
    if (!drawing || !legal) return null;
    const onKey = (event: KeyboardEvent): void => onTokenKey(composing, event);
    const onDrag = (event: PointerEvent): void => onTokenDrag(composing, event);
    return html`<div class="orders-body">
        <section class="orders-drawn" aria-label="Who multicasts what" @keydown=${onKey} @pointerdown=${onDrag}>
          ${senderLines(composing, drawing)}
        </section>
        <section aria-label="How many orders are legal">${kindTable(composing, legal, drawing.receivers.length)}</section>
        <section class="orders-listed" aria-label="The orders">${orderList(composing, legal, drawing)}</section>
        <section class="orders-drawn" aria-label="Who delivers in which order" @keydown=${onKey} @pointerdown=${onDrag}>
          ${receiverLines(composing, drawing)}
          ${this.#says()}
        </section>
      </div>
      ${this.#picture()}`;
  }

  #examples(): TemplateResult {
    const { composing } = this;
    const now = JSON.stringify(composing.drawing!.senders);
    const chosen = examples.findIndex(([, senders]) => JSON.stringify(readDrawing(senders, "X", "").senders) === now);
    return html`<label class="whose"><span>Begin with</span> <select class="select" id="example" @change=${(
      event: Event,
    ) => {
      const found = examples[Number((event.target as HTMLSelectElement).value)];
      if (found) composing.change(readDrawing(found[1], "P2 P3", found[2]), "", null);
    }}><option value="-1" disabled .selected=${chosen < 0}>a drawing of yours</option>
      ${examples.map(([name], i) => html`<option value=${i} .selected=${i === chosen}>${name}</option>`)}</select></label>`;
  }

  // Whatever isn't asked may be broken; it is said all the same.
  #says(): TemplateResult {
    const { asked, verdicts, told } = this.composing;
    const broken = asked.filter(({ holds }) => !holds);
    const aside = verdicts.find(({ holds }) => !holds);
    const look = ({ holds }: OrderVerdict): [string, string, string] =>
      holds ? ["holds", "✓", "holds"] : ["violated", "✕", "broken"];
    return html`<ul class="order-verdicts">${verdicts.map((one) => {
      const [name, sign, word] = look(one);
      const matters = asked.includes(one);
      return html`<li class="${name} ${matters ? "" : "aside"}"><span class="sign" aria-hidden="true">${sign}</span> ${one.claim} <span class="word">${word}${matters ? "" : ", not asked"}</span></li>`;
    })}</ul>
    <div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${
      broken.length
        ? broken.map(({ text }) => `${text}. `)
        : `Legal${asked.length ? ` in ${kindName(this.order, this.total)}` : ": nothing is asked of the order"}.`
    }</p>
      <p class="more">${told || (aside && broken.length === 0 ? `Not asked, and broken: ${aside.claim}. ${aside.text}.` : "")}</p></div>`;
  }

  #picture(): TemplateResult | typeof nothing {
    const { picture } = this.composing;
    if (!picture) return nothing;
    const options = { ...defaultOptions, width: this.room, narrow: this.narrow };
    return html`<div class="stage" part="stage"><div class="column"><div class="picture">${draw(spaceTime(picture, picture.steps, options).tree)}</div></div></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-orders": FaultLabOrders;
  }
}
