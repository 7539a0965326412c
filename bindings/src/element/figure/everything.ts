// "Try everything": what is tried, how far it is, what came of it, and the table of all runs where they are few.

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Progress } from "../../engine/index.ts";
import type { Asked, Model } from "../../operations/asked.ts";
import type { Finding } from "../../operations/explored.ts";
import { Status } from "../../operations/run.ts";
import { narrowBelow } from "../../views/arrange.ts";
import { draw } from "../../views/lit.ts";
import { gridWords, layoutOf, outcomes, outcomeWords } from "../../views/outcomes.ts";
import { grouped } from "../../views/words.ts";
import { looking } from "../shared/looking.ts";
import { eventNoun } from "./event-words.ts";
import { modelWords } from "./menus.ts";
import { words } from "./notes.ts";
import { innerWidth } from "./stage.ts";
import type { FigureState } from "./state.ts";

export function everything(figure: FigureState): TemplateResult {
  const { quest } = figure;
  return html`<section class="everything" aria-label="Everything that can happen">
    ${questions(figure)}
    <div class="under-way">
      <button class="button ${quest.running ? "" : "main"}" type="button" ?disabled=${!figure.experiment.run} @click=${() => (quest.running ? quest.stop() : void quest.start())}>${
        quest.running ? "Stop" : quest.progress ? "Try again" : "Try everything"
      }</button>
      <div class="so-far">${soFar(figure)}</div>
    </div>
    <div role="status" class="verdicts">${verdictsOf(figure)}</div>
    ${covered(quest.progress)}
    ${table(figure)}
  </section>`;
}

const numbers = ["nobody", "any one", "any two", "any three"];
const limits = [0, 10, 20, 50, 100, 200, 500];

// A change is tried at once: what is asked and what was found never speak of different things.
function questions(figure: FigureState): TemplateResult {
  const { quest, experiment } = figure;
  const { asked, reductions } = quest;
  const processes = experiment.run?.processes ?? [];
  const ask = (change: Partial<Asked>): void => void quest.ask(change);
  const most = Math.min(3, processes.length);
  const within = limits.includes(asked.within) ? limits : [...limits, asked.within].sort((a, b) => a - b);
  const check = (name: "symmetry" | "order", text: string): TemplateResult | typeof nothing =>
    reductions[name]
      ? html`<label class="check"><input type="checkbox" .checked=${live(asked[name])}
          @change=${(event: Event) => ask({ [name]: (event.target as HTMLInputElement).checked })}> ${text}</label>`
      : nothing;
  return html`<fieldset class="asked" ?disabled=${!experiment.run}><legend class="hidden">What is tried</legend>
    <label>Faulty
      ${choice(
        asked.most,
        Array.from({ length: most + 1 }, (_, n) => [
          n,
          n === 0 ? ownFaults(figure) : `${numbers[n]} of ${processes.length}`,
        ]),
        (value) => ask({ most: Number(value) }),
      )}</label>
    ${
      asked.most > 0
        ? html`<label>who ${choice(
            asked.model,
            experiment.allowed.map((model) => [model, modelWords[model] ?? model]),
            (value) => ask({ model: value as Model }),
          )}</label>`
        : html`<label>From ${choice(
            asked.here ? 1 : 0,
            [
              [0, "the beginning"],
              [1, "the step shown"],
            ],
            (value) => ask({ here: value === "1" }),
          )}</label>`
    }
    <label>Decided in time? ${choice(
      asked.within,
      within.map((n) => [n, n === 0 ? "not asked" : `within ${n} steps`]),
      (value) => ask({ within: Number(value) }),
    )}</label>
    ${check("symmetry", "take alike processes for one")}
    ${check("order", "leave out orders that make no difference")}
  </fieldset>`;
}

function choice(
  chosen: string | number,
  options: readonly (readonly [value: string | number, text: string])[],
  set: (value: string) => void,
): TemplateResult {
  return html`<select class="select" @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>${options.map(
    ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
  )}</select>`;
}

function ownFaults(figure: FigureState): string {
  const names = (figure.experiment.run?.processes ?? []).filter(({ faulty }) => faulty).map(({ name }) => name);
  if (names.length === 0) return "nobody";
  return names.length > 3 ? `the ${names.length} that are now` : names.join(" and ");
}

/** Fewer states than this are gone before one could speak of a rate. */
const telling = 10_000;

