// The arrows of a space-time diagram. What is on its way reaches to the line of now; a lie is broken, with the false
// value at the hearer's end; what is altered on its way breaks in the middle, at the sign of that; what is lost stops
// short at a cross.

import type { Message } from "./facts.ts";
import { alteration, cross, head, short } from "./marks.ts";
import { classes, h, keyed, type Plain } from "./plain.ts";
import { firstFrom } from "./search.ts";
import { inWindow, nowAt, type Scene, titleOf } from "./space-time-scene.ts";
import { timeline } from "./timeline.ts";

// In a round that is longer than the screen all messages are sent at its beginning, far outside. There an arrow leaves
// its sender's lane only so many steps before it arrives: in lock step nothing depends on where in a round that is.
const lastSteps = 3;

/** What is the same message in every frame; some have no send, some no end. */
const keyOf = (m: Message): string => `${m.send} ${m.end}`;

function visibleTo(scene: Scene, m: Message): boolean {
  const { knows } = scene.options;
  // Of copies that are made on the way its sender learns nothing.
  return knows === null || m.to === knows || (m.from === knows && !m.copyOf);
}

export function arrows(scene: Scene): Plain[] {
  const { run, known, lay } = scene;
  const [first, last] = lay.seen;
  const time = timeline(run);
  // Step k ends in column k + 1.
  if (known.rounds && lay.windowed)
    return time.ending(first - 1, last - 1 + lastSteps).flatMap((m) => inRound(scene, m));
  const ending = time.ending(first - 1, last - 1);
  const sent = time.sent(first - 1, last - 1).filter(({ endStep }) => endStep < first - 1 || endStep > last - 1);
  return [...ending, ...sent].flatMap((m) => free(scene, m));
}

function drawn({ known, at }: Scene, m: Message): boolean {
  const sent = m.sentStep + 1;
  // Without a send there is nothing on its way: the lie and the silence are made where they are heard.
  return m.from !== m.to && m.from < known.count && sent <= at && (m.send >= 0 || at > m.endStep);
}

function inRound(scene: Scene, m: Message): Plain[] {
  const end = m.endStep + 1;
  if (!drawn(scene, m) || !visibleTo(scene, m) || scene.at < end - lastSteps) return [];
  return arrow(scene, m, Math.max(m.sentStep + 1, end - lastSteps), end);
}

// An arrow that is longer than the window can never be seen as a whole, and hundreds of them, all but parallel to the
// lanes, would hide what can. Of these the beginning is drawn, and the end.
function free(scene: Scene, m: Message): Plain[] {
  if (!drawn(scene, m) || !visibleTo(scene, m)) return [];
  const { lay } = scene;
  const [sent, end] = [m.sentStep + 1, m.endStep + 1];
  if (!lay.windowed || lay.unit(end) - lay.unit(sent) <= lay.visible) return arrow(scene, m, sent, end);
  const [first, last] = lay.seen;
  return [
    ...(sent >= first && sent <= last ? leaving(scene, m, sent) : []),
    ...(end >= first && end <= last && scene.at > end - 1 ? arrow(scene, m, sent, end, true) : []),
  ];
}

/** How far along and across a piece of a long arrow reaches, as parts of a step and of the gap between lanes. */
const pieceAlong = 2.2;
const pieceAcross = 0.62;

// Where the piece of an arrow ends that belongs to a point of a lane: before it, or behind it. Pieces to several
// receivers make a fan.
function pieceFrom({ lay, known }: Scene, m: Message, [x, y]: Point, side: 1 | -1): [number, number] {
  const along = side * pieceAlong * lay.step;
  const away = Math.sqrt(Math.abs(m.to - m.from) / known.count);
  const across = side * Math.sign(m.to - m.from) * pieceAcross * lay.laneGap * away;
  return lay.turned ? [x + across, y + along] : [x + along, y + across];
}

// Three dots say that there is more of it.
function dots([x1, y1]: Point, [x2, y2]: Point): Plain {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const at = (t: number): string => `M${short(x2 + ux * t)} ${short(y2 + uy * t)}h0`;
  return h("path", { class: "dots", d: at(4) + at(8) + at(12) });
}

function leaving(scene: Scene, m: Message, sent: number): Plain[] {
  const { lay, at, options, lit } = scene;
  const from = lay.point(sent, m.from);
  const to = pieceFrom(scene, m, from, 1);
  // The line of now is not passed.
  const share = Math.min(1, (nowAt(lay, at) - lay.along(sent)) / (pieceAlong * lay.step) - 0.1);
  const shaft = curve(scene, from, to, straight, share, 0);
  if (!shaft) return [];
  const name = classes(
    "arrow afar",
    at <= m.endStep && "flying",
    sent === Math.ceil(at) && "fresh",
    options.pointed !== null && options.pointed === m.send && "pointed",
    lit && !lit.has(m.send) && "dim",
  );
  const piece = h("g", { class: name, "data-event": m.send }, shaft.line, titleOf(scene, m.send));
  return [keyed(`${m.send} leaves`, piece)];
}

