// What a space-time diagram shows of a group: each view as a line across the lanes, from where one member installs it
// to where the next one does, and what is in a hold-back queue between its receipt and its delivery.

import { crisp, short } from "./marks.ts";
import { classes, h, keyed, type Plain } from "./plain.ts";
import { nowAt, type Scene, titleOf } from "./space-time-scene.ts";
import { fit, textWidth } from "./view.ts";
import { type GroupView, groupFacts, type Install } from "./view-facts.ts";

const size = 11;
const most = 132;

type Point = readonly [number, number];

/** The interval in which something is held back lies on its lane, below the marks at both of its ends. */
export function heldIntervals(scene: Scene): Plain[] {
  const { run, lay, at, options, lit } = scene;
  const [first, last] = [lay.from + lay.scroll, lay.to + lay.scroll];
  return groupFacts(run).held.flatMap(({ process, hold, from, deliver, to }) => {
    if (from > at || (options.knows !== null && options.knows !== process)) return [];
    const over = to <= at;
    const a = Math.max(first, lay.along(from));
    const b = Math.min(last, over ? lay.along(to) : nowAt(lay, at));
    if (b <= a) return [];
    const fixed = crisp(lay.across(process) - 1);
    const name = classes("held", !(over && deliver >= 0) && "waiting", lit && !lit.has(hold) && "dim");
    const ends = lay.turned
      ? { x1: fixed, x2: fixed, y1: short(a), y2: short(b) }
      : { x1: short(a), x2: short(b), y1: fixed, y2: fixed };
    return [keyed(`held ${hold}`, h("g", { class: name, "data-event": hold }, h("line", ends), titleOf(scene, hold)))];
  });
}

/** The lines of the views that somebody has installed by now. */
export function viewLines(scene: Scene): Plain[] {
  return shown(scene).map(({ view, installs }) => {
    const points = line(scene, installs);
    const path = points.map((point, i) => (i === 0 ? `M${at(point)}` : joined(scene, points[i - 1]!, point))).join("");
    const fresh = installs.some(({ column }) => column === Math.ceil(scene.at));
    const first = installs[0]!.event;
    return keyed(
      key(view),
      h(
        "g",
        { class: classes("view-line", fresh && "fresh"), "data-event": first },
        h("path", { class: "view-cut", d: path }),
        titleOf(scene, first),
      ),
    );
  });
}

/** Their names, at the lane where there is room for them. Called when all marks have their places. */
export function viewLabels(scene: Scene): Plain[] {
  return shown(scene).flatMap(({ view, installs }) => label(scene, view, installs));
}

const key = ({ number, members }: GroupView): string => `view ${number} ${members.join(" ")}`;

const at = ([x, y]: Point): string => `${short(x)} ${short(y)}`;

// A change of the view is a cut: it leaves a lane at a right angle, so that it looks like no message.
function joined({ lay }: Scene, [x1, y1]: Point, [x2, y2]: Point): string {
  if (lay.turned) {
    const middle = short((x1 + x2) / 2);
    return `C${middle} ${short(y1)} ${middle} ${short(y2)} ${short(x2)} ${short(y2)}`;
  }
  const middle = short((y1 + y2) / 2);
  return `C${short(x1)} ${middle} ${short(x2)} ${middle} ${short(x2)} ${short(y2)}`;
}

function shown({ run, at: now, options, lay }: Scene): { view: GroupView; installs: Install[] }[] {
  const [first, last] = lay.seen;
  return groupFacts(run).views.flatMap((view) => {
    const installs = view.installs
      .filter(({ column, process }) => column <= now && (options.knows === null || options.knows === process))
      .sort((a, b) => a.process - b.process);
    if (installs.length === 0) return [];
    const columns = installs.map(({ column }) => column);
    return Math.max(...columns) < first || Math.min(...columns) > last ? [] : [{ view, installs }];
  });
}

