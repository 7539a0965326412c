// Back, play, forward, the scrubber with a tick where something notable happens, and what a reader can do at a step.

import { html, nothing, svg, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Run } from "../../operations/run.ts";
import { facts, type NotableKind } from "../../views/facts.ts";
import { icons } from "../shared/icons.ts";
import type { FigureState } from "./state.ts";

const speeds = [0.5, 1, 2, 4];

export function transport(figure: FigureState): TemplateResult {
  const { run, at } = figure.experiment;
  const { playing, speed } = figure.look;
  const off = !run;
  const { first, last } = figure;
  const go = (position: number): void => figure.scrubTo(position);
  const setSpeed = ({ target }: Event): void => figure.setSpeed(Number((target as HTMLSelectElement).value));
  return html`<div class="transport" part="transport" role="group" aria-label="Steps">
    <div class="buttons">
      <button class="button" type="button" aria-label="To the beginning" title="To the beginning" ?disabled=${off || at <= first} @click=${() => go(first)}>${icons.reset}</button>
      <button class="button" type="button" aria-label="One step back" title="One step back" ?disabled=${off || at <= first} @click=${() => go(at - 1)}>${icons.back}</button>
      <button class="button main" type="button" aria-label=${playing ? "Pause" : "Play"} title=${playing ? "Pause" : "Play"} ?disabled=${off}
        @click=${() => figure.togglePlaying()}>${playing ? icons.pause : icons.play}</button>
      <button class="button" type="button" aria-label="One step forward" title="One step forward" ?disabled=${off || at >= last} @click=${() => go(at + 1)}>${icons.forward}</button>
    </div>
    <div class="scrub">
      ${run ? ticks(figure) : nothing}
      <input type="range" min=${first} max=${Math.max(last, first + (off ? 1 : 0))} step="1" .value=${live(String(at))} ?disabled=${off}
        aria-label="Step" aria-valuetext="step ${at} of ${run?.steps ?? 0}" @input=${(event: Event) => go(Number((event.target as HTMLInputElement).value))}>
    </div>
    <span class="count">step ${at} of ${run?.steps ?? "…"}</span>
    <label class="speed"><span class="hidden">Speed</span><select class="select" ?disabled=${off} @change=${setSpeed}>${speeds.map((one) => html`<option value=${one} .selected=${one === speed}>${one}×</option>`)}</select></label>
  </div>`;
}

// A tick stands where the position is from which something notable is seen.
function ticks(figure: FigureState): TemplateResult {
  const paths = tickPaths(figure.experiment.run!, figure.first, figure.last);
  return html`<svg class="ticks" viewBox="0 0 1000 36" preserveAspectRatio="none" aria-hidden="true">${paths.map(
    ([kind, d]) => svg`<path class="tick tick-${kind}" d=${d}></path>`,
  )}</svg>`;
}

type Paths = readonly (readonly [NotableKind, string])[];
const kept = new WeakMap<Run, { first: number; last: number; paths: Paths }>();

/** A path for each kind, worked out once for a run and a range of steps. */
function tickPaths(run: Run, first: number, last: number): Paths {
  let known = kept.get(run);
  if (known?.first !== first || known.last !== last)
    kept.set(run, (known = { first, last, paths: makePaths(run, first, last) }));
  return known.paths;
}

function makePaths(run: Run, first: number, last: number): Paths {
  const span = Math.max(1, last - first);
  const marks = new Map<NotableKind, Set<number>>();
  for (const { step, kind } of facts(run).notable) {
    const position = step + 1;
    if (position < first || position > last) continue;
    // As fine as can be told apart.
    const x = Math.round(((position - first) / span) * 2000) / 2;
    marks.set(kind, (marks.get(kind) ?? new Set()).add(x));
  }
  return [...marks].map(([kind, xs]) => {
    const top = kind === "lie" || kind === "altered" || kind === "violated" ? 2 : 25;
    return [kind, [...xs].map((x) => `M${x} ${top}v9`).join("")];
  });
}

export function actions(figure: FigureState): TemplateResult | typeof nothing {
  // Where nothing can be changed there is nothing to take back either.
  if (!figure.has("choices") && !figure.has("faults") && !figure.has("link")) return nothing;
  const { experiment, quest } = figure;
  const { menu, copied } = figure.look;
  const { run } = experiment;
  const over = !run || experiment.at >= run.steps;
  return html`<div class="actions">
    ${
      figure.has("choices")
        ? html`<button class="button" type="button" data-opens="choices" aria-haspopup="menu" aria-expanded=${menu === "choices" ? "true" : "false"}
      ?disabled=${over} @click=${() => figure.toggleMenu("choices")}>What else could happen now?</button>`
        : nothing
    }
    ${
      figure.has("faults")
        ? html`<button class="button" type="button" data-opens="faults" aria-expanded=${menu === "faults" ? "true" : "false"} ?disabled=${!run}
      @click=${() => figure.toggleMenu("faults")}>Who may fail?</button>`
        : nothing
    }
    ${
      figure.has("explore")
        ? html`<button class="button" type="button" aria-expanded=${quest.visible ? "true" : "false"} ?disabled=${!run}
      @click=${() => figure.toggleEverything()}>Try everything</button>`
        : nothing
    }
    ${/* What there is to take back has its place before, so that nothing moves when it comes. */ nothing}
    <span class="end">
      <button class="button quiet" type="button" ?data-absent=${!experiment.canUndo} @click=${() => void experiment.undo()}>${icons.undo}Undo</button>
      <button class="button quiet" type="button" ?data-absent=${!experiment.touched} @click=${() => void figure.reset()}>Start over</button>
      ${figure.has("link") ? html`<button class="button quiet" type="button" ?disabled=${!run} @click=${() => void figure.copyLink()}>${icons.link}<span aria-live="polite">${copied || "Copy link"}</span></button>` : nothing}
    </span>
  </div>`;
}