// Numbers that change many times a second are for the eye; what came of it is told aloud.
function soFar(figure: FigureState): TemplateResult | typeof nothing {
  const { progress, running, stale } = figure.quest;
  if (!progress) return running ? html`<p>Trying…</p>` : nothing;
  const { states, rate, steps, waiting, cases } = progress;
  const number = (n: number, what: string): TemplateResult => html`<span><b>${grouped(String(n))}</b> ${what}</span>`;
  return html`<p class="numbers">
      ${number(states, states === 1 ? "state" : "states")}
      ${running || states >= telling ? number(rate, "a second") : nothing}
      ${number(steps, "steps deep")}
      ${running ? number(waiting, "waiting") : nothing}
      ${cases > 1 && running ? html`<span>set <b>${grouped(String(progress.case + 1))}</b> of <b>${grouped(String(cases))}</b></span>` : nothing}
    </p>
    ${cases > 1 && running ? html`<progress max=${cases} value=${progress.case} aria-label="Sets of faulty processes that were tried"></progress>` : nothing}
    ${stale && !running ? html`<p class="stale">This was found before the system was changed.</p>` : nothing}`;
}

interface Judged {
  readonly look: string;
  readonly sign: string;
  readonly word: string;
}

/** What a finding comes to, with the sign and the words of the visual language. */
export function judged(finding: Finding, progress: Progress): Judged {
  if (finding.void) return { look: "void", sign: "–", word: "asks nothing" };
  switch (finding.outcome) {
    case "refuted":
      return { look: "refuted", sign: "✕", word: `is refuted ${costOf(finding)}` };
    case "proved":
      // A proof of what was never asked for is none.
      if (!finding.ends[Status.holds]) return { look: "unknown", sign: "?", word: "was never put to the test" };
      return { look: "proved", sign: "∎", word: "is proved within these bounds" };
    default: {
      const by = progress.done ? `: stopped by the ${progress.stopped}` : ": stopped";
      return { look: "unknown", sign: "?", word: `is unknown${by} at ${grouped(String(progress.states))} states` };
    }
  }
}

function costOf({ faults, steps, faulty, model }: Finding): string {
  const count = faults === 1 ? "1 fault" : faults === 0 ? "without any fault" : `${faults} faults`;
  const who = model && faulty.length ? ` of ${faulty.join(" and ")}` : "";
  return `${faults ? `by ${count}` : count}${who}, in ${steps} ${steps === 1 ? "step" : "steps"}`;
}

function verdictsOf(figure: FigureState): TemplateResult | typeof nothing {
  const { quest, experiment } = figure;
  const { progress, trouble, running, told } = quest;
  if (trouble)
    return html`<p class="refused">${trouble.path ? html`<code>${trouble.path}</code> ` : nothing}${trouble.message}.</p>`;
  if (!progress || running) return nothing;
  const { fair } = progress;
  const late = fair.asked && progress.done;
  return html`<ul class="findings">
      ${progress.findings.map((finding) => {
        const { look, sign, word } = judged(finding, progress);
        return html`<li class=${look}><span class="sign" aria-hidden="true">${sign}</span>
          <span class="what">${looking(experiment.run!, `${finding.claim} ${word}`, experiment.at)}</span>
          ${
            finding.outcome === "refuted"
              ? html`<span class="ways"><button class="button" type="button" @click=${(event: Event) => show(figure, event, quest.open(finding))}>Show this run</button>
              <button class="button quiet" type="button" @click=${(event: Event) => show(figure, event, quest.openSimplest(finding))}>Simplest such run</button></span>`
              : nothing
          }</li>`;
      })}
      ${
        late
          ? html`<li class=${fair.failed ? "refuted" : "proved"}><span class="sign" aria-hidden="true">${fair.failed ? "✕" : "∎"}</span>
          <span class="what">${fairWords(progress, quest.asked.within)}.</span>
          ${fair.failed ? html`<span class="ways"><button class="button" type="button" @click=${(event: Event) => show(figure, event, quest.openUnfair())}>Show one</button></span>` : nothing}</li>`
          : nothing
      }
    </ul>
    ${told ? html`<p class="told">${words(figure, told)}</p>` : nothing}`;
}

