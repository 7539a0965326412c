// <fault-lab-log>: a log that somebody wrote, held against every property of group communication. A reader pastes one, or
// takes an example; what is violated marks its lines and its events. Importing it registers nothing, and needs no window.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Engine } from "../../../engine/index.ts";
import { type JudgedLog, type LogFormat, type LogVerdict, runShowing } from "../../../operations/history.ts";
import { type Run, Status } from "../../../operations/run.ts";
import { fieldsSheet, pictureSheet } from "../../../style/index.ts";
import { draw } from "../../../views/lit.ts";
import { spaceTime } from "../../../views/space-time.ts";
import { defaultOptions } from "../../../views/view.ts";
import { mustBeOneOf } from "../../shared/attributes.ts";
import { icons } from "../../shared/icons.ts";
import { sheets } from "../../shared/sheets.ts";
import { Instrument } from "../base/instrument.ts";
import { type LogExample, logExamples } from "./examples.ts";
import { lineHeight, linesOf, margin } from "./margin.ts";
import { logSheet } from "./style.ts";
import { verdictList } from "./verdicts.ts";

/** Below this width the verdicts stand below the log, and above it they take so much; the style sheet has the same. */
const stackedBelow = 760;
const sideWidth = 330;

/** How long a reader pauses before what was typed is checked. */
const pause = 400;

/**
 * An instrument that judges a log.
 *
 * @element fault-lab-log
 * @attr example - the example to begin with, by name: before, never, behind, split, cycle, causal or cut
 * @attr format - json or shiviz; what the log inside of the element is written in
 * @attr whole - the log inside of the element, if it has vector clocks, is not cut off
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once instead of when it comes near the screen
 * @slot - a log in a pre element, to begin with; it stands in until the instrument is alive
 * @fires faultlab-ready - the first verdicts are on screen
 * @fires faultlab-check - the reader asked about another log, and it was judged
 * @fires faultlab-error - a log can't be read, or the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration - as in fault-lab
 */
export class FaultLabLog extends Instrument {
  static override properties = {
    example: {},
    format: {},
    whole: { type: Boolean },
    text: { state: true },
    judged: { state: true },
    chosen: { state: true },
    selected: { state: true },
    at: { state: true },
    top: { state: true },
  };
  static override styles: CSSResult[] = sheets(fieldsSheet, pictureSheet, logSheet);

  declare example: string | null;
  declare format: LogFormat;
  declare whole: boolean;
  /** @internal */ declare text: string;
  /** @internal */ declare judged: JudgedLog | null;
  /** @internal The property that is shown, by its name. */ declare chosen: string | null;
  /** @internal */ declare selected: number | null;
  /** @internal */ declare at: number;
  /** @internal How far the text is scrolled. */ declare top: number;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: { of: JudgedLog; verdict: LogVerdict | null; run: Run } | null = null;

  constructor() {
    super();
    this.example = this.chosen = this.selected = this.judged = null;
    this.format = "json";
    this.whole = false;
    this.text = "";
    this.at = this.top = 0;
  }

  protected override get ready(): boolean {
    return this.judged !== null;
  }

  protected override get asks(): readonly string[] {
    return ["example"];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override prepare(): void {
    clearTimeout(this.#timer);
    const own = this.querySelector("pre")?.textContent?.trim();
    if (!this.example && own) this.text = own;
    else this.#fill(this.#exampleOf(this.example));
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    await this.#judge(engine, signal);
    const names = logExamples.map(({ name }) => name);
    if (this.example) mustBeOneOf("example", this.example, names);
  }

  #exampleOf(name: string | null): LogExample {
    return logExamples.find((one) => one.name === name) ?? logExamples[0]!;
  }

  #fill({ log, format }: LogExample): void {
    this.text = log;
    this.format = format;
    this.whole = true;
    this.top = 0;
  }

  /** Takes one of the examples, by its name. */
  async take(name: string): Promise<void> {
    this.#fill(this.#exampleOf(name));
    await this.check();
  }

  /** Judges a log. */
  async judge(log: string, format: LogFormat, whole = false): Promise<void> {
    Object.assign(this, { text: log, format, whole, top: 0 });
    await this.check();
  }

