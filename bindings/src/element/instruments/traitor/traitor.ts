// <fault-lab-traitor>: a reader is the traitors, says message after message what they say, and tries to part the loyal
// generals. After each the engine says whether that can still be done. Importing it registers nothing, and needs no
// window.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { type Engine, type ScenarioDocument, sharedEngine } from "../../../engine/index.ts";
import type { Option } from "../../../operations/run.ts";
import { Game, open, type Standing } from "../../../play/game.ts";
import {
  type Level,
  levelsOf,
  levelWords,
  namesOf,
  orders,
  placementsOf,
  usualLevels,
  viewsOf,
} from "../../../play/levels.ts";
import { position } from "../../../views/facts.ts";
import type { FaultLab } from "../../figure/fault-lab.ts";
import { icons } from "../../shared/icons.ts";
import { looking } from "../../shared/looking.ts";
import { sheets } from "../../shared/sheets.ts";
import { showRun } from "../base/inner.ts";
import { Instrument } from "../base/instrument.ts";
import { innerId } from "../base/linked.ts";
import { troubleBox } from "../base/trouble-box.ts";
import { traitorSheet } from "./style.ts";

/** What both conditions are about, as a traitor sees them. */
const aims: Readonly<Record<string, string>> = {
  IC1: "part the loyal lieutenants",
  IC2: "make one disobey the loyal commander",
};
const done: Readonly<Record<string, string>> = {
  IC1: "You have parted the loyal lieutenants",
  IC2: "You have made a loyal lieutenant disobey the loyal commander",
};

/**
 * A game: the reader says what the traitors say.
 *
 * @element fault-lab-traitor
 * @attr levels - what is played, words like oral-4-2-1: the algorithm (oral or signed), n, m and the number of traitors
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - the still picture that stands in until it is alive
 * @fires faultlab-turn - there is another message to send, or none any more
 * @fires faultlab-error - a level was refused, or the engine failed
 * @cssstate loading, ready, error
 * @csspart figure - the frame
 * @csspart title - the title
 */
export class FaultLabTraitor extends Instrument {
  static override properties = { levels: {} };
  static override styles: CSSResult[] = sheets(traitorSheet);

  declare levels: string | null;
  /** @internal */ game: Game | null = null;

  #all: readonly Level[] = [];
  readonly #won = new Set<Level>();
  #shown = "";
  /** What the figure begins with; a document that is another object would begin it anew. */
  #first: ScenarioDocument | null = null;
  #focus = false;

  constructor() {
    super();
    this.levels = null;
  }

  protected override get ready(): boolean {
    return Boolean(this.game?.run);
  }

  // Until a move is answered there is no next one.
  protected override get customStates(): Readonly<Record<string, boolean>> {
    return { ...super.customStates, ready: this.ready && !this.busy };
  }

