// The group: processes on a circle, what each of them holds for true, and the message that moves in this step. What is
// on its way waits as a small mark in front of its sender.

import type { Run } from "../operations/run.ts";
import { none } from "./codes.ts";
import { belief, facts, hasRing, isDown, type Message } from "./facts.ts";
import { alteration, cross, glyph, head, processMark, short, shorten, valueSign } from "./marks.ts";
import { classes, h, keyed, listing, type Plain } from "./plain.ts";
import { type Standing, standing, standings, standingWords } from "./standing.ts";
import { timeline } from "./timeline.ts";
import { Boxes, textWidth, type View, type ViewOptions } from "./view.ts";

interface Place {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

const nameSize = 13;

export function group(run: Run, at: number, options: ViewOptions): View {
  const count = run.processes.length;
  const width = Math.min(options.width, 440);
  const r = count <= 5 ? 24 : count <= 8 ? 20 : 14;
  // A name above or below its process takes no room at the sides.
  const sideways = run.processes.filter((_, p) => Math.abs(Math.sin((2 * Math.PI * p) / count)) > 0.3);
  const widest = Math.max(0, ...sideways.map((p) => textWidth(p.name, nameSize)));
  const most = count <= 2 ? 70 : count <= 5 ? 88 : 150;
  const radius = Math.max(70, Math.min(most, width / 2 - r - widest - 14));
  // Above the first process stands its name. Below, the picture ends where the lowest process does, or the orbit.
  const lowest = radius * Math.max(...run.processes.map((_, p) => -Math.cos((2 * Math.PI * p) / count)));
  const named = lowest > radius * 0.96 ? 26 : 12;
  const centre = { x: Math.round(options.width / 2), y: Math.round(radius + r + 26) };
  const height = Math.round(centre.y + Math.max(radius + 6, lowest + r + named));
  const places = run.processes.map((_, p): Place => {
    const angle = -Math.PI / 2 + (2 * Math.PI * p) / count;
    return {
      x: Math.round(centre.x + radius * Math.cos(angle)),
      y: Math.round(centre.y + radius * Math.sin(angle)),
      angle,
    };
  });
  const boxes = new Boxes();
  const tree = h(
    "svg",
    {
      class: "view group",
      viewBox: `0 0 ${options.width} ${height}`,
      width: options.width,
      height,
      role: "img",
      "aria-label": `The group after step ${Math.floor(at)} of ${run.steps}${standings(run, at, options.knows)}`,
    },
    h("circle", { class: "orbit", cx: centre.x, cy: centre.y, r: short(radius) }),
    listing("waiting", waiting(run, at, options, places, r)),
    h("g", {}, moving(run, at, options, places, r, boxes)),
    run.processes.map((process, p) => member(run, at, options, process.name, p, places[p]!, r, boxes)),
  );
  return { tree, width: options.width, height, boxes: boxes.list };
}

function member(
  run: Run,
  at: number,
  options: ViewOptions,
  name: string,
  p: number,
  place: Place,
  r: number,
  boxes: Boxes,
): Plain {
  const process = run.processes[p]!;
  const hidden = options.knows !== null && options.knows !== p;
  const held = hidden ? { value: none, decided: false } : belief(run, p, at);
  const crashed = isDown(run, p, at) && !hidden;
  const sign = crashed ? null : valueSign(run, held.value);
  const stands = standing(run, p, at, options.knows);
  const look = { standing: stands, crashed, ring: hasRing(process.role), dim: hidden };
  const wide = textWidth(name, nameSize);
  // Names stand outside of the circle, beside or above their process.
  const out = r + 13;
  const side = Math.cos(place.angle);
  const high = Math.sin(place.angle);
  const sideways = Math.abs(side) > 0.3;
  const lx = sideways ? place.x + Math.sign(side) * out : place.x;
  const ly = sideways ? place.y + Math.round(high * 10) : place.y + Math.sign(high) * (out + 4);
  const anchor = sideways ? (side > 0 ? "start" : "end") : "middle";
  boxes.centred(`process ${name}`, place.x, place.y, r * 2);
  boxes.at(`label ${name}`, anchor === "start" ? lx : anchor === "end" ? lx - wide : lx - wide / 2, ly - 7, wide, 14);
  const marked = options.pointed ?? options.selected;
  const chosen = marked !== null && run.events.process(marked) === p;
  return h(
    "g",
    { class: classes("member", held.decided && "decided", hidden && "dim", chosen && "selected"), "data-process": p },
    chosen && h("circle", { class: "selection", cx: place.x, cy: place.y, r: r + 7 }),
    processMark(place.x, place.y, r, look),
    sign && h("circle", { class: "holder", cx: place.x, cy: place.y, r: short(r * 0.66) }),
    sign && glyph(sign, place.x, place.y, Math.round(r * 0.8)),
    h("text", { class: "lane-name", x: lx, y: ly, "text-anchor": anchor, "font-size": nameSize }, name),
    h("title", {}, memberWords(name, crashed ? "down" : stands, sign?.name, held.decided)),
  );
}

function memberWords(name: string, stands: Standing | "down", value: string | undefined, decided: boolean): string {
  const how = stands === "correct" ? "" : ` (${stands === "down" ? "down" : standingWords[stands]})`;
  return `${name}${how}${value ? ` ${decided ? "has decided" : "holds"} ${value}` : ""}`;
}

// The two directions between two processes run beside each other.
function chord(places: readonly Place[], from: number, to: number, r: number): [number, number, number, number] {
  const a = places[from]!;
  const b = places[to]!;
  const [x1, y1, x2, y2] = shorten(a.x, a.y, b.x, b.y, r + 7, r + 13);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const nx = (-(y2 - y1) / length) * 7;
  const ny = ((x2 - x1) / length) * 7;
  return [x1 + nx, y1 + ny, x2 + nx, y2 + ny];
}

const shown = (m: Message, options: ViewOptions, count: number): boolean =>
  m.from !== m.to && m.from < count && (options.knows === null || m.to === options.knows || m.from === options.knows);

function waiting(run: Run, at: number, options: ViewOptions, places: readonly Place[], r: number): Plain[] {
  const known = facts(run);
  // Of several messages on one way the next to arrive stands for all.
  const next = new Map<number, Message>();
  // A message is on its way once its step is done, and until the step that ends it begins.
  timeline(run).between(Math.floor(at) - 1, Math.ceil(at), (m) => {
    const way = m.from * known.count + m.to;
    if (m.send >= 0 && shown(m, options, known.count) && !next.has(way)) next.set(way, m);
  });
  const tips = [...next.values()].map((m): { m: Message; tip: [number, number, number, number] } => {
    const [x1, y1, x2, y2] = chord(places, m.from, m.to, r);
    const dx = x2 - x1;
    const dy = y2 - y1;
    const length = Math.hypot(dx, dy) || 1;
    const tip = Math.min(18, length * 0.3) / length;
    return { m, tip: [x1, y1, x1 + dx * tip, y1 + dy * tip] };
  });
  // Where there are very many they are a texture, and no marks to be pointed at one by one.
  if (tips.length > mostTips) return [texture(tips.map(({ tip }) => tip))];
  return tips.map(({ m, tip: [x1, y1, x2, y2] }) =>
    keyed(
      String(m.send),
      h(
        "g",
        { class: "arrow flying", "data-event": m.send },
        h("line", { class: "shaft", x1: short(x1), y1: short(y1), x2: short(x2), y2: short(y2) }),
        head(x1, y1, x2, y2, 6),
      ),
    ),
  );
}

const mostTips = 60;

function texture(tips: readonly (readonly [number, number, number, number])[]): Plain {
  const shafts = tips.map(([x1, y1, x2, y2]) => `M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}`);
  const heads = tips.map(([x1, y1, x2, y2]) => head(x1, y1, x2, y2, 6).attrs.d);
  return keyed(
    "all",
    h(
      "g",
      { class: "arrow flying" },
      h("path", { class: "shaft", d: shafts.join("") }),
      h("path", { class: "arrow-head", d: heads.join("") }),
    ),
  );
}

function moving(
  run: Run,
  at: number,
  options: ViewOptions,
  places: readonly Place[],
  r: number,
  boxes: Boxes,
): Plain[] {
  const known = facts(run);
  const step = Math.ceil(at) - 1;
  const part = at - step;
  const blind = options.knows !== null;
  // In a crowd there is no room for a disc where it would lie over somebody; the words say what is told.
  const roomy = ([x, y]: readonly [number, number], length: number): boolean =>
    length >= 28 && places.every((place) => Math.max(Math.abs(place.x - x), Math.abs(place.y - y)) >= r + 9);
  return timeline(run)
    .ending(step, step)
    .flatMap((m) => {
      if (m.end < 0 || !shown(m, options, known.count) || (blind && m.dropped)) return [];
      const [x1, y1, x2, y2] = chord(places, m.from, m.to, r);
      const length = Math.hypot(x2 - x1, y2 - y1) || 1;
      const along = (distance: number): [number, number] => [
        x1 + ((x2 - x1) / length) * distance,
        y1 + ((y2 - y1) / length) * distance,
      ];
      const sign = m.dropped || !roomy(along(length - 9), length) ? null : valueSign(run, m.value);
      const reach = length * Math.min(part, m.dropped ? 0.55 : 1);
      const lie = m.lie && !blind;
      const altered = m.altered && !blind;
      // A value travels in a disc at the arrow's head.
      const [tx, ty] = along(reach - 9);
      const stem = reach - (sign ? 20 : 0);
      const [ex, ey] = along(stem);
      const [cx, cy] = along(reach);
      if (sign && part >= 1) boxes.centred(`token ${m.end}`, tx, ty, 18);
      return [
        h(
          "g",
          {
            class: classes(
              "arrow fresh",
              lie && "lie",
              altered && "altered",
              m.dropped && "lost",
              m.silent && "silent",
              options.pointed === m.end && "pointed",
            ),
            "data-event": m.end,
          },
          stem > 8 && [
            h("line", { class: "shaft", x1: short(x1), y1: short(y1), x2: short(ex), y2: short(ey) }),
            !m.dropped && head(x1, y1, ex, ey),
          ],
          m.dropped && cross(cx, cy, 10),
          altered && reach > length / 2 + 6 && alteration(...along(length / 2), 12),
          sign && [
            h("circle", { class: "parcel", cx: short(tx), cy: short(ty), r: 10 }),
            glyph(sign, tx, ty, 11, lie ? "false" : ""),
          ],
        ),
      ];
    });
}
