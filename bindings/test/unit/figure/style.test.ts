// Text must be readable in both themes: WCAG's contrast, computed from the tokens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { baseSheet, type Colour, colours, pageTokens, pictureSheet, stillSheet } from "../../../src/style/index.ts";
import { styled } from "./reach.ts";

/** The text of every sheet that a shadow root can have. */
const sheets = [...new Set([baseSheet, ...styled.flatMap(({ own }) => own)])].join("");

const themes = ["light", "dark"] as const;

function channels(hex: string): number[] {
  return [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255);
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number];
  return (x + 0.05) / (y + 0.05);
}

/** A colour mixed into another, as color-mix in srgb does. */
function mixed(a: string, share: number, b: string): string {
  const to = channels(b);
  return `#${channels(a)
    .map((c, i) =>
      Math.round((c * share + to[i]! * (1 - share)) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

const asText: Colour[] = [
  "ink",
  "muted",
  "correct",
  "faulty",
  "crashed",
  "held",
  "delivered",
  "value-a",
  "value-b",
  "focus",
];

for (const [theme, name] of themes.entries()) {
  test(`every colour that text may have is readable, ${name}`, () => {
    for (const colour of asText) {
      for (const ground of ["paper", "surface"] as const) {
        const ratio = contrast(colours[colour][theme]!, colours[ground][theme]!);
        assert.ok(ratio >= 4.5, `${colour} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
  });

  test(`text is readable on tinted grounds, ${name}`, () => {
    const surface = colours.surface[theme]!;
    for (const [text, tint, share] of [
      ["faulty", "faulty", 0.1],
      ["delivered", "delivered", 0.1],
      ["muted", "delivered", 0.1],
      ["muted", "muted", 0.12],
      ["ink", "muted", 0.12],
      ["ink", "focus", 0.12],
      ["faulty", "focus", 0.12],
      ["muted", "focus", 0.12],
      ["value-a", "focus", 0.12],
      ["value-b", "focus", 0.12],
    ] as const) {
      const ratio = contrast(colours[text][theme]!, mixed(colours[tint][theme]!, share, surface));
      assert.ok(ratio >= 4.5, `${text} on ${tint} at ${share}: ${ratio.toFixed(2)}`);
    }
  });

  test(`marks stand out from the bands they lie on, ${name}`, () => {
    const band = mixed(colours.muted[theme]!, 0.12, colours.surface[theme]!);
    for (const colour of asText) assert.ok(contrast(colours[colour][theme]!, band) >= 3, colour);
  });
}

test("no rule asks what an element has inside", () => {
  // Such a rule makes a browser look again with every element that is removed: a jump in a long run took half as long more.
  assert.doesNotMatch(sheets + stillSheet, /:has\(/);
});

test("a process that may fail is told from a correct one by more than its colour", () => {
  const rule = pictureSheet.match(/([^}]*\.may-fail[^{]*)\{([^}]*)\}/)!;
  assert.match(rule[2]!, /stroke-dasharray/);
  assert.doesNotMatch(pictureSheet, /\.may-fail[^{]*\{[^}]*var\(--_faulty\)/, "it is not drawn as one that has failed");
});

test("the sheets name no colour but by token", () => {
  for (const rule of sheets.split("}")) {
    if (rule.includes("light-dark(")) continue;
    assert.doesNotMatch(rule, /#[0-9a-f]{3,8}\b/i, rule);
  }
  assert.match(stillSheet, /@scope \(\.faultlab-still\)/);
  assert.match(pageTokens(), /--faultlab-correct: light-dark\(/);
});
