// The colours of the visual language, for a light and a dark page. The base is Okabe and Ito's palette, which people
// with any colour vision can tell apart, moved until text in it reaches a contrast of 4.5 on both papers (a test
// computes it). Every role has a second sign besides its colour.

/** Name, and its value in a light and in a dark page. */
export const colours = {
  correct: ["#0059a6", "#6db3f2"],
  faulty: ["#b23c00", "#ff8a57"],
  crashed: ["#62676d", "#9aa1a9"],
  held: ["#8a5300", "#f2ab3f"],
  delivered: ["#00705a", "#3ec6a0"],
  ink: ["#1b1e23", "#ebe8e2"],
  muted: ["#5a6068", "#a5abb3"],
  rule: ["#d8d5cd", "#3b4047"],
  paper: ["#fbfaf7", "#15171a"],
  surface: ["#ffffff", "#1c1f23"],
  "value-a": ["#97327a", "#ee9bd0"],
  "value-b": ["#08728f", "#63cfea"],
  focus: ["#0b57d0", "#9cc2ff"],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Colour = keyof typeof colours;

export const fonts = {
  font: '"Source Sans 3 Variable", "Source Sans 3", system-ui, -apple-system, "Segoe UI", sans-serif',
  "font-mono": 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
} as const;

/** For a page of one's own: sets the public properties, --faultlab-correct and so on. */
export function pageTokens(selector = ":root"): string {
  const lines = Object.entries(colours).map(
    ([name, [light, dark]]) => `  --faultlab-${name}: light-dark(${light}, ${dark});`,
  );
  for (const [name, value] of Object.entries(fonts)) lines.push(`  --faultlab-${name}: ${value};`);
  return `${selector} {\n${lines.join("\n")}\n}\n`;
}

/** For the figure: private properties that take the public ones, so that a page may set any of them, or none. */
export function figureTokens(selector: string): string {
  const lines = Object.entries(colours).map(
    ([name, [light, dark]]) => `  --_${name}: var(--faultlab-${name}, light-dark(${light}, ${dark}));`,
  );
  for (const [name, value] of Object.entries(fonts)) lines.push(`  --_${name}: var(--faultlab-${name}, ${value});`);
  return `${selector} {\n${lines.join("\n")}\n}\n`;
}
