// The answers of <fault-lab-orders>: how many orders each kind leaves, and all orders, the legal ones first. One that is
// picked is delivered; of one that isn't legal it is said what it breaks.

import { html, nothing, type TemplateResult } from "lit";
import { type Legal, type Ordering, orderings, type Pair, type Tried } from "../../../operations/orders.ts";
import type { Drawing } from "../../../play/drawing.ts";
import { grouped } from "../../../views/words.ts";
import type { Composing } from "./composing.ts";
import { messageSign } from "./lines.ts";

const shownAtFirst = 120;

/** The names of the six kinds of reliable multicast, each on its own and with one order for all. */
const kinds = [
  ["any order", "reliable", "atomic"],
  ["FIFO", "FIFO", "FIFO atomic"],
  ["causal", "causal", "causal atomic"],
] as const;

const count = (n: number): string => grouped(String(n));

/** What is asked of the order, and how much that leaves: a choice and an answer in one. */
export function kindTable(composing: Composing, { counts }: Legal, receivers: number): TemplateResult {
  const cell = (row: number, total: boolean): TemplateResult => {
    const order = orderings[row]!;
    const { all, total: together } = counts[row]!;
    const n = total ? together : all;
    const on = composing.order === order && composing.total === total;
    const name = kinds[row]![total ? 2 : 1];
    const words = `${name}: ${count(n)} ${n === 1 ? "way" : "ways"}`;
    return html`<td><button class="kind ${n === 0 ? "none" : ""}" type="button" role="radio" aria-checked=${on ? "true" : "false"} tabindex=${on ? 0 : -1}
      data-kind="${row} ${total ? 1 : 0}" aria-label=${words} @click=${() => composing.choose(order, total)}><b>${count(n)}</b><span>${name}</span></button></td>`;
  };
  const all = receivers === 1 ? "the receiver" : receivers === 2 ? "both receivers" : `all ${receivers} receivers`;
  return html`<table class="kinds" role="radiogroup" aria-label="What is asked of the order" @keydown=${(event: KeyboardEvent) => onKindKey(composing, event)}>
    <thead role="presentation"><tr role="presentation"><td role="presentation"></td><th role="presentation">one receiver</th><th role="presentation">${all},<br>each its own</th><th role="presentation">${all},<br>in one order</th></tr></thead>
    <tbody role="presentation">${counts.map(
      ({ one }, row) =>
        html`<tr role="presentation"><th role="presentation">${kinds[row]![0]}</th><td class="alone" role="presentation">${count(one)}</td>${cell(row, false)}${cell(row, true)}</tr>`,
    )}</tbody></table>`;
}

function onKindKey(composing: Composing, event: KeyboardEvent): void {
  const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const row = (orderings.indexOf(composing.order) + by[0]! + orderings.length) % orderings.length;
  const total = by[1] ? !composing.total : composing.total;
  composing.choose(orderings[row]!, total);
  const table = event.currentTarget as HTMLElement;
  table.querySelector<HTMLElement>(`[data-kind="${row} ${total ? 1 : 0}"]`)?.focus();
}

/** What an order breaks of what is asked. */
export function breaks({ broken: [fifo, causal, total] }: Tried, composing: Composing): [claim: string, pair: Pair][] {
  const found: [string, Pair][] = [];
  if (composing.order === "FIFO" && fifo) found.push(["FIFO", fifo]);
  if (composing.order === "causal" && causal) found.push(["causal order", causal]);
  if (composing.total && total) found.push(["total order, as a sender delivers", total]);
  return found;
}

export function orderList(composing: Composing, { tried }: Legal, drawing: Drawing): TemplateResult {
  const judged = tried.map((one, index) => ({ one, index, broken: breaks(one, composing) }));
  const legal = judged.filter(({ broken }) => broken.length === 0);
  const sorted = [...legal, ...judged.filter(({ broken }) => broken.length > 0)];
  const shown = composing.all ? sorted : sorted.slice(0, shownAtFirst);
  const focused = shown.some(({ index }) => index === composing.focused) ? composing.focused : (shown[0]?.index ?? 0);
  const { receivers } = drawing;
  const current = (composing.taker === null ? receivers : [receivers[composing.taker]!]).map(({ steps }) =>
    steps.join(),
  );
  return html`<div class="lines-head"><h4>${count(legal.length)} of ${count(tried.length)} orders ${legal.length === 1 ? "is" : "are"} legal <span class="aside">in ${kindName(composing.order, composing.total)}</span></h4></div>
    ${
      receivers.length > 1
        ? html`<p class="takers" role="group" aria-label="Who delivers in the order that is picked"><span>Pick one for</span>
      ${[
        ...receivers.map(({ name }, i) => [name, i] as const),
        [receivers.length === 2 ? "both" : "all", null] as const,
      ].map(
        ([name, taker]) =>
          html`<button class="button small" type="button" aria-pressed=${composing.taker === taker ? "true" : "false"} @click=${() => composing.letTake(taker)}>${name}</button>`,
      )}</p>`
        : nothing
    }
    <div class="order-list" role="listbox" aria-label="Orders, the legal ones first" tabindex="-1" @keydown=${(event: KeyboardEvent) => onListKey(composing, event)}>
      ${shown.map(({ one, index, broken }) => {
        const key = one.order.join();
        const words = broken.length
          ? `: breaks ${broken.map(([claim, pair]) => `${claim}, m${pair![0]} before m${pair![1]}`).join(" and ")}`
          : ": legal";
        const says = one.order.map((k) => `m${k}`).join(" ") + words;
        return html`<button class="an-order ${broken.length ? "illegal" : "legal"}" type="button" role="option" data-order=${index} tabindex=${index === focused ? 0 : -1}
          aria-selected=${current.includes(key) ? "true" : "false"} aria-label=${says} title=${says} @click=${() => composing.pick(index)}><span class="sign" aria-hidden="true">${broken.length ? "✕" : "✓"}</span>${one.order.map((k) => html` ${messageSign(composing, k)}`)}</button>`;
      })}
    </div>
    ${
      sorted.length > shownAtFirst
        ? html`<p><button class="button small" type="button" @click=${() => composing.listAll(!composing.all)}>${composing.all ? `Show the first ${shownAtFirst}` : `Show all ${count(sorted.length)}`}</button></p>`
        : nothing
    }`;
}

// The arrows go from order to order as they lie on the screen; Enter and the space bar press, as on any button.
function onListKey(composing: Composing, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const list = event.currentTarget as HTMLElement;
  const all = [...list.querySelectorAll<HTMLElement>("[data-order]")];
  const here = all.indexOf((event.target as Element).closest("[data-order]") as HTMLElement);
  if (here < 0) return;
  const row = all.filter(({ offsetTop }) => offsetTop === all[0]!.offsetTop).length;
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -row, ArrowDown: row, Home: -here, End: all.length - 1 - here }[
    event.key
  ];
  if (by === undefined) return;
  event.preventDefault();
  const next = all[here + by];
  if (!next) return;
  composing.focus(Number(next.getAttribute("data-order")));
  next.focus();
}

/** A kind of order, as it is called in a sentence. */
export function kindName(order: Ordering, total: boolean): string {
  if (order === "no") return total ? "one order for all" : "any order";
  return `${order} order${total ? ", one for all" : ""}`;
}
