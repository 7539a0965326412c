// The chains of signatures of SM(m): for each lieutenant the set V of orders that it holds, and every signed order that
// came to it, with the seals of its signers and what became of it: it brought a new order, one that was held already,
// or was refused, for which reason.

import type { Run } from "../operations/run.ts";
import { type Chain, type Holder, holders, type Silence } from "./chain-facts.ts";
import { none, Reason } from "./codes.ts";
import { position } from "./facts.ts";
import { alteration, cross, glyph, processMark, sealMark, short, standingClass, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { standing, standings, standingWords } from "./standing.ts";
import { Boxes, fit, textWidth, type View, type ViewOptions } from "./view.ts";

const small = 12;
const rowHeight = 26;
/** What a finger has to meet is 44 pixels, and there is a line's breadth around it. */
const touchHeight = 47;
const silentWords = "nothing by";
const silentWidth = textWidth(silentWords, small) + 8;
const roundHeight = 20;
const headHeight = 54;
const proofHeight = 20;
/** Of more chains than these, those that bring nothing new are only counted. */
const mostLines = 9;

interface Round {
  readonly round: number;
  readonly chains: readonly Chain[];
  /** Lines of those that showed nothing, as many as have room on each. */
  readonly silences: readonly (readonly Token[])[];
}

/** One that showed nothing, as it is drawn. */
interface Token extends Silence {
  readonly text: string;
  readonly wide: number;
}

interface Card {
  readonly process: number;
  readonly holder: Holder;
  readonly rounds: readonly Round[];
  /** How many chains are not drawn. */
  readonly left: readonly Chain[];
}

interface Scene {
  readonly run: Run;
  readonly at: number;
  readonly options: ViewOptions;
  readonly boxes: Boxes;
  readonly label: number;
  readonly seal: number;
  readonly wide: number;
  /** Words of a refusal stand below its chain where there is no room beside it. */
  readonly below: boolean;
  readonly tabbed: number | null;
}

export function chains(run: Run, at: number, options: ViewOptions): View {
  const all = holders(run);
  const boxes = new Boxes();
  const label = Math.min(
    options.width < 420 ? 78 : 104,
    Math.max(...run.processes.map(({ name }) => textWidth(name, small))) + 22,
  );
  const seal = Math.max(24, ...run.processes.map((_, p) => textWidth(sealName(run, p), 11) + 12));
  const most = Math.max(1, ...all.flatMap(({ chains }) => chains.map(({ seals }) => seals.length)));
  const words = Math.max(
    0,
    ...all.flatMap((holder) => holder.chains.map((chain) => textWidth(fateWords(chain), small))),
  );
  const sealed = label + 22 + most * (seal + 3) + 20;
  const least = Math.max(190, sealed + words + 4);
  const below = least > options.width;
  const wanted = below ? Math.max(190, Math.min(options.width, sealed)) : least;
  const count = all.length - 1;
  const fitting = Math.max(1, Math.min(count, Math.floor((options.width + 24) / (wanted + 24))));
  const columns = Math.ceil(count / Math.ceil(count / fitting));
  const wide = Math.min(Math.max(wanted, 300), Math.floor((options.width - (columns - 1) * 24) / columns));
  const gap = columns > 1 ? Math.min(48, Math.floor((options.width - columns * wide) / (columns - 1))) : 0;
  const place = (one: Silence, before: Silence | undefined): Token => {
    // Right behind the same name a sign is enough.
    const name = one.more && before?.from === one.from ? "" : fit(run.processes[one.from]!.name, small, 90);
    const text = [one.more ? "+" : "", name].filter(Boolean).join(" ");
    return { ...one, text, wide: Math.max(options.narrow ? touchHeight - 2 : 26, textWidth(text, small) + 30) };
  };
  const room = wide - silentWidth;
  const cards = all.flatMap((holder, p) => (p === commander ? [] : [cardOf(holder, p, place, room)]));
  const ids = cards.flatMap((card) =>
    visible(options, card)
      ? card.rounds.flatMap(({ chains, silences }) => [
          ...chains.filter((chain) => reached(chain, at) || offers(options, chain)).map((chain) => chain.events[0]!),
          ...(offers(options) ? silences.flat().map(({ event }) => event) : []),
        ])
      : [],
  );
  const focused = Number(options.focus?.startsWith("node-") ? options.focus.slice(5) : Number.NaN);
  const tabbed = ids.includes(focused) ? focused : (ids[0] ?? null);
  const scene: Scene = { run, at, options, boxes, label, seal, wide, below, tabbed };
  let y = 0;
  const parts: Plain[] = [];
  for (let row = 0; row * columns < cards.length; row++) {
    const inRow = cards.slice(row * columns, (row + 1) * columns);
    for (const [column, card] of inRow.entries()) parts.push(drawCard(scene, card, column * (wide + gap), y));
    y += Math.max(...inRow.map((card) => heightOf(card, below, options.narrow))) + 14;
  }
  const height = Math.max(40, y - 10);
  const tree = h(
    "svg",
    {
      class: "view chains",
      viewBox: `0 0 ${options.width} ${height}`,
      width: options.width,
      height,
      role: "group",
      "aria-label": `The signed orders that come to each lieutenant, and the set of orders that each holds${standings(run, at, options.knows)}`,
    },
    parts,
  );
  return { tree, width: options.width, height, boxes: boxes.list };
}

/** The commander signs first, and is shown nothing that he would have to hold. */
const commander = 0;

const visible = ({ knows }: ViewOptions, { process }: Card): boolean => knows === null || knows === process;

const reached = ({ step }: { readonly step: number }, at: number): boolean => position(step) <= at;

/** Whether an onlooker can have something else sent: a process knows nothing of what could have been. */
const offers = ({ knows }: ViewOptions, chain?: Chain): boolean => knows === null && chain?.open !== false;

function cardOf(
  holder: Holder,
  process: number,
  place: (one: Silence, before: Silence | undefined) => Token,
  room: number,
): Card {
  const many = holder.chains.length > mostLines;
  const drawn = holder.chains.filter(({ fate }) => !many || fate !== "held");
  const numbers = [...drawn, ...holder.silences].map(({ round }) => round).sort((a, b) => a - b);
  const rounds = [...new Set(numbers)].map((round): Round => {
    const silences: Token[][] = [];
    let free = 0;
    let before: Silence | undefined;
    for (const one of holder.silences.filter((one) => one.round === round)) {
      let token = place(one, before);
      if (token.wide > free) {
        silences.push([]);
        free = room;
        token = place(one, undefined);
      }
      silences.at(-1)!.push(token);
      free -= token.wide + 4;
      before = one;
    }
    return { round, chains: drawn.filter((chain) => chain.round === round), silences };
  });
  return { process, holder, rounds, left: many ? holder.chains.filter(({ fate }) => fate === "held") : [] };
}

const refused = ({ fate }: Chain): boolean => typeof fate === "number";
const openHeight = (narrow: boolean): number => (narrow ? touchHeight : rowHeight);
const lineHeight = (chain: Chain, below: boolean, narrow: boolean): number =>
  openHeight(narrow && chain.open) + (below && refused(chain) ? 16 : 0);

function heightOf({ rounds, holder, left }: Card, below: boolean, narrow: boolean): number {
  const lines = rounds.reduce(
    (sum, { chains, silences }) =>
      chains.reduce((all, chain) => all + lineHeight(chain, below, narrow), sum) + silences.length * openHeight(narrow),
    0,
  );
  const tail = (holder.proof ? proofHeight : 0) + (left.length ? roundHeight : 0);
  return headHeight + rounds.length * roundHeight + lines + tail;
}

const fates: Readonly<Record<number, string>> = {
  [Reason.repeatedSigner]: "signed twice by one",
  [Reason.ownSignature]: "bears its own seal",
  [Reason.forged]: "a seal is forged",
  [Reason.unexpected]: "ignored",
};

function fateWords(chain: Chain): string {
  if (chain.fate === "new") return "new";
  if (chain.fate === "held") return "held already";
  if (chain.fate === Reason.fewSignatures) return `too few for round ${chain.round}`;
  return fates[chain.fate] ?? "refused";
}

/** A long name is shortened to its first letter on a seal. */
function sealName(run: Run, p: number): string {
  const name = run.processes[p]?.name ?? "?";
  return name.length <= 3 ? name : name.charAt(0).toUpperCase();
}

function drawCard(scene: Scene, card: Card, x: number, y: number): Plain {
  const { run, at, options, boxes, wide } = scene;
  const process = run.processes[card.process]!;
  const seen = visible(options, card);
  const stands = standing(run, card.process, at, options.knows);
  const { proof, held } = card.holder;
  const name = fit(process.name, 14, wide - 28);
  boxes.at(`label ${process.name}`, x + 24, y + 5, textWidth(name, 14), 16);
  const parts: (Plain | null | false)[] = [
    processMark(x + 10, y + 13, 8, { standing: stands, crashed: false, ring: false, dim: !seen }),
    h(
      "text",
      { class: classes("view-title panel-name", standingClass(stands)), x: x + 24, y: y + 18, "font-size": 14 },
      name,
    ),
    seen && drawSet(scene, card, x, y + 40),
  ];
  let top = y + headHeight;
  for (const { round, chains, silences } of card.rounds) {
    const text = `round ${round}`;
    boxes.at(`label ${text} ${card.process}`, x + 1, top + 3, textWidth(text, 11), 13);
    parts.push(
      h("path", { class: "phase-rule", d: `M${x} ${top + 1.5}H${x + wide}` }),
      h("text", { class: "band-label", x: x + 1, y: top + 14, "font-size": 11 }, text),
    );
    top += roundHeight;
    for (const chain of chains) {
      if (seen && reached(chain, at)) parts.push(drawChain(scene, chain, x, top));
      else if (seen && offers(options, chain)) parts.push(drawAhead(scene, chain, x, top));
      top += lineHeight(chain, scene.below, options.narrow);
    }
    for (const line of silences) {
      if (offers(options)) parts.push(drawSilences(scene, line, line === silences[0], card.process, x, top));
      top += openHeight(options.narrow);
    }
  }
  const left = card.left.filter(({ step }) => position(step) <= at).length;
  if (card.left.length) {
    const text = `and ${left} with orders that it holds already`;
    boxes.at(`label left ${card.process}`, x + 1, top + 3, textWidth(text, 11), 13);
    if (seen && left > 0) parts.push(h("text", { class: "band-label", x: x + 1, y: top + 14, "font-size": 11 }, text));
    top += roundHeight;
  }
  if (proof && seen && position(proof.step) <= at) {
    const text = fit(`∎ can prove ${run.processes[commander]!.name} a traitor`, small, wide);
    const fresh = proof.step === Math.ceil(at) - 1;
    boxes.at(`label proof ${card.process}`, x + 1, top + 2, textWidth(text, small), 14);
    parts.push(
      h(
        "g",
        { class: classes("proof", fresh && "fresh"), "data-event": proof.event },
        h("title", {}, `His seal is on ${held.length} orders`),
        h("text", { class: "proof-words", x: x + 1, y: top + 10, "font-size": small }, text),
      ),
    );
  }
  return h("g", { class: classes("pane", standingClass(stands), !seen && "dim") }, parts);
}

// V = { … }, and what the lieutenant makes of it.
function drawSet({ run, at, options, boxes, wide }: Scene, { process, holder }: Card, x: number, y: number): Plain {
  const held = holder.held.filter(({ step }) => position(step) <= at);
  const most = holder.held.length;
  const obeys = holder.obeys && position(holder.obeys.step) <= at ? holder.obeys : null;
  const sign = obeys && valueSign(run, obeys.value);
  const parts: (Plain | null)[] = [
    h("text", { class: "set-name", x: x + 1, y, "font-size": 14 }, "V ="),
    h("text", { class: "set-name", x: x + 36, y, "font-size": 14 }, "{"),
  ];
  let place = x + 54;
  for (const one of held) {
    const fresh = one.step === Math.ceil(at) - 1;
    const chosen = options.selected === one.event || options.pointed === one.event;
    parts.push(
      h(
        "g",
        { class: classes("held-order", fresh && "fresh", chosen && "pointed"), "data-event": one.event },
        fresh && h("circle", { class: "fresh-ring", cx: place, cy: y, r: 10 }),
        glyph(valueSign(run, one.value)!, place, y, 12),
      ),
    );
    place += 23;
  }
  boxes.at(`set ${process}`, x, y - 10, 56 + 23 * most, 20);
  parts.push(h("text", { class: "set-name", x: place - 7, y, "font-size": 14 }, "}"));
  if (obeys && sign) {
    const end = x + wide - 12;
    const text = obeys.reason === Reason.tie ? "several, so" : obeys.reason === Reason.missing ? "none, so" : "obeys";
    boxes.at(`obeys ${process}`, end - 14 - textWidth(text, small), y - 10, textWidth(text, small) + 25, 20);
    parts.push(
      h(
        "g",
        { class: "obeys", "data-event": obeys.event },
        h("text", { class: "obeys-words", x: end - 15, y, "font-size": small, "text-anchor": "end" }, text),
        h("circle", { class: "decision", cx: end, cy: y, r: 10 }),
        glyph(sign, end, y, 10),
      ),
    );
  }
  const words = held.map(({ value }) => valueSign(run, value)!.name).join(" and ");
  return h(
    "g",
    { class: "order-set" },
    h(
      "title",
      {},
      `${run.processes[process]!.name} holds ${words || "no order"}${sign ? `, and obeys ${sign.name}` : ""}`,
    ),
    parts,
  );
}

function drawChain(scene: Scene, chain: Chain, x: number, y: number): Plain {
  const { run, at, options, boxes, label, seal, wide } = scene;
  const sender = run.processes[chain.from]!;
  const stands = standing(run, chain.from, at, options.knows);
  const blind = options.knows !== null;
  const tall = lineHeight(chain, scene.below, options.narrow);
  const row = openHeight(options.narrow && chain.open);
  const middle = y + row / 2;
  const fresh = chain.step === Math.ceil(at) - 1;
  const here = (event: number | null): boolean => event !== null && chain.events.includes(event);
  const id = chain.events[0]!;
  const sign = valueSign(run, chain.value === none ? none : chain.value);
  const name = fit(sender.name, small, label - 20);
  const end = x + label + 22 + chain.seals.length * (seal + 3);
  const words = fateWords(chain);
  boxes.at(`chain ${id}`, x, y + 1, wide, tall - 2);
  return h(
    "g",
    {
      class: classes(
        "node chain",
        chain.lie && !blind && "false",
        chain.altered && !blind && "altered",
        typeof chain.fate === "string" ? chain.fate : "refused",
        fresh && "fresh",
        here(options.selected) && "selected",
        here(options.pointed) && "pointed",
      ),
    },
    // The words of a button are its own; what is drawn over it only looks like it.
    h(
      "g",
      {
        "data-node": id,
        "data-event": chain.events.at(-1),
        "data-choose": offers(options, chain) ? chain.step : undefined,
        role: "button",
        tabindex: scene.tabbed === id ? 0 : -1,
        "aria-label": chainWords(scene, chain),
      },
      h("rect", { class: "node-box", x: x + 0.5, y: y + 1.5, width: wide - 1, height: tall - 3, rx: 4 }),
    ),
    processMark(x + 10, middle, 4.5, { standing: stands, crashed: false, ring: false }),
    h("text", { class: classes("line-name", standingClass(stands)), x: x + 19, y: middle, "font-size": small }, name),
    sign && glyph(sign, x + label + 6, middle, 11),
    chain.altered && !blind && alteration(x + label + 6, y + 3, 8),
    h("path", { class: "thread", d: `M${x + label + 15} ${middle}H${end - 6}` }),
    chain.seals.map(({ by, forged }, i) =>
      sealMark(short(x + label + 18 + i * (seal + 3)), middle, seal, sealName(run, by), {
        standing: standing(run, by, at, options.knows),
        forged,
      }),
    ),
    chain.fate === "new"
      ? h("path", { class: "check-mark", d: `M${end + 1} ${middle}l3 3.5l6 -7` })
      : refused(chain)
        ? cross(end + 5, middle, 9, "cross refusal")
        : h("circle", { class: "unheard", cx: end + 5, cy: middle, r: 3 }),
    scene.below && !refused(chain)
      ? null
      : h(
          "text",
          {
            class: "fate-words",
            x: scene.below ? x + label : end + 15,
            y: scene.below ? y + row + 5 : middle,
            "font-size": small,
          },
          words,
        ),
  );
}

/** What a traitor will show, and can be made to show otherwise: that it is there, and not what it is. */
function drawAhead(scene: Scene, chain: Chain, x: number, y: number): Plain {
  const { run, options, boxes, wide, label } = scene;
  const sender = run.processes[chain.from]!;
  const tall = lineHeight(chain, scene.below, options.narrow);
  const name = fit(sender.name, small, label - 20);
  const id = chain.events[0]!;
  boxes.at(`chain ${id}`, x, y + 1, wide, tall - 2);
  const words = `${sender.name} to ${run.processes[chain.to]!.name} in round ${chain.round}: choose what it shows`;
  return opening(scene, chain.from, id, chain.step, "ahead", words, { x, y, width: wide, height: tall }, name);
}

function drawSilences(scene: Scene, line: readonly Token[], first: boolean, to: number, x: number, y: number): Plain {
  const { run, at, options, boxes } = scene;
  const height = openHeight(options.narrow);
  const hearer = run.processes[to]!.name;
  const told = first && line.some((one) => reached(one, at));
  if (told) boxes.at(`label nothing ${line[0]!.event}`, x + 1, y + height / 2 - 7, silentWidth - 8, 14);
  let left = x + silentWidth;
  const tokens = line.map((one) => {
    const { name } = run.processes[one.from]!;
    const past = reached(one, at);
    const words = past
      ? `${name} shows ${hearer} nothing${one.more ? " more" : ""} in round ${one.round}`
      : `${name} to ${hearer} in round ${one.round}: choose what ${one.more ? "more " : ""}it shows`;
    const area = { x: left, y, width: one.wide, height };
    left += one.wide + 4;
    boxes.at(`silence ${one.event}`, area.x, y + 1, one.wide, height - 2);
    return opening(scene, one.from, one.event, one.step, past ? "silence" : "silence ahead", words, area, one.text);
  });
  return h(
    "g",
    {},
    told && h("text", { class: "band-label", x: x + 1, y: y + height / 2 + 4, "font-size": small }, silentWords),
    tokens,
  );
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A place at which something else can be chosen. */
function opening(
  { run, at, tabbed, options }: Scene,
  from: number,
  id: number,
  step: number,
  look: string,
  words: string,
  { x, y, width, height }: Area,
  name: string,
): Plain {
  const middle = y + height / 2;
  const past = look === "silence";
  const stands = standing(run, from, at, options.knows);
  return h(
    "g",
    {
      class: classes(
        "node chain",
        look,
        past && options.selected === id && "selected",
        past && options.pointed === id && "pointed",
      ),
    },
    h(
      "g",
      {
        "data-node": id,
        "data-event": past ? id : undefined,
        "data-choose": step,
        role: "button",
        tabindex: tabbed === id ? 0 : -1,
        "aria-label": words,
      },
      h("rect", { class: "node-box", x: x + 0.5, y: y + 1.5, width: width - 1, height: height - 3, rx: 4 }),
    ),
    processMark(x + 10, middle, 4.5, { standing: stands, crashed: false, ring: false }),
    h("text", { class: classes("line-name", standingClass(stands)), x: x + 19, y: middle, "font-size": small }, name),
  );
}

function chainWords({ run, at, options }: Scene, chain: Chain): string {
  const name = (p: number): string => run.processes[p]?.name ?? "nobody";
  // What one of them can sign, all can that may fail.
  const shared = (p: number): string => {
    const stands = standing(run, p, at, options.knows);
    return stands === "correct" ? "" : ` (${standingWords[stands]}: any that may fail can make this seal)`;
  };
  const seals = chain.seals.map(({ by, forged }) => `${name(by)}${forged ? " (forged)" : shared(by)}`);
  const fate =
    chain.fate === "new"
      ? "a new order"
      : chain.fate === "held"
        ? "an order that it holds already"
        : `refused: ${fateWords(chain)}`;
  const altered = chain.altered && options.knows === null ? ", altered on the way" : "";
  return `${name(chain.from)} shows ${name(chain.to)} ${valueSign(run, chain.value)?.name ?? "nothing"}${altered}, signed by ${seals.join(", ")}: ${fate}`;
}