/** Where a process goes from one view to the next: between two steps, before or behind the mark of this one. */
function crossing({ lay }: Scene, { process, column, behind }: Install): Point {
  const along = lay.along(column) + ((behind ? 1 : -1) * lay.step) / 2 + (behind ? -1 : 1);
  return lay.turned ? [lay.across(process), along] : [along, lay.across(process)];
}

// The line reaches a little beyond the first lane and the last one.
function line(scene: Scene, installs: readonly Install[]): Point[] {
  const points = installs.map((install) => crossing(scene, install));
  const reach = Math.round(scene.lay.laneGap * 0.3);
  const beyond = ([x, y]: Point, by: number): Point => (scene.lay.turned ? [x + by, y] : [x, y + by]);
  return [beyond(points[0]!, -reach), ...points, beyond(points.at(-1)!, reach)];
}

function label(scene: Scene, view: GroupView, installs: readonly Install[]): Plain[] {
  const { run, boxes } = scene;
  const members = view.members.map((p) => run.processes[p]?.name ?? "?").join(" ");
  const texts = [fit(`${view.number}: ${members}`, size, most), String(view.number)];
  for (const text of texts) {
    const wide = textWidth(text, size) + 2;
    // A place that no arrow runs through is better than the first one.
    const free = installs
      .flatMap((install) => places(scene, crossing(scene, install), wide))
      .filter((place) => boxes.free(...place, wide, size + 2) && inside(scene, place, wide));
    const place = free.find((p) => clear(scene, p, wide)) ?? free[0];
    if (!place) continue;
    const [x, y] = place;
    boxes.centred(key(view), x, y, wide, size + 2);
    const event = installs[0]!.event;
    const named = h(
      "text",
      { class: "view-label", x: short(x - wide / 2 + 1), y: short(y), "text-anchor": "start", "font-size": size },
      text,
    );
    return [keyed(key(view), h("g", { class: "view-name", "data-event": event }, named, titleOf(scene, event)))];
  }
  return [];
}

// Beside the line, near the lane; where time runs down, above or below it.
function places({ lay }: Scene, [x, y]: Point, wide: number): [number, number][] {
  const beside = wide / 2 + 4;
  const off = size / 2 + 6;
  if (lay.turned) {
    const aside = Math.max(beside + 5, lay.laneGap / 2);
    return [
      [x + aside, y - off],
      [x + aside, y + off],
      [x - aside, y - off],
      [x - aside, y + off],
    ];
  }
  const away = [Math.min(17, lay.laneGap * 0.3), Math.min(26, lay.laneGap * 0.4)];
  return away.flatMap((d): [number, number][] => [
    [x + beside, y - d],
    [x - beside, y - d],
    [x + beside, y + d],
    [x - beside, y + d],
  ]);
}

function clear({ shafts }: Scene, [x, y]: Point, wide: number): boolean {
  const half = wide / 2;
  return shafts.every(([x1, y1, x2, y2]) => {
    // Points of the shaft, close enough to each other that none jumps over the label.
    const parts = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 4);
    for (let i = 0; i <= parts; i++) {
      const [px, py] = [x1 + ((x2 - x1) * i) / parts, y1 + ((y2 - y1) * i) / parts];
      if (Math.abs(px - x) < half + 2 && Math.abs(py - y) < size / 2 + 2) return false;
    }
    return true;
  });
}

// Inside the part of the run that is seen, and of the picture.
function inside({ lay, known }: Scene, [x, y]: Point, wide: number): boolean {
  const [halfWide, halfHigh] = [wide / 2, size / 2 + 1];
  const [from, to] = [lay.from + lay.scroll, lay.to + lay.scroll];
  if (lay.turned) return x - halfWide > 2 && x + halfWide < lay.width - 2 && y - halfHigh > from && y + halfHigh < to;
  const bottom = lay.header + lay.laneGap * known.count;
  return x - halfWide > from && x + halfWide < to && y - halfHigh > 2 && y + halfHigh < bottom;
}
