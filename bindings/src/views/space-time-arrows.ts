// The arrows of a space-time diagram. What is on its way reaches to the line of now; a lie is broken, with the false
// value at the hearer's end; what is lost stops short at a cross.

import type { Message } from "./facts.ts";
import { cross, glyph, head, short, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { inWindow, nowAt, type Scene, titleOf } from "./space-time-scene.ts";

// In a round that is longer than the screen all messages are sent at its beginning, far outside. There an arrow leaves
// its sender's lane only so many steps before it arrives: in lock step nothing depends on where in a round that is.
const lastSteps = 3;

function visibleTo(scene: Scene, m: Message): boolean {
  const { knows } = scene.options;
  return knows === null || m.to === knows || m.from === knows;
}

export function arrows(scene: Scene): Plain[] {
  const { known, at, lay } = scene;
  return known.messages.flatMap((m) => {
    const sent = m.sentStep + 1;
    const end = m.endStep + 1;
    if (
      m.from === m.to ||
      m.from >= known.count ||
      sent > at ||
      lay.unit(end) < lay.first - 1 ||
      lay.unit(sent) > lay.first + lay.visible + 1 ||
      !visibleTo(scene, m)
    )
      return [];
    // Without a send there is nothing on its way: the lie and the silence are made where they are heard.
    if (m.send < 0 && at <= end - 1) return [];
    if (lay.windowed && known.rounds && at < end - lastSteps) return [];
    return arrow(scene, m, lay.windowed && known.rounds ? Math.max(sent, end - lastSteps) : sent, end);
  });
}

function arrow(scene: Scene, m: Message, sent: number, end: number): Plain[] {
  const { run, lay, at, options, lit } = scene;
  const blind = options.knows !== null;
  const ending = m.end >= 0 && at > end - 1;
  const [x1, y1] = lay.point(sent, m.from);
  const [x2, y2] = lay.point(end, m.to);
  const name = classes(
    "arrow",
    ending && m.lie && !blind && "lie",
    ending && m.dropped && "lost",
    ending && m.silent && "silent",
    !ending && "flying",
    end === Math.ceil(at) && "fresh",
    options.pointed !== null && (options.pointed === m.send || options.pointed === m.end) && "pointed",
    lit && !(lit.has(m.send) || m.send < 0) && "dim",
    lit && m.end >= 0 && at >= end && !lit.has(m.end) && "dim",
  );
  if (blind && m.dropped && m.to === options.knows) return [];
  if (ending && m.dropped) return lostArrow(scene, m, name, sent, end);
  const arrived = m.end >= 0 && at >= end && !(blind && m.to !== options.knows);
  // What is on its way reaches to the line of now. Of what it sent a process knows no more than that it did.
  const along = lay.along(sent);
  const reach = (nowAt(lay, at) - along) / (lay.along(Math.max(end, sent + 1)) - along);
  const share = arrived ? 1 : Math.min(reach, blind && m.to !== options.knows ? 0.3 : 0.95);
  const shaft = curve([x1, y1], [x2, y2], bow(scene, m, sent, end), share, arrived ? 10 : 0);
  if (!shaft) return [];
  return [
    h(
      "g",
      { class: name, "data-event": m.end >= 0 && arrived ? m.end : m.send },
      shaft.line,
      shaft.head,
      arrived && m.lie && !blind && truth(scene, m, x2, y2, y1 < y2 || (lay.turned && x1 < x2)),
      titleOf(run, m.end >= 0 && arrived ? m.end : m.send),
    ),
  ];
}

// The true value of a lie stands small beside the false one, away from the side that the arrow comes from.
function truth(scene: Scene, m: Message, x: number, y: number, fromBefore: boolean): Plain | null {
  const sign = valueSign(scene.run, m.truth);
  if (!sign || m.truth === m.value) return null;
  const away = fromBefore ? 19 : -19;
  const [tx, ty] = scene.lay.turned ? [x + away, y] : [x, y + away];
  const size = 11;
  if (!scene.boxes.free(tx, ty, size)) return null;
  scene.boxes.centred(`truth ${m.end}`, tx, ty, size);
  return h(
    "g",
    { class: "truth" },
    glyph(sign, tx, ty, size),
    h("line", { class: "strike", x1: short(tx - 8), y1: short(ty), x2: short(tx + 8), y2: short(ty) }),
  );
}

function lostArrow(scene: Scene, m: Message, name: string, sent: number, end: number): Plain[] {
  const { lay, boxes, run } = scene;
  const [x1, y1] = lay.point(sent, m.from);
  const [x2, y2] = lay.point(end, m.to);
  const bend = bow(scene, m, sent, end);
  // The cross stands half-way between two lanes, so that it never lies on one.
  const lanesAway = Math.abs(m.to - m.from);
  const shares = [0.5, 0.36, 0.64].map((back) => (lanesAway - back) / lanesAway);
  const share = shares.find((s) => boxes.free(...onCurve([x1, y1], [x2, y2], bend, s), 9)) ?? shares[0]!;
  const [cx, cy] = onCurve([x1, y1], [x2, y2], bend, share);
  if (inWindow(lay, lay.turned ? cy : cx)) boxes.centred(`cross ${m.end}`, cx, cy, 9);
  return [
    h(
      "g",
      { class: name, "data-event": m.end },
      curve([x1, y1], [x2, y2], bend, share, 3)?.line,
      cross(cx, cy, 8),
      titleOf(run, m.end),
    ),
  ];
}

type Point = readonly [number, number];
const straight: Point = [0, 0];

// An arrow is straight, unless it would run through a mark of a lane that it only passes. Then it bends around it.
function bow(scene: Scene, m: Message, sent: number, end: number): Point {
  const { lay, known } = scene;
  const from = lay.along(sent);
  const to = lay.along(end);
  const room = 9;
  for (let p = Math.min(m.from, m.to) + 1; p < Math.max(m.from, m.to); p++) {
    const part = (p - m.from) / (m.to - m.from);
    const here = from + (to - from) * part;
    for (const column of known.marks[p]!.keys()) {
      const distance = lay.along(column) - here;
      if (Math.abs(distance) >= room || column < sent || column > end) continue;
      const bend = ((distance >= 0 ? -1 : 1) * (room - Math.abs(distance) + 4)) / (2 * part * (1 - part));
      return lay.turned ? [0, bend] : [bend, 0];
    }
  }
  return straight;
}

// A bend moves the middle of an arrow along the axis of time.
function onCurve([x1, y1]: Point, [x2, y2]: Point, [dx, dy]: Point, t: number): [number, number] {
  const off = 2 * t * (1 - t);
  return [x1 + (x2 - x1) * t + dx * off, y1 + (y2 - y1) * t + dy * off];
}

// The part of an arrow that has been travelled, with its head.
function curve(
  [x1, y1]: Point,
  [x2, y2]: Point,
  bend: Point,
  share: number,
  gap: number,
): { line: Plain; head: Plain } | null {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const t0 = 5 / length;
  const t1 = share - gap / length;
  if ((t1 - t0) * length < 3) return null;
  const point = (t: number) => onCurve([x1, y1], [x2, y2], bend, t);
  const [ax, ay] = point(t0);
  const [bx, by] = point(t1);
  const [mx, my] = point((t0 + t1) / 2);
  // The control point of the quadratic curve through the three of them.
  const [cx, cy] = [2 * mx - (ax + bx) / 2, 2 * my - (ay + by) / 2];
  const way = bend === straight ? `L${short(bx)} ${short(by)}` : `Q${short(cx)} ${short(cy)} ${short(bx)} ${short(by)}`;
  const [fx, fy] = bend === straight ? [ax, ay] : [cx, cy];
  return { line: h("path", { class: "shaft", d: `M${short(ax)} ${short(ay)}${way}` }), head: head(fx, fy, bx, by) };
}