  /** @internal */
  async check(): Promise<void> {
    clearTimeout(this.#timer);
    await this.ask((engine, signal) => this.#judge(engine, signal));
  }

  async #judge(engine: Engine, signal: AbortSignal): Promise<void> {
    const whole = this.format === "shiviz" && this.whole;
    const judged = await engine.checkLog(this.text, this.format, whole, { signal });
    if (signal.aborted) return;
    const first = !this.judged;
    this.judged = judged;
    this.selected = null;
    this.at = judged.run.steps;
    const still = judged.verdicts.find(({ name, status }) => name === this.chosen && status === Status.violated);
    const broken = still ?? judged.verdicts.find(({ status }) => status === Status.violated);
    this.chosen = broken?.name ?? null;
    const verdicts = judged.verdicts.map(({ name, status }) => ({ name, status }));
    this.announce(first ? "ready" : "check", { problems: judged.problems.length, verdicts });
  }

  /** The lines that are marked, and whether each is a mistake of the log. */
  get #marked(): Map<number, "witness" | "selected" | "mistake"> {
    const marked = new Map<number, "witness" | "selected" | "mistake">();
    if (this.wrong) {
      const line = Number(/^line (\d+)$/.exec(this.wrong.path)?.[1] ?? 0);
      if (line > 0) marked.set(line, "mistake");
      return marked;
    }
    const { judged } = this;
    for (const event of this.#verdict?.events ?? []) marked.set(judged!.lineOf(event), "witness");
    if (judged && this.selected !== null) marked.set(judged.lineOf(this.selected), "selected");
    marked.delete(0);
    return marked;
  }

  get #verdict(): LogVerdict | null {
    return this.judged?.verdicts.find(({ name }) => name === this.chosen) ?? null;
  }

  get #run(): Run | null {
    const { judged } = this;
    if (!judged) return null;
    const verdict = this.#verdict;
    if (this.#shown?.of !== judged || this.#shown.verdict !== verdict)
      this.#shown = { of: judged, verdict, run: runShowing(judged, verdict) };
    return this.#shown.run;
  }

  override render(): TemplateResult {
    const seen = html`${this.#fields()}
      <div class="log-body">
        <div class="log-main">
          ${this.#editor()}
          <div class="narration" part="narration" aria-live="polite" aria-atomic="true">${this.#words()}</div>
          ${this.#picture()}
        </div>
        <div class="log-side ${this.wrong ? "stale" : ""}">${
          this.judged
            ? verdictList(
                this.judged,
                this.chosen,
                (name) => this.choose(name),
                (line) => this.show(line),
              )
            : nothing
        }</div>
      </div>`;
    return this.framed("log-figure", "Check a log", this.begun ? seen : null);
  }

  // It is said where the log is.
  protected override troubleBox(): typeof nothing {
    return nothing;
  }

