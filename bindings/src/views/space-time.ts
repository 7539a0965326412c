// The space-time diagram: a lane for each process, an arrow from each sending to its receipt. Receipt and delivery are
// two marks. A lie is a broken arrow with the false value at the hearer's end; what is lost stops short at a cross.

import type { Run } from "../operations/run.ts";
import { lighted } from "./causality.ts";
import { Kind, Reason } from "./codes.ts";
import { discards, facts, hasRing, isDown, position, witnesses } from "./facts.ts";
import { crisp, cross, glyph, processMark, short, valueSign } from "./marks.ts";
import { overview } from "./overview.ts";
import { classes, h, keyed, type Loose, listing, type Plain } from "./plain.ts";
import { firstFrom } from "./search.ts";
import { arrows } from "./space-time-arrows.ts";
import { type Layout, layout, nameSize, stripHeight } from "./space-time-layout.ts";
import { inWindow, nowAt, type Scene, titleOf } from "./space-time-scene.ts";
import { truths } from "./space-time-truths.ts";
import { heldIntervals, viewLabels, viewLines } from "./space-time-views.ts";
import { firstFailures, standing, standings } from "./standing.ts";
import { type Band, timeline } from "./timeline.ts";
import { Boxes, fit, textWidth, type View, type ViewOptions } from "./view.ts";

export function spaceTime(run: Run, at: number, options: ViewOptions): View {
  const lay = layout(run, at, options);
  const frame = new Boxes();
  const scene: Scene = {
    run,
    known: facts(run),
    at,
    options,
    lay,
    boxes: lay.turned ? frame.scrolled(0, lay.scroll) : frame.scrolled(lay.scroll, 0),
    frame,
    shafts: [],
    lies: [],
    witness: witnesses(run, at),
    lit: lighted(run, options.selected),
  };
  const clip = lay.turned
    ? { x: 0, y: lay.from, width: lay.width, height: lay.to - lay.from + 8 }
    : { x: lay.from, y: 0, width: lay.to - lay.from + 8, height: lay.height };
  // Crosses and true values look for a place that marks and arrows leave free.
  const events = marks(scene);
  const lines = arrows(scene);
  const falsehoods = truths(scene);
  const [left, top] = lay.turned ? [clip.x, clip.y + lay.scroll] : [clip.x + lay.scroll, clip.y];
  // A nested svg cuts off what lies outside the window, and needs no id to do so.
  const stage = h(
    "svg",
    { class: "window", ...clip, viewBox: `${left} ${top} ${clip.width} ${clip.height}` },
    h("g", {}, bands(scene)),
    listing("views", viewLines(scene)),
    h("g", {}, lanes(scene)),
    listing("held", heldIntervals(scene)),
    listing("arrows", lines),
    listing("truths", falsehoods),
    listing("events", events),
    listing("view-names", viewLabels(scene)),
    now(scene),
  );
  const tree = h(
    "svg",
    {
      class: classes("view", "space-time", lay.turned && "turned"),
      viewBox: `0 0 ${lay.width} ${lay.height}`,
      width: lay.width,
      height: lay.height,
      role: "img",
      "aria-label": `Space–time diagram after step ${Math.floor(at)} of ${run.steps}${standings(run, at, options.knows)}`,
    },
    stage,
    names(scene),
    roundLabels(scene),
    lay.windowed && overview(run, at, lay, lay.height - stripHeight),
  );
  return { tree, width: lay.width, height: lay.height, boxes: frame.list };
}

function extent(lay: Layout, band: Band): [number, number] {
  const half = Math.floor(lay.step / 2);
  const [from, to] = [lay.from + lay.scroll, lay.to + lay.scroll];
  const last = band.last + 1 < lay.columns ? lay.along(band.last + 1) - half : to;
  return [Math.max(from, lay.along(band.first) - half), Math.min(to, last)];
}

/** The bands that are seen, each with its number in the run. */
function seenBands({ lay, run }: Scene): [Band, number][] {
  const { bands } = timeline(run);
  const found: [Band, number][] = [];
  for (let i = timeline(run).bandFrom(lay.seen[0]); i < bands.length && bands[i]!.first <= lay.seen[1]; i++)
    found.push([bands[i]!, i]);
  return found;
}

