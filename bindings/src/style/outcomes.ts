// How the table of all runs looks, live and as a still.

export const outcomesPicture = `
.outcomes [data-run] { cursor: pointer; }
.outcome .body { fill: color-mix(in srgb, var(--_muted) 7%, var(--_surface)); stroke: none; }
.outcome:hover .body { fill: color-mix(in srgb, var(--_muted) 16%, var(--_surface)); }
.outcome.broken .body { fill: color-mix(in srgb, var(--_faulty) 10%, var(--_surface)); stroke: var(--_faulty); stroke-width: 1.5; }
.outcome.shown .body { stroke: var(--_ink); stroke-width: 2; }
.view .axis-name { fill: var(--_muted); }
.unsaid { fill: none; stroke: var(--_muted); stroke-width: 2; stroke-linecap: round; }
.claim-mark { fill: none; stroke: var(--_crashed); stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.mark-holds, .mark-so-far { stroke: var(--_delivered); }
.mark-violated { stroke: var(--_faulty); stroke-width: 2.25; }
.view text.claim-mark { fill: var(--_muted); stroke: none; }
`;