  protected override prepare(): void {
    this.#all = levelsOf(this.levels?.trim() || usualLevels);
    this.game = new Game(sharedEngine, this.#all[0]!);
  }

  protected override async start(_: Engine, signal: AbortSignal): Promise<void> {
    await this.#play((game) => game.begin(), signal);
  }

  /** @internal Does something with the game; meanwhile nothing else can be done. */
  async do(what: (game: Game) => Promise<void>): Promise<void> {
    if (this.busy || !this.game) return;
    // Whoever follows a link sees a run that somebody passed on. The game goes on with the reader's next move.
    this.leaveLink();
    this.#focus = Boolean((this.renderRoot as ShadowRoot).activeElement?.closest(".turn"));
    await this.ask((_, signal) => this.#play(what, signal));
  }

  async #play(what: (game: Game) => Promise<void>, signal: AbortSignal): Promise<void> {
    const game = this.game!;
    await what(game);
    if (game.over && !game.shortest && game.broken.length) this.#won.add(game.level);
    if (signal.aborted) return;
    this.announce("turn", {
      plays: game.plays.length,
      over: game.over,
      broken: game.broken,
      possible: open(game.standing),
    });
  }

  protected override updated(): void {
    super.updated();
    this.#show();
    if (this.busy || !this.#focus) return;
    this.#focus = false;
    // Who plays by keyboard goes on with the next message, or with what there is to do at the end.
    this.renderRoot.querySelector<HTMLElement>(".turn .play, .turn .ways .button:not(:disabled)")?.focus();
  }

  #show(): void {
    const { game } = this;
    const lab = this.renderRoot.querySelector<FaultLab>("fault-lab");
    if (!lab || !game?.run || this.busy || this.linked) return;
    const choices = game.shortest?.choices ?? game.choices;
    const wanted = JSON.stringify([game.document, choices, game.at]);
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    void showRun(lab, game.document, choices, game.at);
  }

  override render(): TemplateResult {
    const { game } = this;
    const free = game?.over || this.linked;
    const seen = game?.run
      ? html`${this.#fields(game)}${this.#turn(game)}
        ${this.linked ? html`<p class="aside">Below is the run of a link. Say something, and the game goes on.</p>` : nothing}
        <fault-lab loading="eager" id=${innerId(this)} .document=${(this.#first ??= game.document)} views=${viewsOf(game.level)}
          locked=${free ? "" : "transport choices faults explore link"} .to=${free ? null : game.at}></fault-lab>`
      : null;
    return this.framed("game", "Be the traitor", seen);
  }

  protected override troubleBox(): TemplateResult | typeof nothing {
    return this.wrong ? troubleBox(this.wrong, { again: () => void this.begin(), listed: true }) : nothing;
  }

  #fields(game: Game): TemplateResult {
    const places = placementsOf(game.level);
    const now = places.findIndex(
      ({ faulty, order }) => String(faulty) === String(game.placement.faulty) && order === game.placement.order,
    );
    const chosen = (event: Event): number => Number((event.target as HTMLSelectElement).value);
    return html`<div class="game-fields">
      <label><span>Level</span> <select class="select" .value=${live(String(this.#all.indexOf(game.level)))} @change=${(
        event: Event,
      ) => {
        const level = this.#all[chosen(event)]!;
        void this.do((game) => game.begin(level));
      }}>${this.#all.map((level, i) => html`<option value=${i} .selected=${level === game.level}>${i + 1}. ${levelWords(level)}${this.#won.has(level) ? " ✓" : ""}</option>`)}</select></label>
      <label><span>You are</span> <select class="select" .value=${live(String(now))} @change=${(event: Event) => {
        const place = places[chosen(event)]!;
        void this.do((game) => game.begin(game.level, place));
      }}>${places.map((place, i) => html`<option value=${i} .selected=${i === now}>${placeWords(place)}</option>`)}</select></label>
    </div>`;
  }

  #turn(game: Game): TemplateResult {
    const { turn, plays, messages } = game;
    const canShow = turn !== null && game.best?.choices;
    const back = plays.length > 0 || game.shortest !== null || game.resigned !== null;
    return html`<section class="turn ${this.busy ? "busy" : ""}" aria-label="What you say" @keydown=${this.#onKey}>
      ${
        turn
          ? html`<p class="whose">Message ${plays.length + 1}${messages === null ? nothing : ` of ${messages}`}, round ${game.run!.times[turn.step]}. What is sent?</p>
            <div class="plays" role="group" aria-label="What is sent">${turn.options.map((option, i) => this.#option(game, option, i))}</div>`
          : this.#outcome(game)
      }
      <div class="standing" role="status">${turn ? this.#standing(game) : nothing}</div>
      <div class="ways">
        <button class="button" type="button" ?disabled=${!back} @click=${() => void this.do((game) => game.takeBack())}>${icons.undo}Take back</button>
        <button class="button" type="button" ?disabled=${!back} @click=${() => void this.do((game) => game.begin())}>Begin again</button>
        <button class="button" type="button" ?disabled=${!turn} @click=${() => void this.do((game) => game.resign())}>Be loyal from here</button>
        <button class="button" type="button" ?disabled=${!canShow} @click=${() => void this.do((game) => game.showShortest())}>Show the shortest way to win</button>
      </div>
    </section>`;
  }

  #option(game: Game, option: Option, i: number): TemplateResult {
    const usual = i === 0;
    return html`<button class="button play ${option.fault ? "fault" : ""}" type="button" aria-keyshortcuts=${i + 1} ?disabled=${this.busy && !this.#focus}
      @click=${() => void this.do((game) => game.play(option))}>
      <kbd aria-hidden="true">${i + 1}</kbd><span>${looking(game.run!, option.text, game.at)}${usual ? html` <span class="aside">as a loyal one would</span>` : nothing}</span></button>`;
  }

  // Whether it can still be done, and if it can't any more, since when.
  #standing(game: Game): TemplateResult {
    const { standing, plays, lostAt } = game;
    const can = open(standing);
    const headline = can
      ? "You can still win."
      : lostAt
        ? `Nothing that you can still say wins${lostAt === plays.length ? ": that message gave it away" : `, since message ${lostAt}`}.`
        : "Nobody wins this: whatever you say, both conditions hold.";
    const sent = plays.at(-1);
    return html`${sent ? html`<p class="sent">${looking(game.run!, sent.chosen.text, position(sent.step))}</p>` : nothing}
      <p class="can ${can ? "open" : "shut"}"><span class="sign" aria-hidden="true">${can ? "○" : "∎"}</span> ${headline}</p>
      <ul>${standing.map((one) => html`<li><b>${one.claim}</b> ${this.#one(game, one)}</li>`)}</ul>`;
  }

  #one(game: Game, { claim, verdict, more }: Standing): string {
    switch (verdict) {
      case "void":
        return "asks nothing, since the commander is a traitor.";
      case "holds":
        return game.plays.length
          ? "holds from here, whatever you say: all of it was decided."
          : "holds, whatever you say: all of it was decided.";
      default:
        if (more === "0") return "is as good as broken: be loyal from here, and it falls.";
        return `can be broken: ${more} ${wrongs(game.level, more!)} ${game.plays.length ? "more " : ""}${more === "1" ? "is" : "are"} enough to ${aims[claim] ?? "break it"}.`;
    }
  }

  #outcome(game: Game): TemplateResult {
    const { broken, shortest, run } = game;
    const words = broken.map((claim) => `${done[claim] ?? "It is broken"} (${claim}).`);
    if (shortest) {
      const from = game.plays.at(-1)?.step ?? -1;
      const steps = run!.choices.filter(({ choice }) => choice[0]! > from);
      return html`<div class="whose" role="status"><p class="can lost"><span class="sign" aria-hidden="true">✕</span> This is how ${shortest.claim} falls, and nothing shorter does it. The figure is yours.</p>
        ${
          steps.length
            ? html`<ol class="needed">${steps.map(({ choice, text }) => html`<li>${looking(run!, text, position(choice[0]!))}</li>`)}</ol>`
            : html`<p>Nothing more is needed than to be loyal from here.</p>`
        }</div>`;
    }
    return html`<div class="whose" role="status"><p class="can ${broken.length ? "won" : "shut"}"><span class="sign" aria-hidden="true">${broken.length ? "✕" : "∎"}</span>
      ${broken.length ? words.join(" ") : `They have done what they should. ${this.#why(game)}`}</p>
      <p>The run is in the figure: step through it, change it, try everything.</p></div>`;
  }

  #why({ lostAt, couldWin, level }: Game): string {
    if (lostAt) return `Your message ${lostAt} gave the last chance away. Take back, and try another.`;
    if (couldWin) return "It could have been done.";
    return `In ${levelWords(level)}, nothing that you could have said parts them.`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const option = this.game?.turn?.options[Number(event.key) - 1];
    if (option) void this.do((game) => game.play(option));
    else if (event.key === "Backspace") void this.do((game) => game.takeBack());
    else return;
    event.preventDefault();
  };
}

const placeWords = ({ faulty, order }: { faulty: readonly number[]; order: number }): string =>
  faulty[0] === 0 ? namesOf(faulty) : `${namesOf(faulty)}; the order is to ${orders[order]}`;

const wrongs = ({ signed }: Level, count: string): string =>
  (signed ? "wrong message" : "lie") + (count === "1" ? "" : "s");

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-traitor": FaultLabTraitor;
  }
}