function bands(scene: Scene): Plain[] {
  const { lay } = scene;
  const across = lay.turned ? [lay.gutter, lay.width - lay.gutter] : [lay.header, lay.laneGap * scene.known.count];
  return seenBands(scene).flatMap(([band, i]) => {
    const [from, to] = extent(lay, band);
    if (to <= from) return [];
    const rect = lay.turned
      ? { x: across[0], y: from, width: across[1], height: to - from }
      : { x: from, y: across[0], width: to - from, height: across[1] };
    return [h("rect", { class: classes("band", i % 2 === 1 && "odd"), ...rect })];
  });
}

function roundLabels(scene: Scene): Plain[] {
  const { lay, known, frame } = scene;
  // Without rounds and without clocks there is no time to name, only an order.
  if (!timeline(scene.run).named) return [];
  return seenBands(scene).flatMap(([band]) => {
    const [from, to] = extent(lay, band);
    const text = known.rounds ? `round ${band.time}` : `t = ${band.time}`;
    const size = 12;
    const wide = textWidth(text, size);
    if (lay.turned ? to - from < 16 : to - from < wide + 6) return [];
    const start = from - lay.scroll;
    const [x, y] = lay.turned ? [2, start + 13] : [start + 4, lay.header - 11];
    frame.at(`label ${text}`, x, y - 9, wide, 12);
    return [h("text", { class: "band-label", x, y, "font-size": size }, text)];
  });
}

function names(scene: Scene): Plain[] {
  const { run, lay, frame, at, options } = scene;
  return lay.names.map((name, p) => {
    const process = run.processes[p]!;
    const look = {
      standing: standing(run, p, at, options.knows),
      crashed: isDown(run, p, at) && (options.knows === null || options.knows === p),
      ring: hasRing(process.role),
      dim: options.knows !== null && options.knows !== p,
    };
    const size = nameSize;
    const wide = textWidth(name.text, size);
    const [mx, my] = lay.turned ? [lay.across(p), lay.header - 2] : [13, name.y];
    frame.centred(`process ${name.text}`, mx, my, 16);
    frame.at(`label ${name.text}`, lay.turned ? name.x - wide / 2 : name.x, name.y - size / 2, wide, size);
    return h(
      "g",
      { class: classes("lane-head", look.dim && "dim"), "data-process": p },
      processMark(mx, my, 6, look),
      h(
        "text",
        {
          class: "lane-name",
          x: short(name.x),
          y: name.y,
          "text-anchor": lay.turned ? "middle" : "start",
          "font-size": size,
        },
        lay.turned ? fit(name.text, size, Math.max(96, lay.laneGap * 2 - 8)) : name.text,
      ),
    );
  });
}

// A lane is a line from the beginning to now, and a dotted one where nothing has happened yet. It ends at a crash, and
// has the colour of the faulty from where its process first is.
function lanes(scene: Scene): Plain[] {
  const { run, lay, at, known, options } = scene;
  const edge = nowAt(lay, at);
  const [first, last] = [lay.from + lay.scroll, lay.to + lay.scroll];
  return run.processes.flatMap((_, p) => {
    const parts: Plain[] = [];
    let alive = first;
    const line = (from: number, to: number, name: string): void => {
      const a = Math.max(first, from);
      const b = Math.min(last, to);
      if (b > a) parts.push(segment(lay, p, a, b, name));
    };
    const fails = standing(run, p, at, options.knows) === "faulty" ? lay.along(firstFailures(run)[p]! + 1) : edge;
    const lived = (from: number, to: number): void => {
      line(from, Math.min(to, fails), laneClass(scene, p, false));
      line(Math.max(from, fails), to, laneClass(scene, p, true));
    };
    // That another one is down is not seen.
    const down = options.knows === null || options.knows === p ? known.down[p]! : [];
    for (const [crash, restart] of down) {
      if (position(crash) > at) break;
      lived(alive, lay.along(crash + 1));
      const back = position(restart) <= at && restart < run.steps;
      line(lay.along(crash + 1), back ? lay.along(restart + 1) : last, "lane down");
      alive = back ? lay.along(restart + 1) : Number.POSITIVE_INFINITY;
    }
    lived(alive, edge);
    line(Math.max(alive, edge), last, "lane ahead");
    return parts;
  });
}