function arrow(scene: Scene, m: Message, sent: number, end: number, piece = false): Plain[] {
  const { lay, at, options, lit } = scene;
  const blind = options.knows !== null;
  // Of what it sent a process knows no more than that it did, and of what it is sent nothing before it comes.
  const unseen = blind && m.to !== options.knows && m.send >= 0;
  const ending = m.end >= 0 && at > end - 1 && !unseen;
  const to = lay.point(end, m.to);
  const fork = m.copyOf && !piece && !blind ? forkOf(scene, m, m.copyOf) : null;
  const from = piece ? pieceFrom(scene, m, to, -1) : (fork ?? lay.point(sent, m.from));
  const bend = piece || fork ? straight : bow(scene, m, sent, end);
  const name = classes(
    "arrow",
    piece && "afar",
    ending && m.lie && !blind && "lie",
    ending && m.altered && !blind && "altered",
    ending && m.dropped && "lost",
    ending && m.silent && "silent",
    !ending && "flying",
    end === Math.ceil(at) && "fresh",
    options.pointed !== null && (options.pointed === m.send || options.pointed === m.end) && "pointed",
    lit && !(lit.has(m.send) || m.send < 0) && "dim",
    lit && m.end >= 0 && at >= end && !lit.has(m.end) && "dim",
  );
  if (blind && m.to === options.knows && (m.dropped || m.end < 0 || at < end)) return [];
  if (ending && m.dropped) return lostArrow(scene, m, name, from, to, bend, piece);
  const arrived = m.end >= 0 && at >= end && !(blind && m.to !== options.knows);
  // What is on its way reaches to the line of now.
  const along = piece ? lay.along(end) - pieceAlong * lay.step : lay.along(sent);
  const reach = (nowAt(lay, at) - along) / (lay.along(Math.max(end, sent + 1)) - along);
  const share = arrived ? 1 : Math.min(reach, blind && m.to !== options.knows ? 0.3 : 0.95);
  const shaft = curve(scene, from, to, bend, share, arrived ? 10 : 0);
  if (!shaft) return [];
  const altered = arrived && m.altered && !blind;
  const event = m.end >= 0 && arrived ? m.end : m.send;
  const whole = h(
    "g",
    { class: name, "data-event": event },
    shaft.line,
    shaft.head,
    fork && h("circle", { class: "fork", cx: short(fork[0]), cy: short(fork[1]), r: 3 }),
    altered && alterationOn(scene, m, from, to, bend),
    piece && dots(to, from),
    titleOf(scene, event),
  );
  // Of what was altered, too, it is seen what its sender said.
  if (altered || (arrived && m.lie && !blind))
    scene.lies.push({ m, x: to[0], y: to[1], after: lay.turned ? from[0] < to[0] : from[1] < to[1] });
  return [keyed(keyOf(m), whole)];
}

function lostArrow(
  scene: Scene,
  m: Message,
  name: string,
  from: Point,
  to: Point,
  bend: Point,
  piece: boolean,
): Plain[] {
  const { lay, boxes } = scene;
  // The cross stands half-way between two lanes, so that it never lies on one.
  const lanesAway = Math.abs(m.to - m.from);
  const shares = piece ? [0.4] : [0.5, 0.36, 0.64].map((back) => (lanesAway - back) / lanesAway);
  const share = shares.find((s) => boxes.free(...onCurve(from, to, bend, s), 9)) ?? shares[0]!;
  const [cx, cy] = onCurve(from, to, bend, share);
  if (inWindow(lay, lay.turned ? cy : cx)) boxes.centred(`cross ${m.end}`, cx, cy, 9);
  const lost = h(
    "g",
    { class: name, "data-event": m.end },
    curve(scene, from, to, bend, share, 3)?.line,
    piece && dots(to, from),
    cross(cx, cy, 8),
    titleOf(scene, m.end),
  );
  return [keyed(keyOf(m), lost)];
}

// The network makes a copy of a message on its way, so that its arrow leaves the first one's there.
function forkOf(scene: Scene, m: Message, first: Message): [number, number] {
  const { lay } = scene;
  const [sent, end] = [first.sentStep + 1, first.endStep + 1];
  const [from, to] = [lay.along(sent), lay.along(end)];
  const share = (lay.along(m.sentStep + 1) - from) / (to - from || 1);
  return onCurve(lay.point(sent, first.from), lay.point(end, first.to), bow(scene, first, sent, end), share);
}

// The sign breaks the arrow in its middle, or where there is room near to it.
function alterationOn({ boxes, lay }: Scene, m: Message, from: Point, to: Point, bend: Point): Plain {
  const places = [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => onCurve(from, to, bend, share));
  const [x, y] = places.find(([px, py]) => boxes.free(px, py, 12)) ?? places[0]!;
  if (inWindow(lay, lay.turned ? y : x)) boxes.centred(`alteration ${m.end}`, x, y, 12);
  return alteration(x, y, 12);
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
    const { columns } = known.marks[p]!;
    for (let i = firstFrom(columns, sent); i < columns.length && columns[i]! <= end; i++) {
      const distance = lay.along(columns[i]!) - here;
      if (distance >= room) break;
      if (distance <= -room) continue;
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
  scene: Scene,
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
  if (bend === straight) scene.shafts.push([ax, ay, bx, by]);
  else scene.shafts.push([ax, ay, mx, my], [mx, my, bx, by]);
  return { line: h("path", { class: "shaft", d: `M${short(ax)} ${short(ay)}${way}` }), head: head(fx, fy, bx, by) };
}
