// The pictures, and what pointing at them means: an event that is pointed at is marked in all of them, one that is
// clicked stays selected and lights its causal past and future.

import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { views } from "../../views/all.ts";
import { arrange, narrowBelow } from "../../views/arrange.ts";
import { draw } from "../../views/lit.ts";
import { timeline } from "../../views/timeline.ts";
import type { ViewOptions } from "../../views/view.ts";
import type { FigureState } from "./state.ts";

/** The room inside of a frame that is so wide. */
export const innerWidth = (width: number): number => Math.max(240, width - (width <= narrowBelow ? 26 : 42));

/** The pictures at a position, which may lie between two steps while something moves. */
export function stage(figure: FigureState, position: number): TemplateResult {
  const run = figure.experiment.run!;
  const { look } = figure;
  const names = look.views ?? [];
  const room = innerWidth(figure.given.width);
  const narrow = figure.given.width > 0 && figure.given.width <= narrowBelow;
  const columns = narrow ? [{ width: room, names }] : arrange(names, room);
  const options = (width: number): ViewOptions => ({
    width,
    narrow,
    knows: look.knower,
    selected: look.selected,
    pointed: look.pointed,
    lieutenant: look.lieutenant,
    focus: look.focused,
    open: look.openNodes,
  });
  return html`${columns.map(
    (column) =>
      html`<div class="column">${repeat(
        column.names,
        (name) => name,
        (name) => html`<div class="picture">${draw(views[name]!(run, position, options(column.width)).tree)}</div>`,
      )}</div>`,
  )}`;
}

function eventOf(target: EventTarget | null): number | null {
  const holder = (target as Element | null)?.closest?.("[data-event]");
  const event = Number(holder?.getAttribute("data-event") ?? -1);
  return event >= 0 ? event : null;
}

export function onStagePoint(figure: FigureState, event: Event): void {
  const target = event.target as Element;
  figure.point(eventOf(target));
  if (event.type !== "focusin") return;
  const node = target.getAttribute("data-node");
  const part = target.getAttribute("data-part");
  if (node !== null) figure.focusOn(`node-${node}`);
  if (part !== null) figure.focusOn(`part-${part}`);
}

export function onStageClick(figure: FigureState, click: MouseEvent): void {
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
  if (choose && node !== null && figure.has("choices")) {
    figure.focusOn(`node-${node}`);
    void figure.openChoices({ step: Number(choose), node });
  } else if (choose === "") void figure.openChoices();
  else if (target.closest("[data-units]")) onStrip(figure, click);
  else if (part !== null && figure.has("faults")) void figure.cyclePart(part);
  else if (
    node !== null &&
    target.closest("[data-node]")?.hasAttribute("aria-expanded") &&
    isFoldable(figure, node, click)
  )
    figure.toggleNode(node);
  else if (event !== null) figure.toggleSelected(event);
  else if (process !== null) figure.showTreeOf(process);
  else figure.select(null);
}

/** A touch on the strip below a long diagram, or a drag along it, goes to that part of the run. */
export function onStrip(figure: FigureState, event: MouseEvent): void {
  const strip = (event.target as Element).closest("[data-units]");
  const run = figure.experiment.run;
  if (!strip || !run || !figure.has("transport") || (event.type === "pointermove" && event.buttons !== 1)) return;
  const { left, width } = strip.getBoundingClientRect();
  const part = Math.max(0, Math.min(1, (event.clientX - left) / width));
  figure.scrubTo(timeline(run).columnFrom(part * Number(strip.getAttribute("data-units"))));
}

// Nodes near the root are always open; only a click on one that can be folded folds it.
function isFoldable(figure: FigureState, node: number, { currentTarget }: Event): boolean {
  const element = (currentTarget as Element).querySelector(`[data-node="${node}"]`);
  return figure.look.openNodes.has(node) || element?.getAttribute("aria-expanded") === "false";
}