function laneClass({ options }: Scene, p: number, faulty: boolean): string {
  return classes("lane", faulty && "faulty", options.knows !== null && options.knows !== p && "dim");
}

function segment(lay: Layout, p: number, from: number, to: number, name: string): Plain {
  const fixed = crisp(lay.across(p) - 1);
  return lay.turned
    ? h("line", { class: name, x1: fixed, x2: fixed, y1: short(from), y2: short(to) })
    : h("line", { class: name, x1: short(from), x2: short(to), y1: fixed, y2: fixed });
}

// Marks: the most telling event of a process at a step.

function marks(scene: Scene): Plain[] {
  const { known, at, lay, options } = scene;
  const found: Plain[] = [];
  for (let p = 0; p < known.count; p++) {
    if (options.knows !== null && options.knows !== p) continue;
    const { columns, events } = known.marks[p]!;
    const last = Math.min(at, lay.seen[1]);
    for (let i = firstFrom(columns, lay.seen[0]); i < columns.length && columns[i]! <= last; i++) {
      const [column, event] = [columns[i]!, events[i]!];
      const [x, y] = lay.point(column, p);
      const drawn = mark(scene, event, x, y);
      if (!drawn) continue;
      if (inWindow(lay, lay.turned ? y : x)) scene.boxes.centred(`event ${event}`, x, y, drawn.size);
      const dim = scene.lit && !scene.lit.has(event);
      const name = classes("event", dim && "dim", column === Math.ceil(at) && "fresh");
      const shown = h(
        "g",
        { class: name, "data-event": event },
        h("circle", { class: "hit", cx: x, cy: y, r: Math.min(16, lay.step / 2) }),
        options.knows === null &&
          scene.witness.has(event) &&
          h("circle", { class: "witness", cx: x, cy: y, r: short(drawn.size / 2 + 4) }),
        (options.selected === event || options.pointed === event) &&
          h("circle", { class: "selection", cx: x, cy: y, r: short(drawn.size / 2 + 4) }),
        drawn.parts,
        titleOf(scene, event),
      );
      found.push(keyed(String(event), shown));
    }
  }
  return found;
}

