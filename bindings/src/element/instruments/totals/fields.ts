// What a reader sets in an instrument of totals. A number that makes no sense is left to the engine, which says what is
// wrong with it and what would be right.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Counting } from "./counting.ts";

export function fields(counting: Counting): TemplateResult {
  const { totals, setting, numbers } = counting;
  const { n, m, order, traitors } = numbers;
  const rules = totals?.rules ?? [{ name: setting.rule, words: "", seeded: false }];
  const seeded = rules.some(({ name, seeded }) => seeded && name === setting.rule);
  const orders = totals?.values.slice(0, 2) ?? [order];
  const commander = totals?.processes[0]?.name ?? "commander";
  // Until there is an answer they are there and can't be used, so that nothing moves when it comes.
  return html`<fieldset class="fields" ?disabled=${!totals}><legend class="hidden">What is counted</legend>
    ${number("Generals", n, 2, (value) => counting.setProcesses(value))}
    ${number("Rounds of relays", m, 0, (value) => counting.setRounds(value))}
    ${number("Traitors", traitors.length, 0, (value) => counting.setTraitors(value), n)}
    <label class="field check"><span><input type="checkbox" .checked=${live(traitors.includes(0))}
      @change=${(event: Event) => void counting.setCommander((event.target as HTMLInputElement).checked)}>
      the ${commander} is one</span></label>
    ${select(
      "What traitors do",
      setting.rule,
      rules.map(({ name, words }) => [name, words]),
      (value) => counting.setRule(value),
      "wide",
    )}
    ${select(
      "The order",
      order,
      orders.map((name) => [name, name]),
      (value) => counting.setOrder(value),
    )}
    ${number("Seed of chance", setting.seed, 0, (value) => counting.setSeed(value), undefined, !seeded)}
  </fieldset>`;
}

let last = 0;
const ids = new Map<string, string>();

/** Labels are tied to what they label by ids, which are good inside of one shadow tree. */
function idOf(name: string): string {
  let id = ids.get(name);
  if (!id) ids.set(name, (id = `field-${++last}`));
  return id;
}

function number(
  label: string,
  value: number,
  least: number,
  set: (value: number) => Promise<void>,
  most?: number,
  off = false,
): TemplateResult {
  const id = idOf(`number ${label}`);
  const step = (by: number) => (): void => void set(Math.max(least, value + by));
  return html`<div class="field ${off ? "off" : ""}"><label for=${id}>${label}</label>
    <span class="stepper">
      <button class="button" type="button" tabindex="-1" aria-label="${label}: one less" ?disabled=${off || value <= least} @click=${step(-1)}>−</button>
      <input id=${id} type="number" inputmode="numeric" min=${least} max=${most ?? nothing} step="1" .value=${live(String(value))} ?disabled=${off}
        @change=${(event: Event) => {
          const wanted = Number.parseInt((event.target as HTMLInputElement).value, 10);
          if (Number.isSafeInteger(wanted)) void set(wanted);
        }}>
      <button class="button" type="button" tabindex="-1" aria-label="${label}: one more" ?disabled=${off || (most !== undefined && value >= most)} @click=${step(1)}>+</button>
    </span></div>`;
}

function select(
  label: string,
  value: string,
  options: readonly (readonly [string, string])[],
  set: (value: string) => Promise<void>,
  extra = "",
): TemplateResult {
  const id = idOf(`select ${label}`);
  return html`<div class="field ${extra}"><label for=${id}>${label}</label>
    <select class="select" id=${id} @change=${(event: Event) => void set((event.target as HTMLSelectElement).value)}>
      ${options.map(([name, words]) => html`<option value=${name} .selected=${name === value}>${words}</option>`)}
    </select></div>`;
}
