// All pairs of rules by which two lieutenants could decide, sixteen times sixteen, each with the situation that refutes
// it. A rule decides for each of four pairs of words: what the commander said, and what the other says he said.

import type { Refutations, Situation } from "../operations/rules.ts";
import { glyph, short, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { Boxes, textWidth, type View } from "./view.ts";

export const ruleCount = 16;
export const orders = ["retreat", "attack"] as const;
/** The rule that obeys the commander whatever the other says, and the pair that a table begins with: both have it. */
const obedient = 0b1100;
export const firstPair = obedient * ruleCount + obedient;
const named = { values: orders };

/** What a rule decides. */
export const decides = (rule: number, direct: number, told: number): number => (rule >> (2 * direct + told)) & 1;

export interface Outcome {
  readonly decided: readonly [number, number];
  /** The condition that asks something here, and whether it is met. */
  readonly condition: "IC1" | "IC2";
  readonly holds: boolean;
}

/** How two rules fare in a situation. A traitor's own decision is asked by nobody. */
export function outcome({ traitor, order, direct, told }: Situation, f1: number, f2: number): Outcome {
  const decided = [decides(f1, direct[0], told[0]), decides(f2, direct[1], told[1])] as const;
  if (traitor === 0) return { decided, condition: "IC1", holds: decided[0] === decided[1] };
  return { decided, condition: "IC2", holds: decided[traitor === 1 ? 1 : 0] === order };
}

export interface RulesOptions {
  readonly width: number;
  /** The pair that is chosen. */
  readonly pair: number;
}

const labels = 50;

export function rulesGrid({ situations, pairs }: Refutations, { width, pair }: RulesOptions): View {
  const boxes = new Boxes();
  const cell = Math.max(15, Math.min(25, Math.floor((width - labels - 18) / ruleCount)));
  const left = 18 + labels;
  const top = 18 + labels;
  const side = cell * ruleCount;
  const parts: Plain[] = [];
  const title = (text: string, x: number, y: number, turned: boolean): Plain =>
    h(
      "text",
      {
        class: "band-label",
        x,
        y,
        "font-size": 12,
        "text-anchor": "middle",
        transform: turned ? `rotate(-90 ${x} ${y})` : undefined,
      },
      text,
    );
  boxes.centred("label columns", left + side / 2, 8, textWidth("rule of L2", 12), 13);
  boxes.centred("label rows", 8, top + side / 2, 13, textWidth("rule of L1", 12));
  parts.push(title("rule of L2", left + side / 2, 13, false), title("rule of L1", 12, top + side / 2, true));
  for (let f = 0; f < ruleCount; f++) {
    parts.push(
      ruleMark(f, left - 46, top + (f + 0.5) * cell, false),
      ruleMark(f, left + (f + 0.5) * cell, top - 46, true),
    );
    boxes.at(`rule row ${f}`, left - 48, top + f * cell + 1, 44, cell - 2);
    boxes.at(`rule column ${f}`, left + f * cell + 1, top - 48, cell - 2, 44);
  }
  for (const [k, situation] of pairs.entries()) {
    const [f1, f2] = [Math.floor(k / ruleCount), k % ruleCount];
    const x = left + f2 * cell;
    const y = top + f1 * cell;
    const words = `Rule ${f1 + 1} of L1, rule ${f2 + 1} of L2: ${situation < 0 ? "nothing refutes it" : `refuted by situation ${situation + 1}, ${situations[situation]!.title}`}`;
    boxes.at(`cell ${k}`, x + 0.5, y + 0.5, cell - 1, cell - 1);
    parts.push(
      h(
        "g",
        {
          class: classes("pair", `refuted-${situation + 1}`, k === pair && "chosen"),
          "data-part": k,
          role: "button",
          tabindex: k === pair ? 0 : -1,
          "aria-pressed": k === pair ? "true" : "false",
          "aria-label": words,
        },
        h("rect", { class: "body", x: x + 1, y: y + 1, width: cell - 2, height: cell - 2, rx: 3 }),
        h(
          "text",
          { class: "pair-sign", x: short(x + cell / 2), y: short(y + cell / 2), "font-size": cell < 19 ? 10 : 12 },
          situation < 0 ? "✓" : String(situation + 1),
        ),
      ),
    );
  }
  // The row and the column of the pair that is chosen.
  const [row, column] = [Math.floor(pair / ruleCount), pair % ruleCount];
  parts.push(
    h("rect", { class: "cross-hair", x: left - 49, y: top + row * cell, width: side + 49, height: cell, rx: 4 }),
    h("rect", { class: "cross-hair", x: left + column * cell, y: top - 49, width: cell, height: side + 49, rx: 4 }),
  );
  const height = top + side + 2;
  return {
    tree: h(
      "svg",
      {
        class: "view rules",
        viewBox: `0 0 ${left + side + 2} ${height}`,
        width: left + side + 2,
        height,
        role: "group",
        "aria-label": "All pairs of rules, each with the situation that refutes it",
      },
      parts,
    ),
    width: left + side + 2,
    height,
    boxes: boxes.list,
  };
}

// A rule in four marks: what it decides having heard retreat twice, retreat and attack, attack and retreat, attack twice.
function ruleMark(rule: number, x: number, y: number, down: boolean): Plain {
  return h(
    "g",
    { class: "rule-mark" },
    [0, 1, 2, 3].map((bit) => {
      const along = 5 + bit * 11;
      return glyph(valueSign(named, (rule >> bit) & 1)!, down ? x : x + along, down ? y + along : y, 7);
    }),
  );
}