function mark(scene: Scene, event: number, x: number, y: number): { parts: Loose[]; size: number } | null {
  const { run, known } = scene;
  const { events } = run;
  const kind = events.kind(event);
  const sign = valueSign(run, events.value(event));
  const circle = (name: string, r: number): Plain => h("circle", { class: name, cx: x, cy: y, r });
  const lie = events.reason(event) === Reason.lie && scene.options.knows === null;
  switch (kind) {
    case Kind.receive:
      return sign
        ? { parts: [circle("halo", 9), glyph(sign, x, y, 13, lie ? "false" : "")], size: 14 }
        : { parts: [circle("received", 4.5)], size: 11 };
    case Kind.deliver: {
      const message = known.messageOf.get(event);
      const held = !message || message.endStep !== events.step(event);
      // A value that is delivered is solid; one that is only received is an outline.
      if (sign) return { parts: [circle("halo", 10), glyph(sign, x, y, 13, "solid")], size: 17 };
      return { parts: [!held && circle("received", 8), circle("delivered", 5)], size: held ? 14 : 17 };
    }
    case Kind.hold:
      return { parts: [circle("received", 5)], size: 11 };
    case Kind.drop: {
      const reason = events.reason(event);
      // What the network loses leaves no trace at its receiver; what is discarded was there.
      if (reason === Reason.loss || reason === Reason.cut) return null;
      if (discards(reason)) return { parts: [circle("received", 5.5), cross(x, y, 6, "cross discarded")], size: 12 };
      return { parts: [circle("missing", 4.5)], size: 11 };
    }
    case Kind.leave:
      return { parts: [h("path", { class: "timer", d: `M${x - 6} ${y - 6}h8l4 6l-4 6h-8Z` })], size: 14 };
    case Kind.crash:
      return { parts: [cross(x, y, 14, "cross crash-cross")], size: 14 };
    case Kind.restart:
      return { parts: [circle("timer", 7), h("path", { class: "dot", d: onward(x, y, scene.lay.turned) })], size: 15 };
    case Kind.decide:
      return {
        parts: [circle("decision", 12), ...(sign ? [glyph(sign, x, y, 13)] : [circle("delivered", 5)])],
        size: 24,
      };
    case Kind.output:
    case Kind.execute:
    case Kind.complete:
      return {
        parts: [
          h("rect", { class: "done", x: x - 6, y: y - 6, width: 12, height: 12 }),
          sign && glyph(sign, x, y, 9),
          // The operation is done, and whoever asked for it knows.
          !sign && kind === Kind.complete && h("path", { class: "check-mark", d: `M${x - 3} ${y}l2.5 2.5l4 -5` }),
        ],
        size: 13,
      };
    case Kind.timeout:
    case Kind.notice:
    case Kind.suspect:
    case Kind.proof:
      return { parts: [h("path", { class: "timer", d: `M${x} ${y - 5}l5 5l-5 5l-5 -5Z` })], size: 11 };
    case Kind.fault:
      return { parts: [h("path", { class: "wrong", d: bolt(x, y) })], size: 16 };
    case Kind.error:
      return {
        parts: [h("path", { class: "wrong", d: `M${x} ${y - 7}l7 12h-14ZM${x} ${y - 3}v4M${x} ${y + 2.5}v1` })],
        size: 16,
      };
    case Kind.failure:
    case Kind.kill:
      return { parts: [circle("wrong", 7), cross(x, y, 6, "cross wrong")], size: 16 };
    case Kind.repair:
    case Kind.join:
      return {
        parts: [circle("timer", 7), h("path", { class: "check-mark", d: `M${x - 3} ${y}l2.5 2.5l4 -5` })],
        size: 15,
      };
    case Kind.lock:
      return {
        parts: [h("path", { class: "timer", d: `M${x - 5} ${y - 1}h10v7h-10ZM${x - 3} ${y - 1}v-2a3 3 0 0 1 6 0v2` })],
        size: 14,
      };
    case Kind.write:
      return { parts: [h("path", { class: "timer", d: `M${x - 4} ${y - 4}h8v8h-8Z` })], size: 9 };
    case Kind.report:
      return { parts: [circle("missing", 4.5)], size: 11 };
    case Kind.send:
    case Kind.multicast:
    case Kind.vote:
    case Kind.task:
    case Kind.mistake:
      return { parts: [circle("dot", 3)], size: 7 };
    default:
      return null;
  }
}

// A fault strikes.
function bolt(x: number, y: number): string {
  return `M${x + 2} ${y - 8}l-6 9h4l-2 7l6 -9h-4Z`;
}

// A process that is up again goes on in the direction of time.
function onward(x: number, y: number, down: boolean): string {
  return down ? `M${x - 3.5} ${y - 2}h7l-3.5 5.5Z` : `M${x - 2} ${y - 3.5}v7l5.5 -3.5Z`;
}

function now({ run, lay, at, known }: Scene): Plain | null {
  if (at >= run.steps) return null;
  const t = crisp(nowAt(lay, at) - 1);
  // The handle stands at the far end, away from the names of the rounds.
  const start = lay.turned ? lay.gutter : lay.header;
  const end = lay.turned ? lay.width - 6 : lay.header + lay.laneGap * known.count + 4;
  return h(
    "g",
    { class: "now-line", "data-choose": "" },
    lay.turned ? h("line", { x1: start, x2: end, y1: t, y2: t }) : h("line", { x1: t, x2: t, y1: start, y2: end }),
    h("circle", { class: "hit", cx: lay.turned ? end : t, cy: lay.turned ? t : end, r: 14 }),
    h("path", { class: "now-handle", d: lay.turned ? `M${end - 3} ${t}l8 -5v10Z` : `M${t} ${end - 3}l5 8h-10Z` }),
    h("title", {}, "What else could happen here?"),
  );
}
