// How the picture of all pairs of rules looks, live and as a still.

export const rulesPicture = `
.pair .body { fill: color-mix(in srgb, var(--_muted) 9%, var(--_surface)); }
.view .pair-sign { text-anchor: middle; font-weight: 600; fill: var(--_ink); }
.pair.refuted-1 .body { fill: color-mix(in srgb, var(--_value-a) 16%, var(--_surface)); }
.pair.refuted-2 .body { fill: color-mix(in srgb, var(--_held) 20%, var(--_surface)); }
.pair.refuted-3 .body { fill: color-mix(in srgb, var(--_value-b) 18%, var(--_surface)); }
.pair.refuted-0 .body { fill: var(--_delivered); }
.pair[data-part] { cursor: pointer; }
.pair.chosen .body { stroke: var(--_ink); stroke-width: 2; }
.pair.chosen .pair-sign { font-weight: 800; }
.cross-hair { fill: none; stroke: var(--_muted); stroke-width: 1; pointer-events: none; }
`;
