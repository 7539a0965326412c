// <fault-lab>: a figure that can be run, stepped back, branched and broken. What it is at a moment, and what can be done
// with it, is in state.ts; the parts in head.ts, stage.ts, transport.ts, menus.ts, notes.ts and everything.ts show that
// and call its actions. The element hands in what is the page's, places the focus, and tells the page what is new.
// Importing it registers nothing, and needs no window.

import { type CSSResult, html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { type Progress, type ScenarioDocument, sharedEngine } from "../../engine/index.ts";
import { writeLink } from "../../sources/link.ts";
import { shadowSheet } from "../../style/index.ts";
import type { Control } from "../shared/controls.ts";
import type { Experiment, Trouble } from "../shared/experiment.ts";
import { handOut } from "../shared/hand-out.ts";
import { measureWidth, setStates, whenNear } from "../shared/near.ts";
import { anyFigure } from "../shared/source.ts";
import { Announcer } from "./announce.ts";
import { everything } from "./everything.ts";
import { head, toolbar } from "./head.ts";
import { onKey } from "./keys.ts";
import { choiceMenu, faultPanel, placeFocus, placeMenu } from "./menus.ts";
import { logAndNotes, narrationBox, troubleBox } from "./notes.ts";
import { isAddressed, openingOf } from "./opening.ts";
import { onStageClick, onStagePoint, onStrip, stage } from "./stage.ts";
import { FigureState } from "./state.ts";
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

  /** @internal Measured. */ declare width: number;
  /** @internal What the parts of the figure read, and whose actions they call. */
  readonly state: FigureState = new FigureState(
    this,
    {
      engine: sharedEngine,
      opening: (linked) => openingOf(this, linked),
      handOut: () => handOut(this.link()),
      after: (milliseconds, call) => {
        const timer = setTimeout(call, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    (found) => this.#changed(found),
  );

  readonly #tween: Tween = new Tween(() => this.requestUpdate());
  readonly #page: Announcer = new Announcer(this);
  #near: IntersectionObserver | null = null;
  /** What it has begun with; null: nobody has come near. */
  #begun: Pick<FaultLab, "scenario" | "src" | "document"> | null = null;
  #states: ElementInternals["states"] | undefined;

  constructor() {
    super();
    measureWidth(this);
    this.scenario = this.src = this.knows = this.views = this.locked = this.loading = this.explore = null;
    this.step = this.from = this.to = this.document = null;
    this.width = 0;
    this.#states = this.attachInternals?.().states;
  }

  /** @internal */
  get experiment(): Readonly<Experiment> {
    return this.state.experiment;
  }

  /** Whether a control is there for the reader. */
  has(control: Control): boolean {
    return this.state.has(control);
  }

  get trouble(): Trouble | null {
    return this.state.trouble;
  }

  get first(): number {
    return this.state.first;
  }

  get last(): number {
    return this.state.last;
  }

  // Methods for the page.

  /** Plays to the end; resolves when the figure has begun to play. */
  async play(): Promise<void> {
    this.state.play();
  }

  async pause(): Promise<void> {
    this.state.pause();
  }

  /** Moves by so many steps, forward or back; resolves when they are on screen. */
  async stepBy(steps = 1): Promise<void> {
    this.state.stepBy(steps);
    await this.updateComplete;
  }

  async goTo(position: number): Promise<void> {
    this.state.goTo(position);
    await this.updateComplete;
  }

  /** Back to the scenario as its author wrote it, at the step it begins with. */
  async reset(): Promise<void> {
    await this.state.reset();
    await this.updateComplete;
  }

  /** Tries everything that can happen; resolves to what was found, or to null if it was stopped. */
  tryEverything(): Promise<Progress | null> {
    return this.state.tryEverything();
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
    // Whoever puts in a figure that is to load at once, with a document, means that one, whatever the page's address says.
    this.#near = whenNear(this, () => this.#begin(this.loading !== "eager" || this.document === null));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near?.disconnect();
    removeEventListener("hashchange", this.#onFragment);
    this.removeEventListener("keydown", this.#onKey);
    this.#tween.stop();
    this.state.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const { scenario, src, document } = this;
    const begun = this.#begun;
    // Another document is wanted for its own sake, whatever the page's address says.
    if (begun && (scenario !== begun.scenario || src !== begun.src || document !== begun.document))
      this.#begin(document === begun.document);
    this.state.heed(changed);
  }

  override updated(): void {
    const { experiment, look, trouble } = this.state;
    const menu = this.renderRoot.querySelector<HTMLElement>(".choices");
    if (menu) placeMenu(this.renderRoot, menu, look.opener);
    const focus = this.state.takeFocus();
    if (focus) placeFocus(this.renderRoot, focus);
    setStates(this.#states, {
      loading: !experiment.run && !trouble && !look.counted,
      ready: experiment.run !== null || look.counted !== null,
      error: trouble !== null,
      playing: look.playing,
    });
  }

  #begin(linked = true): void {
    const { scenario, src, document } = this;
    this.#begun = { scenario, src, document };
    void this.state.begin(linked);
  }

  readonly #onFragment = (): void => {
    try {
      if (isAddressed(this)) this.#begin();
    } catch (error) {
      this.state.fail(error);
    }
  };

  // Called at every change of the state. Several in a row are one update.
  #changed(found?: Progress): void {
    const { run, at } = this.experiment;
    const moved = run !== null && at !== this.#tween.shown;
    if (run) this.#tween.to(at, moved && this.#page.ready && !wantsStillness());
    this.#page.news(this.state);
    if (found) this.#page.explored(found);
    this.requestUpdate();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (onKey(this.state, event)) event.preventDefault();
  };

  override render(): TemplateResult {
    const { state } = this;
    const { look, trouble } = state;
    const { run } = state.experiment;
    if (look.counted) return counter(this, look.counted);
    return html`
      <div class="figure" part="figure" @focusout=${this.#onFocusOut}>
        ${head(state)}
        ${trouble ? troubleBox(state, trouble) : null}
        <div class="stage" part="stage" role="group" aria-label="Pictures of the run; the arrow keys step" tabindex=${run ? 0 : -1}
          @click=${(event: MouseEvent) => onStageClick(state, event)}
          @pointerover=${(event: PointerEvent) => onStagePoint(state, event)} @pointerleave=${() => state.point(null)}
          @pointermove=${(event: PointerEvent) => onStrip(state, event)} @focusin=${(event: FocusEvent) => onStagePoint(state, event)}>
          ${run ? stage(state, this.#tween.shown) : html`<slot></slot>`}
        </div>
        ${run && look.menu === "choices" ? choiceMenu(state) : null}
        ${trouble && !run ? null : this.#controls()}
        <slot name="caption"></slot>
      </div>`;
  }

  // Before the first run they are there and disabled, so that nothing moves when it comes.
  #controls(): TemplateResult {
    const { state } = this;
    return html`
      ${narrationBox(state)}
      ${state.has("transport") ? transport(state) : null}
      <div class="below">
        ${actions(state)}
        ${state.experiment.run && state.look.menu === "faults" ? faultPanel(state) : null}
      </div>
      ${toolbar(state)}
      ${logAndNotes(state, this)}
      ${state.quest.visible ? everything(state) : null}`;
  }

  readonly #onFocusOut = (event: FocusEvent): void => {
    const { menu } = this.state.look;
    const next = event.relatedTarget as Element | null;
    if (menu && next && !next.closest?.(`.menu, [data-opens="${menu}"]`)) this.state.leaveMenu();
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