// On a small screen the pictures are far above what was pressed.
function show(figure: FigureState, { currentTarget }: Event, opened: Promise<void>): void {
  const root = (currentTarget as Element).getRootNode() as ShadowRoot;
  figure.select(null);
  void opened.then(() => root.querySelector(".head")?.scrollIntoView({ block: "nearest" }));
}

function fairWords({ fair, stopped }: Progress, within: number): string {
  if (fair.failed) {
    const states = `${grouped(String(fair.failed))} ${fair.failed === 1 ? "state" : "states"}`;
    return `From ${states} nothing is decided within ${within} steps, though nothing more goes wrong`;
  }
  if (stopped !== "complete")
    return `is unknown: every state that was tried is followed by a decision within ${within} steps`;
  return `is proved: from every state, if nothing more goes wrong, within ${within} steps`;
}

function covered(progress: Progress | null): TemplateResult | typeof nothing {
  if (!progress?.done) return nothing;
  const counts = progress.events.flatMap(([kind, count]) => {
    const noun = eventNoun(kind, count);
    return noun === null ? [] : [[noun, count] as const];
  });
  return html`<details class="covered" open><summary>What was covered</summary>
    <ul>${progress.covered.map((sentence) => html`<li>${sentence.replace(/[^.]$/, "$&.")}</li>`)}</ul>
    ${
      counts.length
        ? html`<p>On all these steps: ${counts.map(
            ([noun, count], i) =>
              html`${i ? ", " : ""}<span class="tally"><b>${grouped(String(count))}</b> ${noun}</span>`,
          )}.</p>`
        : nothing
    }
  </details>`;
}

function table(figure: FigureState): TemplateResult | typeof nothing {
  const { quest, experiment } = figure;
  const { run } = experiment;
  const { grid, asked } = quest;
  if (asked.most > 0) return nothing;
  // Until it is there, the still keeps its room.
  if (!run || !quest.tabled) return html`<div class="table"><slot name="runs"></slot><p class="picked"></p></div>`;
  if (!grid) return nothing;
  const { width } = figure.given;
  const options = { width: innerWidth(width), narrow: width <= narrowBelow };
  const { shown } = quest;
  const focus = Math.min(quest.focus, grid.runs.length - 1);
  const { columns } = layoutOf(grid, run, options);
  return html`<div class="table" @click=${(event: MouseEvent) => pick(figure, event.target as Element)}
      @keydown=${(event: KeyboardEvent) => onGridKey(figure, event, columns)}
      @focusin=${(event: FocusEvent) => {
        const i = numberOf(event.target as Element);
        if (i !== null) quest.focusOn(i);
      }}>
    <p class="summary">${gridWords(grid, run).map((sentence) => html`${looking(run, sentence, run.steps)} `)}</p>
    ${draw(outcomes(grid, run, { ...options, focus, shown }).tree)}
    <p class="picked">${shown === null ? "Choose a run to see it above." : looking(run, outcomeWords(grid, run, shown), run.steps)}</p>
  </div>`;
}

function numberOf(target: Element): number | null {
  const value = target.closest("[data-run]")?.getAttribute("data-run");
  return value === null || value === undefined ? null : Number(value);
}

function pick(figure: FigureState, target: Element): void {
  const i = numberOf(target);
  if (i === null) return;
  figure.select(null);
  // The pictures are not scrolled to: who compares runs stays here.
  void figure.quest.openRun(i);
}

function onGridKey(figure: FigureState, event: KeyboardEvent, columns: number): void {
  const here = numberOf(event.target as Element);
  if (here === null || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    pick(figure, event.target as Element);
    return;
  }
  const last = figure.quest.grid!.runs.length - 1;
  const row = here - (here % columns);
  const to: Readonly<Record<string, number>> = {
    ArrowRight: Math.min(last, here + 1),
    ArrowLeft: Math.max(0, here - 1),
    ArrowDown: here + columns <= last ? here + columns : here,
    ArrowUp: here >= columns ? here - columns : here,
    Home: row,
    End: Math.min(last, row + columns - 1),
    PageUp: here % columns,
    PageDown: last - ((last - here) % columns),
  };
  const next = to[event.key];
  if (next === undefined) return;
  // Not the figure's steps: the cell.
  event.preventDefault();
  event.stopPropagation();
  (event.currentTarget as Element).querySelector<SVGElement>(`[data-run="${next}"]`)?.focus();
}
