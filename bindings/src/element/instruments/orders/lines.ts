// What <fault-lab-orders> draws: a line for each process, with what it does in order. A step is moved along its line by a
// pointer or by the arrows, and removed by a key; the tools below do the same for the one that was touched.

import { html, nothing, type TemplateResult } from "lit";
import {
  type Drawing,
  deliverable,
  messagesOf,
  mostMessages,
  mostReceivers,
  mostSenders,
} from "../../../play/drawing.ts";
import { icons } from "../../shared/icons.ts";
import type { Composing, Token } from "./composing.ts";

const tones = ["a", "b", "c", "d"] as const;

/** A message, in the colour that it has in the picture. */
export function messageSign(composing: Composing, k: number): TemplateResult {
  const place = Math.max(0, composing.picture?.values.indexOf(`m${k}`) ?? 0);
  return html`<span class="msg msg-${tones[place % tones.length]}">m${k}</span>`;
}

export function senderLines(composing: Composing, drawing: Drawing): TemplateResult {
  const full = messagesOf(drawing) >= mostMessages;
  const { senders } = drawing;
  return html`<div class="lines-head"><h4>Who multicasts what</h4>
      ${counter("senders", senders.length, mostSenders, "sender", (by) => composing.resize("senders", by), full)}</div>
    ${senders.map(
      ({ name, steps }, line) => html`<div class="line" role="group" aria-label="${name} multicasts">
      <span class="line-owner">${name}</span>
      <span class="tokens">${steps.map((k, step) => tokenOf(composing, drawing, { kind: "senders", line, step }, k))}</span>
      <span class="line-adds">
        <button class="button small" type="button" aria-label="+ message of ${name}" ?disabled=${full} @click=${() => composing.multicast(line)}>+ message</button>
        ${senders.length > 1 ? deliverSelect(composing, drawing, line, name) : nothing}
      </span></div>`,
    )}
    ${tools(composing, drawing, "senders")}
    ${full ? html`<p class="hint">Six messages are the most: that makes 720 orders.</p>` : nothing}`;
}

function deliverSelect(composing: Composing, drawing: Drawing, line: number, name: string): TemplateResult {
  const can = deliverable(drawing, line);
  return html`<select class="select" aria-label="${name} delivers a message of another sender first" ?disabled=${can.length === 0}
    @change=${(event: Event) => {
      const select = event.target as HTMLSelectElement;
      const message = Number(select.value);
      select.value = "";
      if (message) composing.deliverFirst(line, message);
    }}><option value="" selected>+ delivers…</option>${can.map((k) => html`<option value=${k}>m${k}</option>`)}</select>`;
}

export function receiverLines(composing: Composing, drawing: Drawing): TemplateResult {
  const { receivers } = drawing;
  return html`<div class="lines-head"><h4>Who delivers in which order</h4>
      ${counter("receivers", receivers.length, mostReceivers, "receiver", (by) => composing.resize("receivers", by))}</div>
    ${receivers.map(
      ({ name, steps }, line) => html`<div class="line" role="group" aria-label="${name} delivers">
      <span class="line-owner">${name}</span>
      <span class="tokens">${steps.map((k, step) => tokenOf(composing, drawing, { kind: "receivers", line, step }, -k))}</span></div>`,
    )}
    ${tools(composing, drawing, "receivers")}`;
}

function counter(
  kind: string,
  now: number,
  most: number,
  what: string,
  resize: (by: 1 | -1) => void,
  full = false,
): TemplateResult {
  return html`<span class="line-count" role="group" aria-label="How many ${kind}">
    <button class="button small" type="button" aria-label="One ${what} fewer" ?disabled=${now <= 1} @click=${() => resize(-1)}>−</button>
    <span>${now} ${now === 1 ? what : kind}</span>
    <button class="button small" type="button" aria-label="One ${what} more" ?disabled=${now >= most || full} @click=${() => resize(1)}>+</button></span>`;
}

