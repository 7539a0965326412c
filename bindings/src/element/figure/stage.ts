// The pictures, and what pointing at them means: an event that is pointed at is marked in all of them, one that is
// clicked stays selected and lights its causal past and future.

import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { views } from "../../views/all.ts";
import { arrange, narrowBelow } from "../../views/arrange.ts";
import { draw } from "../../views/lit.ts";
import { timeline } from "../../views/timeline.ts";
import type { ViewOptions } from "../../views/view.ts";
import type { FaultLab } from "./fault-lab.ts";

/** The room inside of the frame. */
export function innerWidth(lab: FaultLab): number {
  return Math.max(240, lab.width - (lab.width <= narrowBelow ? 26 : 42));
}

export function stage(lab: FaultLab): TemplateResult {
  const run = lab.experiment.run!;
  const names = lab.shownViews ?? [];
  const room = innerWidth(lab);
  const narrow = lab.width > 0 && lab.width <= narrowBelow;
  const columns = narrow ? [{ width: room, names }] : arrange(names, room);
  const options = (width: number): ViewOptions => ({
    width,
    narrow,
    knows: lab.knower,
    selected: lab.selected,
    pointed: lab.pointed,
    lieutenant: lab.lieutenant,
    focus: lab.focusKey,
    open: lab.open,
  });
  return html`${columns.map(
    (column) =>
      html`<div class="column">${repeat(
        column.names,
        (name) => name,
        (name) =>
          html`<div class="picture">${draw(views[name]!(run, lab.tween.shown, options(column.width)).tree)}</div>`,
      )}</div>`,
  )}`;
}

function eventOf(target: EventTarget | null): number | null {
  const holder = (target as Element | null)?.closest?.("[data-event]");
  const event = Number(holder?.getAttribute("data-event") ?? -1);
  return event >= 0 ? event : null;
}

export function onStagePoint(lab: FaultLab, event: Event): void {
  const target = event.target as Element;
  lab.pointed = eventOf(target);
  if (event.type !== "focusin") return;
  const node = target.getAttribute("data-node");
  const part = target.getAttribute("data-part");
  if (node !== null) lab.focusKey = `node-${node}`;
  if (part !== null) lab.focusKey = `part-${part}`;
}

export function onStageClick(lab: FaultLab, click: MouseEvent): void {
  const target = click.target as Element;
  const data = (name: string): number | null => {
    const value = target.closest(`[data-${name}]`)?.getAttribute(`data-${name}`);
    return value === null || value === undefined ? null : Number(value);
  };
  const part = data("part");
  const node = data("node");
  const process = data("process");
  const event = eventOf(target);
  const choose = target.closest("[data-choose]")?.getAttribute("data-choose");
  if (choose && node !== null && lab.has("choices")) {
    lab.focusKey = `node-${node}`;
    void lab.openChoices(Number(choose));
  } else if (choose === "") void lab.openChoices();
  else if (target.closest("[data-units]")) onStrip(lab, click);
  else if (part !== null && lab.has("faults")) void lab.cyclePart(part);
  else if (node !== null && target.closest("[data-node]")?.hasAttribute("aria-expanded") && isFoldable(lab, node))
    lab.open = toggled(lab.open, node);
  else if (event !== null) lab.selected = lab.selected === event ? null : event;
  else if (process !== null) lab.lieutenant = process;
  else lab.selected = null;
}

/** A touch on the strip below a long diagram, or a drag along it, goes to that part of the run. */
export function onStrip(lab: FaultLab, event: MouseEvent): void {
  const strip = (event.target as Element).closest("[data-units]");
  const run = lab.experiment.run;
  if (!strip || !run || !lab.has("transport") || (event.type === "pointermove" && event.buttons !== 1)) return;
  const { left, width } = strip.getBoundingClientRect();
  const part = Math.max(0, Math.min(1, (event.clientX - left) / width));
  void lab.pause();
  void lab.goTo(timeline(run).columnFrom(part * Number(strip.getAttribute("data-units"))));
}

// Nodes near the root are always open; only a click on one that can be folded folds it.
function isFoldable(lab: FaultLab, node: number): boolean {
  const element = lab.renderRoot.querySelector(`[data-node="${node}"]`);
  return lab.open.has(node) || element?.getAttribute("aria-expanded") === "false";
}

function toggled(set: ReadonlySet<number>, one: number): Set<number> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Inside of a tree or a circuit the arrows move from part to part. Says whether the key meant something. */
export function onStageKey(event: KeyboardEvent, target: Element): boolean {
  const here = target.closest?.("[data-node], [data-part]");
  if (!here) return false;
  if (event.key === "Enter" || event.key === " ") {
    here.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    return true;
  }
  const direction = directions[event.key];
  const next = direction && nearest(here, direction);
  if (next) next.focus();
  return next !== undefined;
}

function nearest(here: Element, [dx, dy]: readonly [number, number]): SVGElement | undefined {
  const centre = (element: Element): [number, number] => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = centre(here);
  let best: SVGElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const other of here.closest("svg")?.querySelectorAll<SVGElement>("[data-node], [data-part]") ?? []) {
    const [ox, oy] = centre(other);
    const ahead = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    if (ahead > 4 && ahead + 2 * aside < least) {
      best = other;
      least = ahead + 2 * aside;
    }
  }
  return best;
}
