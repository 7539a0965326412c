// What a figure is at a moment, and what can be done with it: the run and the position in it, what its page gives it, and
// what its reader has opened, selected and set. The parts of the figure read this and call its actions. Nothing else
// writes it, and one listener hears of every change. It knows no page: what it needs of one is handed in.

import type { Progress, ScenarioDocument } from "../../engine/index.ts";
import { type Option, type Run, Status } from "../../operations/run.ts";
import { scenario } from "../../sources/scenarios.ts";
import { firstViews, possibleViews } from "../../views/all.ts";
import { mustBeOneOf, wordsOf } from "../shared/attributes.ts";
import type { Control } from "../shared/controls.ts";
import { Experiment, type Trouble, troubleOf } from "../shared/experiment.ts";
import { Quest } from "../shared/quest.ts";
import { type Focus, type Look, type Menu, untouched } from "./look.ts";
import type { Given, Surroundings } from "./surroundings.ts";

/** How long it is told that a link was copied, in milliseconds. */
const toldFor = 3000;

export class FigureState {
  readonly given: Given;
  readonly experiment: Readonly<Experiment>;
  readonly quest: Readonly<Quest>;
  readonly #around: Surroundings;
  readonly #changed: (found?: Progress) => void;
  #look: Look = untouched;
  #focus: Focus | null = null;
  /** The position that was heard of last; -1 before the first run. */
  #position = -1;
  /** Questions that were asked so far: an answer to an older one is thrown away. */
  #opened = 0;
  #menus = 0;
  #stopPlaying: () => void = () => {};
  #stopTelling: () => void = () => {};