function tokenOf(composing: Composing, drawing: Drawing, token: Token, k: number): TemplateResult {
  const { kind, line, step } = token;
  const name = drawing[kind][line]!.name;
  const touched = composing.token?.kind === kind && composing.token.line === line && composing.token.step === step;
  const witness = kind === "receivers" && isWitness(composing, line, Math.abs(k));
  const says = `${name} ${k > 0 ? "multicasts" : "delivers"} m${Math.abs(k)}, number ${step + 1}${witness ? ", part of what is broken" : ""}`;
  return html`<button class="token ${k > 0 ? "sends" : "delivers"} ${touched ? "touched" : ""} ${witness ? "broken" : ""}" type="button"
    data-token="${kind} ${line} ${step}" aria-label=${says} title=${says} aria-pressed=${touched ? "true" : "false"}
    @click=${() => composing.touch(touched ? null : token)} @focus=${() => composing.touch(token)}>${icons[k > 0 ? "sends" : "takes"]}${messageSign(composing, Math.abs(k))}</button>`;
}

function isWitness(composing: Composing, receiver: number, message: number): boolean {
  const broken = composing.asked.find(({ holds }) => !holds);
  return broken?.pair?.includes(message) === true && broken.receivers.includes(receiver);
}

// For who has no keyboard and would rather not drag. They are there before anything was touched, so that nothing moves.
function tools(composing: Composing, drawing: Drawing, kind: Token["kind"]): TemplateResult {
  const token = composing.token?.kind === kind ? composing.token : null;
  const steps = token ? (drawing[kind][token.line]?.steps ?? []) : [];
  const k = token && steps[token.step];
  const about = k ? `${drawing[kind][token.line]!.name}, m${Math.abs(k)}:` : "Drag a step, or touch it:";
  return html`<div class="line-tools" role="group" aria-label="The step that was touched"><span class="about">${about}</span>
    <button class="button small" type="button" aria-label="Earlier" title="Earlier" ?disabled=${!k || token.step === 0} @click=${() => composing.move(token!, token!.step - 1)}>←</button>
    <button class="button small" type="button" aria-label="Later" title="Later" ?disabled=${!k || token.step >= steps.length - 1} @click=${() => composing.move(token!, token!.step + 1)}>→</button>
    ${kind === "senders" ? html`<button class="button small" type="button" ?disabled=${!k} @click=${() => composing.drop(token!)}>Remove</button>` : nothing}</div>`;
}

const tokenFrom = (target: EventTarget | null): Token | null => {
  const found = (target as Element | null)?.closest?.("[data-token]")?.getAttribute("data-token")?.split(" ");
  return found ? { kind: found[0] as Token["kind"], line: Number(found[1]), step: Number(found[2]) } : null;
};

/** The arrows move a step along its line, Home and End to its ends; Delete removes it. */
export function onTokenKey(composing: Composing, event: KeyboardEvent): void {
  const token = tokenFrom(event.target);
  if (!token || event.ctrlKey || event.metaKey || event.altKey) return;
  const last = composing.drawing![token.kind][token.line]!.steps.length - 1;
  const to = { ArrowLeft: token.step - 1, ArrowRight: token.step + 1, Home: 0, End: last }[event.key];
  const gone = event.key === "Delete" || event.key === "Backspace";
  if (to === undefined && !gone) return;
  event.preventDefault();
  if (to === undefined) composing.drop(token);
  else composing.move(token, Math.max(0, Math.min(last, to)));
}

/** A step that is dragged over another one of its line takes its place. */
export function onTokenDrag(composing: Composing, down: PointerEvent): void {
  const start = tokenFrom(down.target);
  if (!start || down.button !== 0) return;
  const line = (down.target as Element).closest(".tokens")!;
  let here = start;
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== down.pointerId) return;
    for (const other of line.querySelectorAll("[data-token]")) {
      const { left, right, top, bottom } = other.getBoundingClientRect();
      const over =
        event.clientX >= left && event.clientX < right && event.clientY >= top - 24 && event.clientY < bottom + 24;
      const token = tokenFrom(other)!;
      if (!over || token.step === here.step) continue;
      composing.move(here, token.step);
      here = token;
      return;
    }
  };
  const end = (event: PointerEvent): void => {
    if (event.pointerId !== down.pointerId) return;
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}
