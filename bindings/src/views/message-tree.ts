// The message tree of OM(m), as one lieutenant sees it. A node is named by the path of its message, so its parent is
// what the speaker claims to have heard. Each node shows what was heard; when all is in, the tree folds from the
// leaves: an inner node becomes the majority over what was heard there and its children's results.

import type { Run } from "../operations/run.ts";
import { Kind, none, Reason } from "./codes.ts";
import { position } from "./facts.ts";
import { alteration, glyph, short, standingClass, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { firstFrom } from "./search.ts";
import { standing, standings } from "./standing.ts";
import { Boxes, fit, textWidth, type View, type ViewOptions } from "./view.ts";

const size = 13;
const boxHeight = 22;
const mostRows = 24;

interface Heard {
  readonly event: number;
  readonly value: number;
  readonly lie: boolean;
  readonly altered: boolean;
  readonly step: number;
}
interface Vote {
  readonly event: number;
  readonly value: number;
  readonly reason: number;
  readonly step: number;
}

/** The tree of one lieutenant: the nodes whose path leaves it out, and what it heard and worked out at each. */
interface Mine {
  readonly children: ReadonlyMap<number, readonly number[]>;
  readonly heard: ReadonlyMap<number, Heard>;
  readonly votes: ReadonlyMap<number, Vote>;
  readonly depth: number;
  /** The deepest level that is open without being asked for. */
  readonly openLevel: number;
  /** What the leaves below a node heard, by value: the steps at which, going up. */
  readonly below: Map<number, ReadonlyMap<number, readonly number[]>>;
}

const kept = new WeakMap<Run, Map<number, Mine>>();

function mine(run: Run, p: number): Mine {
  let of = kept.get(run);
  if (!of) kept.set(run, (of = new Map()));
  let tree = of.get(p);
  if (!tree) of.set(p, (tree = gather(run, p)));
  return tree;
}

function gather(run: Run, p: number): Mine {
  const children = new Map<number, number[]>();
  const through = new Set<number>();
  let depth = 0;
  for (const [node, [parent = -1, process = 0, level = 0]] of run.shape.entries()) {
    if (process === p || through.has(parent)) {
      through.add(node);
      continue;
    }
    depth = Math.max(depth, level);
    children.set(node, []);
    if (parent >= 0) children.get(parent)!.push(node);
  }
  const heard = new Map<number, Heard>();
  const votes = new Map<number, Vote>();
  const { events } = run;
  for (let i = 0; i < events.length; i++) {
    if (events.process(i) !== p) continue;
    const kind = events.kind(i);
    const [event, value, step] = [i, events.value(i), events.step(i)];
    const [lie, altered] = [events.reason(i) === Reason.lie, events.reason(i) === Reason.altered];
    if (kind === Kind.receive) heard.set(events.arg(i), { event, value, step, lie, altered });
    if (kind === Kind.drop) heard.set(events.arg(i), { event, value: none, step, lie: false, altered: false });
    if (kind === Kind.vote) votes.set(events.arg(i), { event, value, step, reason: events.reason(i) });
  }
  return { children, heard, votes, depth, openLevel: openLevelOf(run, children, depth), below: new Map() };
}

// Levels are open while they fit.
function openLevelOf(run: Run, children: ReadonlyMap<number, unknown>, depth: number): number {
  const counts: number[] = [];
  for (const node of children.keys()) counts[run.shape[node]![2]!] = (counts[run.shape[node]![2]!] ?? 0) + 1;
  let open = 0;
  while (open < depth && counts[open + 1]! <= mostRows) open++;
  return open;
}

/** The lieutenant whose tree is drawn: the one asked for, else the first that is correct. */
export function treeOwner(run: Run, options: Pick<ViewOptions, "knows" | "lieutenant">): number {
  const asked = options.lieutenant ?? options.knows;
  const leader = run.shape[0]?.[1] ?? 0;
  if (asked !== null && asked !== leader) return asked;
  const correct = run.processes.findIndex((process, p) => p !== leader && !process.faulty);
  return correct >= 0 ? correct : leader === 0 ? 1 : 0;
}

interface Row {
  readonly node: number;
  readonly level: number;
  y: number;
  readonly folded: boolean;
}

// Below the levels that are open a branch opens when it is asked for.
function rowsOf({ children: all, openLevel }: Mine, open: ReadonlySet<number>): { rows: Row[]; count: number } {
  const rows: Row[] = [];
  let next = 0;
  const place = (node: number, level: number): Row => {
    const children = all.get(node)!;
    const expanded = children.length > 0 && (level < openLevel || open.has(node));
    const row: Row = { node, level, y: 0, folded: children.length > 0 && !expanded };
    rows.push(row);
    if (expanded) {
      const placed = children.map((child) => place(child, level + 1));
      row.y = (placed[0]!.y + placed.at(-1)!.y) / 2;
    } else {
      row.y = next++;
    }
    return row;
  };
  place(0, 0);
  return { rows, count: next };
}

export function messageTree(run: Run, at: number, options: ViewOptions): View {
  const p = treeOwner(run, options);
  const tree = mine(run, p);
  const boxes = new Boxes();
  const name = (node: number): string => run.processes[run.shape[node]![1]!]!.name;
  const { rows, count } = rowsOf(tree, options.open);
  const levels = Math.max(...rows.map((row) => row.level)) + 1;
  const wides = Array.from({ length: levels }, (_, level) => {
    const texts = rows.filter((row) => row.level === level).map((row) => textWidth(name(row.node), size));
    const inner = rows.some((row) => row.level === level && tree.children.get(row.node)!.length > 0);
    return Math.max(...texts) + 34 + (inner ? 38 : 0);
  });
  const note = rows.some((row) => row.folded) ? 110 : 0;
  const all = wides.reduce((sum, wide) => sum + wide, 0);
  const gap = levels > 1 ? Math.max(12, Math.min(64, Math.floor((options.width - all - note - 2) / (levels - 1)))) : 0;
  const left = (level: number): number => 1 + wides.slice(0, level).reduce((sum, wide) => sum + wide + gap, 0);
  // Few rows may have air between them; many stand close.
  const rowHeight = count <= 6 ? 34 : count <= 12 ? 30 : 26;
  const top = 50;
  const y = (row: Row): number => Math.round(top + row.y * rowHeight + boxHeight / 2);
  const height = Math.round(top + count * rowHeight + 4);
  const byNode = new Map(rows.map((row) => [row.node, row]));
  const scene: Scene = { run, at, options, tree, p, boxes };

  const edges: Plain[] = [];
  for (const row of rows) {
    for (const child of tree.children.get(row.node)!) {
      const to = byNode.get(child);
      if (!to) continue;
      const x1 = left(row.level) + wides[row.level]!;
      const x2 = left(to.level);
      const mid = Math.round((x1 + x2) / 2) + 0.5;
      const result = voteAt(scene, row.node) ? valueSign(run, resultAt(scene, child)) : null;
      edges.push(h("path", { class: "edge", d: `M${x1} ${y(row) + 0.5}H${mid}V${y(to) + 0.5}H${x2}` }));
      // What a child brings into the vote has the colour of its result.
      if (result) edges.push(h("path", { class: `edge edge-${result.tone}`, d: `M${mid} ${y(to) + 0.5}H${x2}` }));
    }
  }
  const headings = wides.map((_, level) => {
    const text = `round ${level + 1}`;
    boxes.at(`label ${text}`, left(level), 26, textWidth(text, 12), 12);
    return h("text", { class: "band-label", x: left(level), y: 36, "font-size": 12 }, text);
  });
  const title = `What ${run.processes[p]!.name} heard, and how it votes`;
  boxes.at("label title", 1, 2, textWidth(title, size), 14);
  const svg = h(
    "svg",
    {
      class: "view tree",
      viewBox: `0 0 ${options.width} ${height}`,
      width: options.width,
      height,
      role: "tree",
      "aria-label": `${title}${standings(run, at, options.knows)}`,
    },
    h("text", { class: "view-title", x: 1, y: 14, "font-size": size }, title),
    headings,
    edges,
    rows.map((row) =>
      node(
        scene,
        row,
        left(row.level),
        y(row),
        wides[row.level]!,
        row.node === (Number(options.focus?.slice(5)) || 0) && (options.focus ?? "node-").startsWith("node-"),
      ),
    ),
  );
  return { tree: svg, width: options.width, height, boxes: boxes.list };
}

interface Scene {
  readonly run: Run;
  readonly at: number;
  readonly options: ViewOptions;
  readonly tree: Mine;
  readonly p: number;
  readonly boxes: Boxes;
}

function heardAt({ tree, at }: Scene, node: number): Heard | undefined {
  const heard = tree.heard.get(node);
  return heard && position(heard.step) <= at ? heard : undefined;
}

// All votes are counted in one step. On the way through it the levels fold one after the other, leaves first.
function voteAt({ run, tree, at }: Scene, node: number): Vote | undefined {
  const vote = tree.votes.get(node);
  if (!vote) return undefined;
  const level = run.shape[node]![2]!;
  const due = vote.step + (tree.depth - level) / (tree.depth + 1);
  return at >= vote.step + 1 || at > due ? vote : undefined;
}

function resultAt(scene: Scene, node: number): number {
  return voteAt(scene, node)?.value ?? heardAt(scene, node)?.value ?? none;
}

function node(scene: Scene, row: Row, x: number, y: number, wide: number, tabbed: boolean): Plain {
  const { run, tree, options, boxes } = scene;
  const teller = run.shape[row.node]![1]!;
  const who = run.processes[teller]!;
  const heard = heardAt(scene, row.node);
  const vote = voteAt(scene, row.node);
  const inner = tree.children.get(row.node)!.length > 0;
  const told = heard && valueSign(run, heard.value);
  const result = vote && valueSign(run, vote.value);
  const lie = heard?.lie && options.knows === null;
  const altered = heard?.altered && options.knows === null;
  const here = (event: number | null): boolean =>
    event !== null && (event === tree.heard.get(row.node)?.event || event === tree.votes.get(row.node)?.event);
  const chosen = here(options.selected);
  const top = y - boxHeight / 2;
  const nameWide = wide - 34 - (inner ? 38 : 0);
  boxes.at(`node ${row.node}`, x, top, wide, boxHeight);
  const slot = x + 8 + nameWide + 12;
  return h(
    "g",
    {
      class: classes(
        "node",
        lie && "false",
        altered && "altered",
        inner && "inner",
        vote && "voted",
        chosen && "selected",
        here(options.pointed) && "pointed",
        !heard && "empty",
      ),
      "data-node": row.node,
      "data-event": heard?.event,
      role: "treeitem",
      tabindex: tabbed ? 0 : -1,
      "aria-level": row.level + 1,
      "aria-expanded": inner ? (row.folded ? "false" : "true") : undefined,
      "aria-selected": chosen ? "true" : "false",
      "aria-label": nodeWords(scene, row.node),
    },
    h("rect", { class: "node-box", x: x + 0.5, y: top + 0.5, width: wide - 1, height: boxHeight - 1, rx: 4 }),
    h(
      "text",
      {
        class: classes("node-name", standingClass(standing(run, teller, scene.at, options.knows))),
        x: x + 8,
        y,
        "font-size": size,
      },
      fit(who.name, size, nameWide + 4),
    ),
    told
      ? glyph(told, slot, y, 11, lie ? "false" : "")
      : h("circle", { class: heard ? "missing" : "unheard", cx: short(slot), cy: y, r: !inner && result ? 8 : 4 }),
    altered && alteration(slot, top, 8),
    // Silence at a leaf counts as the default, which stands inside of the empty mark.
    !told && !inner && result && glyph(result, slot, y, 7),
    inner && h("path", { class: "fold-arrow", d: `M${slot + 11} ${y - 3}l4 3l-4 3` }),
    inner &&
      (result
        ? h(
            "g",
            { class: "result" },
            h("circle", { class: "decision", cx: slot + 28, cy: y, r: 9 }),
            glyph(result, slot + 28, y, 9),
          )
        : h("circle", { class: "unheard", cx: slot + 28, cy: y, r: 4 })),
    row.folded && folded(scene, row.node, x + wide + 8, y),
  );
}

// A folded branch tells how many of its leaves say what.
function folded(scene: Scene, node: number, x: number, y: number): Plain {
  const counts: [number, number][] = [];
  for (const [value, steps] of heardBelow(scene.tree, node)) {
    // What is heard at step k is seen from position k + 1 on.
    const count = firstFrom(steps, Math.floor(scene.at));
    if (count > 0) counts.push([value, count]);
  }
  const parts = counts
    .sort(([a], [b]) => b - a)
    .map(([value, times]) => `${times} ${valueSign(scene.run, value)!.letter}`);
  const text = `+ ${parts.length ? parts.join(" ") : leavesBelow(scene.tree, node)}`;
  scene.boxes.at(`label folded ${node}`, x, y - 7, textWidth(text, 12), 14);
  return h("text", { class: "folded", x, y, "font-size": 12 }, text);
}

function heardBelow(tree: Mine, node: number): ReadonlyMap<number, readonly number[]> {
  let known = tree.below.get(node);
  if (!known) {
    const all = new Map<number, number[]>();
    for (const leaf of leavesOf(tree, node)) {
      const heard = tree.heard.get(leaf);
      if (heard && heard.value !== none) all.set(heard.value, pushed(all.get(heard.value), heard.step));
    }
    for (const steps of all.values()) steps.sort((a, b) => a - b);
    tree.below.set(node, (known = all));
  }
  return known;
}

function pushed(list: number[] | undefined, one: number): number[] {
  if (!list) return [one];
  list.push(one);
  return list;
}

function* leavesOf(tree: Mine, node: number): Generator<number> {
  const children = tree.children.get(node)!;
  if (children.length === 0) yield node;
  for (const child of children) yield* leavesOf(tree, child);
}

// Below one node all branches are alike.
function leavesBelow(tree: Mine, node: number): number {
  const children = tree.children.get(node)!;
  return children.length === 0 ? 1 : children.length * leavesBelow(tree, children[0]!);
}

/** A node in words, for its title and for a screen reader. */
function nodeWords(scene: Scene, node: number): string {
  const { run, p, options } = scene;
  const chain: string[] = [];
  for (let n = node; n >= 0; n = run.shape[n]![0]!) chain.push(run.processes[run.shape[n]![1]!]!.name);
  const heard = heardAt(scene, node);
  const vote = voteAt(scene, node);
  const said = chain.length === 1 ? chain[0]! : `${chain[0]} about ${chain.slice(1).join(" about ")}`;
  const value = heard ? (valueSign(run, heard.value)?.name ?? "nothing") : "nothing yet";
  const made = options.knows !== null ? "" : heard?.lie ? ", a lie" : heard?.altered ? ", altered on the way" : "";
  const result = vote
    ? `; the vote gives ${valueSign(run, vote.value)?.name ?? "nothing"}${vote.reason === Reason.tie ? " (a tie)" : ""}`
    : "";
  return `${run.processes[p]!.name} hears from ${said}: ${value}${made}${result}`;
}
