// <fault-lab>: a figure that can be run, stepped back, branched and broken. This file has its life, its properties and
// what the reader's keys and pointer mean; what it looks like is in head.ts, stage.ts, transport.ts, menus.ts and
// notes.ts. Importing it registers nothing, and needs no window.

import { type CSSResult, html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { type Progress, type ScenarioDocument, sharedEngine } from "../../engine/index.ts";
import { askedOf } from "../../operations/asked.ts";
import type { Option } from "../../operations/run.ts";
import { readTotalsLink, writeLink } from "../../sources/link.ts";
import { shadowSheet } from "../../style/index.ts";
import { firstViews, possibleViews } from "../../views/all.ts";
import { checkAttributes, mustBeOneOf, wordsOf } from "../shared/attributes.ts";
import type { Control } from "../shared/controls.ts";
import { Experiment, type Trouble, troubleOf } from "../shared/experiment.ts";
import { handOut } from "../shared/hand-out.ts";
import { measureWidth, whenNear } from "../shared/near.ts";
import { Quest } from "../shared/quest.ts";
import { anyFigure, builtin, linkFor, sourceOf } from "../shared/source.ts";
import { Announcer } from "./announce.ts";
import { everything } from "./everything.ts";
import { head, toolbar } from "./head.ts";
import { onKey } from "./keys.ts";
import { choiceMenu, faultPanel, placeMenu } from "./menus.ts";
import { logAndNotes, narrationBox, troubleBox } from "./notes.ts";
import { onStageClick, onStagePoint, onStrip, stage } from "./stage.ts";
import { actions, transport } from "./transport.ts";
import { Tween, wantsStillness } from "./tween.ts";

/**
 * A figure in which a distributed system runs: it can be stepped, taken back, branched and broken.
 *
 * @element fault-lab
 * @attr scenario - the name of a built-in scenario
 * @attr src - the address of a scenario document; it cannot work in a page opened from a file
 * @attr step - the step to begin with
 * @attr from - the first step that can be shown
 * @attr to - the last one
 * @attr knows - the name of a process: the figure begins with what it knows
 * @attr views - the views to begin with, separated by spaces: space-time, tree, group, vectors, chains, circuit
 * @attr locked - what nobody may use, words: transport, choices, faults, knows, views, log, link, explore
 * @attr explore - what "Try everything" begins with, words: any-1 to any-3 and a model, within-N, here, symmetry, order, runs
 * @attr loading - "eager" starts at once instead of when the figure comes near the screen
 * @slot - the still picture that stands in until the figure is alive
 * @slot caption - a caption below it
 * @slot runs - the still of the table of all runs
 * @fires faultlab-ready - the first run is on screen
 * @fires faultlab-step - the position changed
 * @fires faultlab-verdict - a claim's status changed
 * @fires faultlab-explored - everything was tried, or as much as the bounds allow
 * @fires faultlab-error - a document was refused, or the engine failed
 * @cssprop --faultlab-correct - the colour of a correct process
 * @cssprop --faultlab-faulty - of a faulty one
 * @cssprop --faultlab-crashed - of one that has crashed
 * @cssprop --faultlab-held - of a message that is held back
 * @cssprop --faultlab-delivered - of one that is delivered, and of what holds
 * @cssprop --faultlab-value-a - of the first of two values
 * @cssprop --faultlab-value-b - of the second
 * @cssprop --faultlab-ink - of text
 * @cssprop --faultlab-muted - of what is said aside
 * @cssprop --faultlab-rule - of lines
 * @cssprop --faultlab-paper - of the page
 * @cssprop --faultlab-surface - of the figure
 * @cssprop --faultlab-focus - of the ring around what has the focus
 * @cssprop --faultlab-font - the typeface
 * @cssprop --faultlab-font-mono - that of code
 * @cssstate loading - there is no run yet
 * @cssstate ready - a run is on screen
 * @cssstate error - something is wrong, and said
 * @cssstate playing - it steps by itself
 * @csspart figure - the frame
 * @csspart title - the title
 * @csspart claims - the list of claims
 * @csspart stage - the pictures
 * @csspart narration - the sentence
 * @csspart transport - the buttons and the scrubber
 */
export class FaultLab extends LitElement {
  static override properties = {
    scenario: { reflect: true },
    src: { reflect: true },
    step: { type: Number },
    from: { type: Number },
    to: { type: Number },
    knows: {},
    views: {},
    locked: {},
    loading: {},
    explore: {},
    document: { attribute: false },
    width: { state: true },
    playing: { state: true },
    speed: { state: true },
    selected: { state: true },
    pointed: { state: true },
    focusKey: { state: true },
    open: { state: true },
    menu: { state: true },
    menuOptions: { state: true },
    shownViews: { state: true },
    knower: { state: true },
    lieutenant: { state: true },
    touchedPart: { state: true },
    told: { state: true },
    copied: { state: true },
    ownTrouble: { state: true },
    counted: { state: true },
    logOpen: { state: true },
    allClaims: { state: true },
  };
  static override styles: CSSResult = unsafeCSS(shadowSheet);

  declare scenario: string | null;
  declare src: string | null;
  declare step: number | null;
  declare from: number | null;
  declare to: number | null;
  declare knows: string | null;
  declare views: string | null;
  declare locked: string | null;
  declare loading: string | null;
  declare explore: string | null;
  declare document: ScenarioDocument | null;

  // What follows is shared with the parts of the figure, not with the page.
  /** @internal */ declare width: number;
  /** @internal */ declare playing: boolean;
  /** @internal */ declare speed: number;
  /** @internal */ declare selected: number | null;
  /** @internal */ declare pointed: number | null;
  /** @internal */ declare focusKey: string | null;
  /** @internal */ declare open: ReadonlySet<number>;
  /** @internal */ declare menu: "choices" | "faults" | null;
  /** @internal */ declare menuOptions: readonly Option[] | null;
  /** @internal */ declare shownViews: readonly string[] | null;
  /** @internal */ declare knower: number | null;
  /** @internal */ declare lieutenant: number | null;
  /** @internal */ declare touchedPart: number | null;
  /** @internal The claim whose words are told, by name. */ declare told: string | null;
  /** @internal */ declare copied: string;
  /** @internal */ declare ownTrouble: Trouble | null;
  /** @internal A document that is too big to be watched, and is counted instead. */
  declare counted: ScenarioDocument | null;
  /** @internal */ declare logOpen: boolean;
  /** @internal Whether all of many claims are listed. */ declare allClaims: boolean;
  /** @internal Whether a choice leaves those of later steps as they are. */ keepsLater = false;
  /** @internal The cell that opened a menu, and gets the focus back. */ opener: string | null = null;
  /** @internal */ readonly experiment: Experiment = new Experiment(sharedEngine, () => this.#changed());
  /** @internal */ readonly quest: Quest = new Quest(sharedEngine, this.experiment, (found) => {
    if (found) this.#page.explored(found);
    this.requestUpdate();
  });
  /** @internal */ readonly tween: Tween = new Tween(() => this.requestUpdate());

  #near: IntersectionObserver | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opened = "";
  readonly #page: Announcer = new Announcer(this);
  #states: ElementInternals["states"] | undefined;

  constructor() {
    super();
    measureWidth(this);
    this.scenario = this.src = this.knows = this.views = this.locked = this.loading = this.explore = null;
    this.step =
      this.from =
      this.to =
      this.selected =
      this.pointed =
      this.knower =
      this.lieutenant =
      this.touchedPart =
        null;
    this.told =
      this.document =
      this.focusKey =
      this.menu =
      this.menuOptions =
      this.shownViews =
      this.ownTrouble =
      this.counted =
        null;
    this.width = 0;
    this.playing = this.logOpen = this.allClaims = false;
    this.speed = 1;
    this.open = new Set();
    this.copied = "";
    this.#states = this.attachInternals?.().states;
  }

  /** Whether a control is there for the reader. */
  has(control: Control): boolean {
    return !wordsOf(this.locked).includes(control);
  }

  get trouble(): Trouble | null {
    return this.ownTrouble ?? this.experiment.trouble;
  }

  get first(): number {
    return Math.max(0, Math.min(this.from ?? 0, this.experiment.run?.steps ?? 0));
  }

  get last(): number {
    return Math.max(this.first, Math.min(this.to ?? Number.POSITIVE_INFINITY, this.experiment.run?.steps ?? 0));
  }

  // Methods for the page.

  /** Plays to the end; resolves when the figure has begun to play. */
  async play(): Promise<void> {
    if (!this.experiment.run || this.playing) return;
    this.menu = null;
    if (this.experiment.at >= this.last) this.experiment.go(this.first);
    this.playing = true;
    this.#schedule();
  }

  async pause(): Promise<void> {
    this.playing = false;
    clearTimeout(this.#timer);
  }

  /** Moves by so many steps, forward or back; resolves when they are on screen. */
  async stepBy(steps = 1): Promise<void> {
    await this.goTo(this.experiment.at + steps);
  }

  async goTo(position: number): Promise<void> {
    this.menu = null;
    this.experiment.go(Math.max(this.first, Math.min(this.last, position)));
    await this.updateComplete;
  }

  /** Back to the scenario as its author wrote it, at the step it begins with. */
  async reset(): Promise<void> {
    await this.pause();
    this.selected = null;
    this.ownTrouble = null;
    if (this.experiment.touched) await this.experiment.restore();
    await this.goTo(this.step ?? this.experiment.run?.show.step ?? 0);
  }

  /** Tries everything that can happen; resolves to what was found, or to null if it was stopped. */
  tryEverything(): Promise<Progress | null> {
    return this.quest.show();
  }

  /** The address of this page with all that makes this run in its fragment. */
  link(): string {
    const { source, changes, choices, at, document } = this.experiment;
    // A scenario whose document was changed is not the one of that name any more.
    const scenario = Object.keys(changes).length ? null : (source?.scenario ?? null);
    return (
      location.href.split("#", 1)[0] +
      writeLink(this.id || anyFigure, { scenario, document: scenario ? null : document, choices, step: at })
    );
  }

  // Life.

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#onFragment);
    this.addEventListener("keydown", this.#onKey);
    // A figure that was only moved to another place of the page goes on as it was.
    if (this.experiment.run) return;
    this.#near = whenNear(this, () => this.begin());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near?.disconnect();
    removeEventListener("hashchange", this.#onFragment);
    this.removeEventListener("keydown", this.#onKey);
    this.tween.stop();
    this.quest.stop();
    void this.pause();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // Another document is wanted for its own sake, whatever the page's address says.
    if (this.#opened && (changed.has("scenario") || changed.has("src") || changed.has("document")))
      void this.begin(!changed.has("document"));
    const { run } = this.experiment;
    if (run && changed.has("step") && this.step !== null)
      this.experiment.go(Math.max(this.first, Math.min(this.last, this.step)));
    if (run && changed.has("knows")) this.knower = this.#named(this.knows);
    if (changed.has("selected") && this.selected !== null) this.told = null;
    if (changed.has("explore")) this.quest.visible = this.has("explore") && /\bruns\b/.test(this.explore ?? "");
    if (changed.has("views")) this.shownViews = wordsOf(this.views).length ? wordsOf(this.views) : null;
  }

  override updated(): void {
    const run = this.experiment.run;
    const menu = this.renderRoot.querySelector<HTMLElement>(".choices");
    if (menu) placeMenu(this, menu);
    this.#state("loading", !run && !this.trouble && !this.counted);
    this.#state("ready", run !== null || this.counted !== null);
    this.#state("error", this.trouble !== null);
    this.#state("playing", this.playing);
  }

  #state(name: string, on: boolean): void {
    if (on) this.#states?.add(name);
    else this.#states?.delete(name);
  }

  /** @internal Opens what the attributes, the child or the fragment of the address say. */
  async begin(linked = true): Promise<void> {
    this.#opened = `${this.scenario}|${this.src}`;
    this.ownTrouble = this.counted = null;
    try {
      checkAttributes(this);
      this.quest.reset(askedOf(this.explore ?? ""));
      // Such a link is read once more, by the instrument that counts.
      this.counted = linked ? (readTotalsLink(this.id || anyFigure, location.hash)?.document ?? null) : null;
      if (this.counted) return;
      const link = linked ? linkFor(this) : null;
      if (link) {
        const source =
          link.scenario !== null ? await builtin(link.scenario) : { scenario: null, document: link.document! };
        await this.experiment.open(source, link.choices, link.step);
      } else {
        await this.experiment.open(await sourceOf(this), null, this.step ?? undefined);
        const names = this.experiment.run?.processes.map(({ name }) => name);
        if (names && this.knows) mustBeOneOf("knows", this.knows, names);
      }
      if (!this.experiment.run && this.experiment.trouble?.code === "limit") await this.#count();
    } catch (error) {
      this.ownTrouble = troubleOf(error);
      this.#changed();
    }
  }

  // What nobody could watch may still be counted. If it can't, the reason why it is not run is told.
  async #count(): Promise<void> {
    const { document } = this.experiment;
    const engine = await sharedEngine();
    const can = await engine.totals(document).then(
      () => true,
      () => false,
    );
    if (can) this.counted = document;
  }

  readonly #onFragment = (): void => {
    try {
      if (readTotalsLink(this.id || anyFigure, location.hash) || linkFor(this)) void this.begin();
    } catch (error) {
      this.ownTrouble = troubleOf(error);
    }
  };

  // Called whenever the experiment has another run or another position.
  #changed(): void {
    const { run, at } = this.experiment;
    if (run && !this.#page.ready) {
      this.shownViews ??= firstViews(run);
      this.knower = this.#named(this.knows);
      this.tween.to(at, false);
      this.#page.begin(run);
    }
    if (run) {
      const possible = possibleViews(run);
      const fitting = (this.shownViews ?? []).filter((name) => possible.includes(name));
      if (fitting.length !== this.shownViews?.length) this.shownViews = fitting.length ? fitting : firstViews(run);
      if (this.selected !== null && this.selected >= run.eventsUpTo(at)) this.selected = null;
      this.pointed = null;
      if (at !== this.#page.step) this.touchedPart = this.told = null;
      this.tween.to(at, !wantsStillness());
      this.#page.position(run, at);
      if (this.quest.visible) void this.quest.table();
    }
    this.#page.trouble(this.trouble);
    this.requestUpdate();
  }

  #named(process: string | null): number | null {
    const p = this.experiment.run?.processes.findIndex(({ name }) => name === process) ?? -1;
    return p >= 0 ? p : null;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.playing) return;
      this.experiment.go(this.experiment.at + 1);
      if (this.experiment.at >= this.last) this.playing = false;
      else this.#schedule();
    }, 1000 / this.speed);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (onKey(this, event)) event.preventDefault();
  };

  /** @internal Opens the menu of what could happen at this step, or at the one of a cell: what was chosen later stays then. */
  async openChoices(step: number | null = null): Promise<void> {
    if (!this.has("choices") || !this.experiment.run) return;
    await this.pause();
    if (step !== null) await this.goTo(step);
    if (this.experiment.at >= this.experiment.run.steps) return;
    this.opener = step === null ? null : this.focusKey;
    this.keepsLater = step !== null;
    this.menuOptions = null;
    this.menu = "choices";
    try {
      this.menuOptions = await this.experiment.options(this.experiment.at);
    } catch (error) {
      this.ownTrouble = troubleOf(error);
      this.menu = null;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".menu .item")?.focus();
  }

  /** @internal Opens the panel that says who may fail, and how. */
  async openFaults(): Promise<void> {
    this.menu = "faults";
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".panel select")?.focus();
  }

  /** @internal Closes a menu and gives the focus back to the button that opened it. */
  closeMenu(): void {
    const cell = this.opener?.startsWith("node-") ? `[data-node="${this.opener.slice(5)}"]` : null;
    const opener = this.renderRoot.querySelector<HTMLElement>(cell ?? `[data-opens="${this.menu}"]`);
    this.menu = this.opener = null;
    opener?.focus();
  }

  /** @internal A part of a circuit turns to the next way to fail, and the narration says which. */
  async cyclePart(part: number): Promise<void> {
    await this.pause();
    this.selected = this.told = null;
    await this.experiment.cyclePart(part);
    this.touchedPart = part;
  }

  /** @internal */
  async copyLink(): Promise<void> {
    this.copied = await handOut(this.link());
    setTimeout(() => (this.copied = ""), 3000);
  }

  override render(): TemplateResult {
    const { run } = this.experiment;
    if (this.counted) return counter(this, this.counted);
    return html`
      <div class="figure" part="figure" @focusout=${this.#onFocusOut}>
        ${head(this)}
        ${this.trouble ? troubleBox(this, this.trouble) : null}
        <div class="stage" part="stage" role="group" aria-label="Pictures of the run; the arrow keys step" tabindex=${run ? 0 : -1}
          @click=${(event: MouseEvent) => onStageClick(this, event)}
          @pointerover=${(event: PointerEvent) => onStagePoint(this, event)} @pointerleave=${() => (this.pointed = null)}
          @pointermove=${(event: PointerEvent) => onStrip(this, event)} @focusin=${(event: FocusEvent) => onStagePoint(this, event)}>
          ${run ? stage(this) : html`<slot></slot>`}
        </div>
        ${run && this.menu === "choices" ? choiceMenu(this) : null}
        ${this.trouble && !run ? null : this.#controls()}
        <slot name="caption"></slot>
      </div>`;
  }

  // Before the first run they are there and disabled, so that nothing moves when it comes.
  #controls(): TemplateResult {
    return html`
      ${narrationBox(this)}
      ${this.has("transport") ? transport(this) : null}
      <div class="below">
        ${actions(this)}
        ${this.experiment.run && this.menu === "faults" ? faultPanel(this) : null}
      </div>
      ${toolbar(this)}
      ${logAndNotes(this)}
      ${this.quest.visible ? everything(this) : null}`;
  }

  readonly #onFocusOut = (event: FocusEvent): void => {
    const next = event.relatedTarget as Element | null;
    if (this.menu && next && !next.closest?.(`.menu, [data-opens="${this.menu}"]`)) this.menu = null;
  };
}

/** The instrument that takes the place of a figure whose run would be too big. */
const counter = (lab: FaultLab, document: ScenarioDocument): TemplateResult =>
  html`<fault-lab-totals loading="eager" .document=${document} .linkId=${lab.id || anyFigure}><slot></slot></fault-lab-totals>
    <slot name="caption"></slot>`;

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab": FaultLab;
  }
}