  #fields(): TemplateResult {
    const example = logExamples.find(({ log, format }) => log === this.text && format === this.format)?.name ?? "";
    return html`<div class="fields">
      <div class="field wide"><label for="example">Example</label><select class="select" id="example" @change=${(event: Event) => void this.take((event.target as HTMLSelectElement).value)}>
        <option value="" ?disabled=${true} .selected=${example === ""}>your own log</option>
        ${logExamples.map(({ name, title }) => html`<option value=${name} .selected=${name === example}>${title}</option>`)}
      </select></div>
      <div class="field"><label for="format">Format</label><select class="select" id="format" @change=${(
        event: Event,
      ) => {
        this.format = (event.target as HTMLSelectElement).value as LogFormat;
        void this.check();
      }}>
        <option value="json" .selected=${this.format === "json"}>JSON lines</option>
        <option value="shiviz" .selected=${this.format === "shiviz"}>vector clocks (ShiViz)</option>
      </select></div>
      ${
        this.format === "shiviz"
          ? html`<label class="field check"><span><input type="checkbox" .checked=${live(this.whole)} @change=${(
              event: Event,
            ) => {
              this.whole = (event.target as HTMLInputElement).checked;
              void this.check();
            }}>The log is whole</span></label>`
          : nothing
      }
    </div>`;
  }

  #editor(): TemplateResult {
    return html`<div class="log-text">
      ${margin(linesOf(this.text), this.top, this.#marked)}
      <textarea aria-label="The log" spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off" .value=${live(this.text)}
        aria-invalid=${this.wrong ? "true" : "false"}
        @scroll=${(event: Event) => (this.top = (event.target as HTMLTextAreaElement).scrollTop)}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLTextAreaElement).value;
          clearTimeout(this.#timer);
          this.#timer = setTimeout(() => void this.check(), pause);
        }}></textarea>
    </div>`;
  }

  #words(): TemplateResult | typeof nothing {
    const { wrong, judged } = this;
    if (wrong) {
      const { message, allowed } = wrong;
      const path = wrong.path.replace(/^line /, "Line ");
      return html`<p class="refused" role="alert">${path ? html`<strong>${path}</strong> ` : nothing}${message}${allowed.length ? ` (allowed: ${allowed.join(", ")})` : ""}</p>`;
    }
    if (!judged) return nothing;
    if (this.selected !== null) {
      const line = judged.lineOf(this.selected);
      return html`<p>${line ? `Line ${line}: ` : ""}${judged.run.says(this.selected)}.</p>`;
    }
    const broken = judged.verdicts.filter(({ status }) => status === Status.violated).length;
    const verdict = this.#verdict;
    if (verdict?.status === Status.violated) return html`<p>${verdict.says}.</p>`;
    if (broken === 0) return html`<p>Nothing speaks against this log.</p>`;
    return html`<p>${broken} of ${judged.verdicts.length} properties are violated.</p>`;
  }

  #picture(): TemplateResult | typeof nothing {
    const run = this.#run;
    if (!run || run.steps === 0) return nothing;
    const { at, narrow } = this;
    const room = Math.max(240, this.room - (this.width > stackedBelow ? sideWidth : 0));
    const options = { ...defaultOptions, width: room, narrow, selected: this.selected };
    return html`<div class="stage ${this.wrong ? "stale" : ""}" part="stage" role="group" tabindex="0" aria-label="The log as a space-time diagram" aria-busy=${this.busy ? "true" : "false"}
        @click=${this.#onClick} @keydown=${this.#onKey}><div class="column"><div class="picture">${draw(spaceTime(run, at, options).tree)}</div></div></div>
      <div class="transport log-steps ${this.wrong ? "stale" : ""}" role="group" aria-label="Events">
        <div class="buttons">
          <button class="button" type="button" aria-label="One event back" ?disabled=${at <= 0 || this.wrong !== null} @click=${() => this.go(at - 1)}>${icons.back}</button>
          <button class="button" type="button" aria-label="One event forward" ?disabled=${at >= run.steps || this.wrong !== null} @click=${() => this.go(at + 1)}>${icons.forward}</button>
        </div>
        <div class="scrub"><input type="range" ?disabled=${this.wrong !== null} min="0" max=${run.steps} step="1" .value=${live(String(at))} aria-label="Event" aria-valuetext="event ${at} of ${run.steps}"
          @input=${(event: Event) => this.go(Number((event.target as HTMLInputElement).value))}></div>
        <span class="count">event ${at} of ${run.steps}</span>
      </div>`;
  }

  /** Shows the log as it was after so many events. */
  go(events: number): void {
    const run = this.judged?.run;
    if (!run) return;
    this.at = Math.max(0, Math.min(run.steps, events));
    // The event of this step that has words, and not the copies that it sends.
    const first = run.events.firstOfStep(this.at - 1);
    let told: number | null = null;
    for (let i = first; this.at > 0 && i < run.eventsUpTo(this.at); i++) if (run.says(i)) told = i;
    this.selected = told;
    if (told !== null) this.show(this.judged!.lineOf(told));
  }

  /** Chooses a property, whose violation is then marked. */
  choose(name: string): void {
    this.chosen = this.chosen === name ? null : name;
    this.selected = null;
    const verdict = this.#verdict;
    const last = verdict?.events.at(-1);
    if (!this.judged || last === undefined) return;
    this.at = this.judged.run.events.step(Math.max(...verdict!.events)) + 1;
    this.show(this.judged.lineOf(verdict!.events[0]!));
  }

  /** Brings a line of the text into sight. */
  show(line: number): void {
    const area = this.renderRoot.querySelector("textarea");
    if (!area || line < 1) return;
    const from = (line - 1) * lineHeight;
    if (from < area.scrollTop || from + 2 * lineHeight > area.scrollTop + area.clientHeight)
      area.scrollTop = Math.max(0, from - area.clientHeight / 3);
  }

  readonly #onClick = (click: MouseEvent): void => {
    const target = click.target as Element;
    const event = target.closest("[data-event]")?.getAttribute("data-event");
    if (event === null || event === undefined) {
      this.#onStrip(click);
      return;
    }
    this.selected = this.selected === Number(event) ? null : Number(event);
    if (this.selected !== null) this.show(this.judged!.lineOf(this.selected));
  };

  // A click on the strip below a long picture goes there.
  #onStrip(click: MouseEvent): void {
    const strip = (click.target as Element).closest("[data-units]");
    const run = this.judged?.run;
    if (!strip || !run) return;
    const { left, width } = strip.getBoundingClientRect();
    this.go(Math.round(((click.clientX - left) / width) * run.steps));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = this.judged?.run.steps ?? 0;
    const to = { ArrowLeft: this.at - 1, ArrowRight: this.at + 1, Home: 0, End: steps }[event.key];
    if (to === undefined && event.key !== "Escape") return;
    event.preventDefault();
    if (to === undefined) this.selected = null;
    else this.go(to);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-log": FaultLabLog;
  }
}
