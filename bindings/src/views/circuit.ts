// Triple modular redundancy as a circuit: stages of three modules, and voters behind them. A wire has the colour of
// the value on it. Where a voter's inputs all differ the result is undefined: a third outcome, drawn as one.

import type { Run } from "../operations/run.ts";
import { Kind, none, Reason } from "./codes.ts";
import { position } from "./facts.ts";
import { cross, faultyBox, glyph, head, short, standingClass, type ValueSign, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { standing, standingWords } from "./standing.ts";
import { Boxes, textWidth, type View, type ViewOptions } from "./view.ts";

const partWide = 72;
const partHigh = 40;
const size = 14;

interface Out {
  readonly event: number;
  readonly sign: ValueSign | null;
  /** It has kept silent, or is down: nothing comes out. */
  readonly silent: boolean;
  readonly fresh: boolean;
}
const nothingYet: Out = { event: -1, sign: null, silent: false, fresh: false };

interface Part {
  readonly column: number;
  readonly lane: number;
  readonly voter: boolean;
  readonly inputs: readonly number[];
  readonly x: number;
  readonly y: number;
}

const undefinedSign: ValueSign = { name: "undefined", shape: "unknown", tone: "u", letter: "?" };

export function circuit(run: Run, at: number, options: ViewOptions): View {
  const boxes = new Boxes();
  const columns = Math.max(...run.shape.map(([column = 0]) => column)) + 1;
  const lanes = Math.max(...run.shape.map(([, lane = 0]) => lane)) + 1;
  // It turns where its columns would not stand apart.
  const down = options.narrow || options.width < columns * (partWide + 28);
  const ends = down ? 26 : 34;
  const across = down ? Math.floor(options.width / lanes) : 78;
  const along = down ? 74 : Math.floor((options.width - 2 * ends - partWide) / Math.max(1, columns - 1));
  const place = (column: number, lane: number): [number, number] => {
    const t = ends + column * along + (down ? partHigh : partWide) / 2;
    const l = lane * across + Math.floor(across / 2);
    return down ? [l, t] : [t, l + 4];
  };
  const parts = run.shape.map(([column = 0, lane = 0, kind = 0, ...inputs]): Part => {
    const [x, y] = place(column, lane);
    return { column, lane, voter: kind === 1, inputs, x, y };
  });
  const outs = parts.map((_, i) => output(run, i, at));
  const height = down ? 2 * ends + (columns - 1) * along + partHigh : across * lanes + 8;
  const edge = (part: Part, side: -1 | 1): [number, number] =>
    down ? [part.x, part.y + (side * partHigh) / 2] : [part.x + (side * partWide) / 2, part.y];
  const wires: Plain[] = [];
  const wire = (from: [number, number], to: [number, number], out: Out | null, arrow: boolean): void => {
    wires.push(
      h(
        "g",
        { class: classes("wire", out?.sign && `wire-${out.sign.tone}`, out?.fresh && "fresh") },
        h("line", { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }),
        arrow && head(...from, ...to, 7),
      ),
    );
  };
  const last = Math.max(...parts.map((part) => part.column));
  for (const [i, part] of parts.entries()) {
    const entry = edge(part, -1);
    if (part.inputs.length === 0)
      wire(down ? [entry[0], entry[1] - ends + 4] : [entry[0] - ends + 4, entry[1]], entry, input(run, at), true);
    for (const from of part.inputs)
      wire(edge(parts[from]!, 1), entry, outs[from]!, part.voter ? part.lane === parts[from]!.lane : true);
    const exit = edge(part, 1);
    if (part.column === last)
      wire(exit, down ? [exit[0], exit[1] + ends - 4] : [exit[0] + ends - 4, exit[1]], outs[i]!, true);
  }
  const tree = h(
    "svg",
    {
      class: classes("view", "circuit", down && "turned"),
      viewBox: `0 0 ${options.width} ${height}`,
      width: options.width,
      height,
      role: "group",
      "aria-label": "The circuit: choose a part to let it fail, or to make it correct",
    },
    wires,
    parts.map((part, i) => {
      boxes.centred(`part ${run.processes[i]!.name}`, part.x, part.y, partWide, partHigh);
      return drawPart(run, at, options, part, i, outs[i]!);
    }),
  );
  return { tree, width: options.width, height, boxes: boxes.list };
}

// What a part puts out after `at` steps.
function output(run: Run, part: number, at: number): Out {
  const { events } = run;
  let out = nothingYet;
  for (let i = 0; i < events.length && position(events.step(i)) <= at; i++) {
    if (events.process(i) !== part) continue;
    const kind = events.kind(i);
    const fresh = events.step(i) === Math.ceil(at) - 1;
    if (kind === Kind.crash || (kind === Kind.drop && silences.has(events.reason(i)))) {
      if (!out.sign) out = { event: i, sign: null, silent: true, fresh };
    } else if (kind === Kind.vote || kind === Kind.output || kind === Kind.decide) {
      const sign = events.reason(i) === Reason.undefined ? undefinedSign : valueSign(run, events.value(i));
      out = { event: i, sign: sign ?? out.sign, silent: false, fresh };
    }
  }
  return out;
}

const silences: ReadonlySet<number> = new Set([Reason.silence, Reason.sendOmission]);

// The value that comes in from outside: what the first modules are asked to work on, whatever they make of it.
function input(run: Run, at: number): Out | null {
  const { events } = run;
  for (let i = 0; i < events.length; i++) {
    if (events.kind(i) !== Kind.task || run.shape[events.process(i)]?.[0] !== 0) continue;
    const value = events.truth(i) === none ? events.value(i) : events.truth(i);
    return { event: -1, sign: valueSign(run, value), silent: false, fresh: at === 0 };
  }
  return null;
}

/** The kinds of choices by which a part says something else, or nothing. */
const sayKind = 3;
const silentKind = 4;

// What a part is going to do wrong, before its step has come: shown pale, so that a touch is seen to have worked.
function planned(run: Run, part: number): { sign: ValueSign | null; silent: boolean } | null {
  const own = run.choices.find(({ choice, fits }) => fits && choice[2] === part);
  if (!own) return null;
  const [, kind, , , , , , value = none] = own.choice;
  if (kind === sayKind) return { sign: valueSign(run, value), silent: false };
  return kind === silentKind ? { sign: null, silent: true } : null;
}

// The mark of the value lies on the part and is none of its text, which is the part's name as it is also called.
function drawPart(run: Run, at: number, options: ViewOptions, part: Part, i: number, out: Out): Plain[] {
  const process = run.processes[i]!;
  const stands = standing(run, i, at, options.knows);
  const faulty = stands === "faulty";
  const [x, y] = [part.x - partWide / 2, part.y - partHigh / 2];
  const marked = options.pointed ?? options.selected;
  const chosen = marked !== null && run.events.process(marked) === i;
  const word = part.voter ? "voter" : "module";
  const ahead = out.event < 0 && options.knows === null ? planned(run, i) : null;
  const { sign, silent } = ahead ?? out;
  const verb = ahead ? "will put out" : "puts out";
  const does = sign ? `, ${verb} ${sign.name}` : silent ? `, ${verb} nothing` : "";
  const label = `${word} ${process.name}, ${standingWords[stands]}${does}`;
  const focused = options.focus ?? "part-0";
  const body = h(
    "g",
    {
      class: classes(
        "part",
        part.voter ? "voter" : "module",
        standingClass(stands),
        out.fresh && "fresh",
        chosen && "selected",
      ),
      "data-part": i,
      "data-event": out.event >= 0 ? out.event : undefined,
      role: "button",
      tabindex: focused === `part-${i}` ? 0 : -1,
      "aria-pressed": process.faulty ? "true" : "false",
      "aria-label": label,
    },
    h(
      "g",
      { class: "process" },
      faulty
        ? faultyBox(x, y, partWide, partHigh)
        : h("rect", {
            class: "body",
            x: x + 0.5,
            y: y + 0.5,
            width: partWide - 1,
            height: partHigh - 1,
            rx: part.voter ? partHigh / 2 : 4,
          }),
    ),
    faulty && h("rect", { class: "plate", x: x + 9, y: part.y - 12, width: partWide - 18, height: 24, rx: 3 }),
    h(
      "text",
      {
        class: "part-name",
        x: short(part.x - (sign || silent ? 12 : 0)),
        y: part.y,
        "text-anchor": "middle",
        "font-size": size,
      },
      process.name,
    ),
  );
  if (!sign && !silent) return [body];
  const x1 = part.x + textWidth(process.name, size) / 2 + 3;
  const mark = sign ? glyph(sign, x1, part.y, 17) : cross(x1, part.y, 10);
  return [body, h("g", { class: classes("puts-out", ahead && "ahead"), "pointer-events": "none" }, mark)];
}