  /** The listener is called at every change; with what was found once everything was tried. */
  constructor(given: Given, around: Surroundings, changed: (found?: Progress) => void) {
    this.given = given;
    this.#around = around;
    this.#changed = changed;
    const experiment = new Experiment(around.engine, () => this.#moved());
    this.experiment = experiment;
    this.quest = new Quest(around.engine, experiment, changed);
  }

  // What can be read.

  get look(): Look {
    return this.#look;
  }

  /** Whether a control is there for the reader. */
  has(control: Control): boolean {
    return !wordsOf(this.given.locked).includes(control);
  }

  /** The first position that can be shown, and the last. */
  get first(): number {
    return Math.max(0, Math.min(this.given.from ?? 0, this.#steps));
  }

  get last(): number {
    return Math.max(this.first, Math.min(this.given.to ?? Number.POSITIVE_INFINITY, this.#steps));
  }

  get #steps(): number {
    return this.experiment.run?.steps ?? 0;
  }

  get trouble(): Trouble | null {
    return this.#look.trouble ?? this.experiment.trouble;
  }

  /** The document; before it is opened, what is known of a built-in one by its name. */
  get document(): ScenarioDocument {
    return this.experiment.source ? this.experiment.document : (scenario(this.given.scenario ?? "") ?? {});
  }

  /** A circuit is known before there is a run. */
  get isCircuit(): boolean {
    const { protocol } = this.document;
    return typeof protocol === "string" && protocol.startsWith("tmr/");
  }

  // What the page does.

  /** Opens what the page wants. Its address may say something of its own, unless the page has just changed its mind. */
  async begin(linked = true): Promise<void> {
    const turn = ++this.#opened;
    const { experiment } = this;
    this.#set({ trouble: null, counted: null });
    try {
      const opening = this.#around.opening(linked);
      this.quest.reset(opening.asked);
      this.#set({ counted: opening.counted });
      if (opening.counted) return;
      const source = await opening.source();
      if (turn !== this.#opened) return;
      const { link } = opening;
      await experiment.open(source, link?.choices ?? null, link?.step ?? this.given.step ?? undefined);
      if (turn !== this.#opened) return;
      const { knows } = this.given;
      const names = experiment.run?.processes.map(({ name }) => name);
      if (names && knows && !link) mustBeOneOf("knows", knows, names);
      if (!experiment.run && experiment.trouble?.code === "limit") await this.#count(turn);
    } catch (error) {
      if (turn === this.#opened) this.fail(error);
    }
  }

  // What nobody could watch may still be counted. If it can't, the reason why it is not run is told.
  async #count(turn: number): Promise<void> {
    const { document } = this.experiment;
    const engine = await this.#around.engine();
    const can = await engine.totals(document).then(
      () => true,
      () => false,
    );
    if (can && turn === this.#opened) this.#set({ counted: document });
  }

  /** Follows the attributes that have changed. */
  heed(changed: { has(name: "step" | "knows" | "views" | "explore"): boolean }): void {
    const { run } = this.experiment;
    const { step, knows, views, explore } = this.given;
    if (run && changed.has("step") && step !== null) this.experiment.go(this.#within(step));
    if (run && changed.has("knows")) this.#set({ knower: this.#named(knows) });
    if (changed.has("explore")) this.quest.offer(this.has("explore") && /\bruns\b/.test(explore ?? ""));
    if (changed.has("views")) {
      const names = wordsOf(views);
      this.#set({ views: run ? fitting(run, names) : names.length ? names : null });
    }
  }

  /** Says what went wrong. */
  fail(error: unknown): void {
    this.#set({ trouble: troubleOf(error) });
  }

  // Steps.

  /** Plays to the end, from the beginning if it is there already. */
  play(): void {
    if (!this.experiment.run || this.#look.playing) return;
    this.#set({ menu: null });
    if (this.experiment.at >= this.last) this.experiment.go(this.first);
    this.#set({ playing: true });
    this.#playOn();
  }

  #playOn(): void {
    this.#stopPlaying();
    this.#stopPlaying = this.#around.after(1000 / this.#look.speed, () => {
      this.experiment.go(this.experiment.at + 1);
      if (this.experiment.at >= this.last) this.#set({ playing: false });
      else if (this.#look.playing) this.#playOn();
    });
  }

  pause(): void {
    this.#stopPlaying();
    this.#set({ playing: false });
  }

  togglePlaying(): void {
    if (this.#look.playing) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.#set({ speed });
  }

  stepBy(steps: number): void {
    this.goTo(this.experiment.at + steps);
  }

  goTo(position: number): void {
    this.#set({ menu: null });
    this.experiment.go(this.#within(position));
  }

  /** Goes where a reader wants to be, who does not want to be carried on from there. */
  scrubTo(position: number): void {
    this.pause();
    this.goTo(position);
  }

  /** Back to the scenario as its author wrote it, at the step it begins with. */
  async reset(): Promise<void> {
    this.pause();
    this.#set({ selected: null, trouble: null });
    if (this.experiment.touched) await this.experiment.restore();
    this.goTo(this.given.step ?? this.experiment.run?.show.step ?? 0);
  }

  #within(position: number): number {
    return Math.max(this.first, Math.min(this.last, position));
  }

  // What is pointed at and selected.

  /** Selects an event, or none. */
  select(event: number | null): void {
    this.#set(event === null ? { selected: null } : { selected: event, told: null });
  }

  toggleSelected(event: number): void {
    this.select(this.#look.selected === event ? null : event);
  }

  /** Points at an event, or at none. */
  point(event: number | null): void {
    this.#set({ pointed: event });
  }

  /** A claim leads to the event that breaks it; of any other it is told what it claims. */
  tellClaim(name: string): void {
    const claim = this.experiment.run?.claims.find((one) => one.name === name);
    if (!claim) return;
    const broken = claim.changes.find(([, , status]) => status === Status.violated);
    const beyond = broken && this.given.to !== null && broken[0] + 1 > this.last;
    if (!broken || beyond) {
      this.#set({ selected: null, told: name });
      return;
    }
    const [step, event] = broken;
    this.goTo(step + 1);
    this.select(event >= 0 ? event : null);
  }

  /** Closes or takes back the last of what a reader has opened. Says whether there was something. */
  escape(): boolean {
    const { menu, selected, told } = this.#look;
    if (menu) this.closeMenu();
    else if (selected !== null) this.select(null);
    else if (told !== null) this.#set({ told: null });
    else return false;
    return true;
  }

  // Menus.

  /**
   * Opens the menu of what could happen at this step; or at that of a node, and what was chosen for later steps stays
   * then.
   */
  async openChoices(at?: { readonly step: number; readonly node: number }): Promise<void> {
    const { experiment } = this;
    if (!this.has("choices") || !experiment.run) return;
    this.pause();
    if (at) this.goTo(at.step);
    if (experiment.at >= experiment.run.steps) return;
    const turn = ++this.#menus;
    const opener = at?.node ?? null;
    this.#set({ menu: "choices", options: null, opener, keepsLater: at !== undefined });
    const wanted = (): boolean => turn === this.#menus && this.#look.menu === "choices";
    try {
      const options = await experiment.options(experiment.at);
      if (!wanted()) return;
      this.#set({ options }, { to: "menu", menu: "choices", opener });
    } catch (error) {
      if (wanted()) this.#set({ menu: null, trouble: troubleOf(error) });
    }
  }

  /** Opens the panel that says who may fail, and how. */
  openFaults(): void {
    this.#set({ menu: "faults", opener: null }, { to: "menu", menu: "faults", opener: null });
  }

  toggleMenu(menu: Menu): void {
    if (this.#look.menu === menu) this.closeMenu();
    else if (menu === "choices") void this.openChoices();
    else this.openFaults();
  }

  /** Closes a menu and gives the focus back to what opened it. */
  closeMenu(): void {
    const { menu, opener } = this.#look;
    if (menu) this.#set({ menu: null, opener: null }, { to: "opener", menu, opener });
  }

  /** Closes a menu that the focus has left. */
  leaveMenu(): void {
    this.#set({ menu: null, opener: null });
  }

  /** Where the focus has to go now that the change is on screen. It is said once. */
  takeFocus(): Focus | null {
    const focus = this.#focus;
    this.#focus = null;
    return focus;
  }

  /** Takes what is in the menu of choices. */
  async pick(option: Option, usual: boolean): Promise<void> {
    const { experiment } = this;
    const { keepsLater } = this.#look;
    this.closeMenu();
    this.select(null);
    await experiment.choose(experiment.at, option, usual, keepsLater);
  }

  /** A part of a circuit turns to the next way to fail, and the narration says which. */
  async cyclePart(part: number): Promise<void> {
    this.pause();
    this.#set({ selected: null, told: null });
    await this.experiment.cyclePart(part);
    this.#set({ touchedPart: part });
  }

  // How it is looked at.

  /** The tab key leads to this part of a picture from now on. */
  focusOn(part: string): void {
    this.#set({ focused: part });
  }

  toggleNode(node: number): void {
    const openNodes = new Set(this.#look.openNodes);
    if (!openNodes.delete(node)) openNodes.add(node);
    this.#set({ openNodes });
  }

  /** Shows what a process knows; null: what really happens. */
  knowAs(process: number | null): void {
    this.#set({ knower: process });
  }

  showTreeOf(process: number): void {
    this.#set({ lieutenant: process });
  }

  /** Shows a view, or puts it away. The last one stays, and they are shown in the order in which they suit the run. */
  toggleView(name: string): void {
    const { run } = this.experiment;
    if (!run) return;
    const shown = this.#look.views ?? [];
    const views = shown.includes(name)
      ? shown.filter((one) => one !== name)
      : possibleViews(run).filter((one) => shown.includes(one) || one === name);
    if (views.length) this.#set({ views });
  }

  openLog(open: boolean): void {
    this.#set({ logOpen: open });
  }

  toggleClaims(): void {
    this.#set({ allClaims: !this.#look.allClaims });
  }

  async copyLink(): Promise<void> {
    const copied = await this.#around.handOut();
    this.#stopTelling();
    this.#stopTelling = this.#around.after(toldFor, () => this.#set({ copied: "" }));
    this.#set({ copied });
  }

  // Everything that can happen.

  /** Tries everything that can happen. Null: it was stopped. */
  tryEverything(): Promise<Progress | null> {
    return this.quest.show();
  }

  /** Begins at once; or stops, and puts away what was found. */
  toggleEverything(): void {
    if (this.quest.visible) this.quest.hide();
    else void this.tryEverything();
  }

  /** Nobody looks any more. */
  stop(): void {
    this.quest.stop();
    this.pause();
  }

  // Called whenever the experiment has another run or another position.
  #moved(): void {
    const { run, at } = this.experiment;
    if (!run) {
      this.#changed();
      return;
    }
    const { views, knower, selected, touchedPart, told } = this.#look;
    const first = this.#position < 0;
    const moved = at !== this.#position;
    this.#position = at;
    this.#write({
      views: fitting(run, views ?? firstViews(run)),
      knower: first ? this.#named(this.given.knows) : knower,
      // What has not happened yet can't be selected.
      selected: selected !== null && selected >= run.eventsUpTo(at) ? null : selected,
      pointed: null,
      touchedPart: moved ? null : touchedPart,
      told: moved ? null : told,
    });
    if (this.quest.visible) void this.quest.table();
    this.#changed();
  }

  #named(process: string | null): number | null {
    const p = this.experiment.run?.processes.findIndex(({ name }) => name === process) ?? -1;
    return p >= 0 ? p : null;
  }

  // What stays the same is no change; that the focus has to go somewhere is one.
  #set(change: Partial<Look>, focus?: Focus): void {
    if (focus) this.#focus = focus;
    if (this.#write(change) || focus) this.#changed();
  }

  #write(change: Partial<Look>): boolean {
    const names = Object.keys(change) as (keyof Look)[];
    const news = names.some((name) => !Object.is(this.#look[name], change[name]));
    if (news) this.#look = { ...this.#look, ...change };
    return news;
  }
}

/** Of these views those that can show a run; if there are none, the first that suit it. */
function fitting(run: Run, names: readonly string[]): readonly string[] {
  const possible = possibleViews(run);
  const left = names.filter((name) => possible.includes(name));
  if (left.length === names.length && left.length) return names;
  return left.length ? left : firstViews(run);
}
