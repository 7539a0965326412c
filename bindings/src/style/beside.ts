// How two runs beside each other and the grid of rules look. The grid's own marks serve its still as well.

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

export const besideRules = `
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; align-items: start; }
.sides.stacked { grid-template-columns: 1fr; gap: 20px 0; }
.side { min-width: 0; display: grid; gap: 8px; }
.sides:not(.stacked) .side { grid-row: span 4; grid-template-rows: subgrid; }
.side + .side { position: relative; }
.sides.stacked .side + .side { border-top: 1px solid var(--_rule); padding-top: 14px; }
.side-title { font-size: 16px; font-weight: 600; margin: 0; line-height: 1.3; }
.side .narration { margin: 4px 0 8px; font-size: 16px; min-height: 4em; }
.pair .fields { margin-bottom: 12px; }
.pair .transport { grid-template-columns: auto 1fr auto; }
.pair .count { min-width: 9em; }
.alike { margin: 0 0 10px; padding-inline-start: 12px; border-inline-start: 3px solid var(--_held); font-size: 16px; max-width: 62em; }
.alike.same { border-color: var(--_delivered); }
.alike .sign { font-weight: 700; }
.rules-body { display: flex; flex-wrap: wrap; gap: 16px 28px; align-items: flex-start; }
.rules-body .stage { flex: none; max-width: 100%; }
.rules-side { flex: 1 1 340px; min-width: 0; }
.makers { display: flex; flex-wrap: wrap; gap: 10px 24px; }
.maker { border-collapse: collapse; font-size: 14px; }
.maker caption { text-align: start; font-weight: 600; font-size: 15px; padding-bottom: 2px; }
.maker th { font-weight: 400; color: var(--_muted); text-align: start; padding: 0 10px 2px 0; font-size: 13px; }
.maker td { padding: 1px 10px 1px 0; }
.maker .button { min-height: 30px; padding: 0 8px; font-size: 14px; }
.rules-side .narration { min-height: 4em; font-size: 17px; margin: 14px 0 8px; }
.cases { margin: 0; padding: 0; list-style: none; counter-reset: case; display: grid; gap: 6px; font-size: 14px; line-height: 1.45; }
.cases li { counter-increment: case; border: 1px solid var(--_rule); border-radius: 6px; padding: 6px 10px 6px 34px; position: relative; }
.cases li::before { content: counter(case); position: absolute; inset-inline-start: 12px; font-weight: 700; }
.cases li.refutes { border-color: var(--_faulty); border-width: 2px; padding: 5px 9px 5px 33px; }
.case-name { font-weight: 600; margin-inline-end: 8px; }
.case-line { display: block; }
.case-verdict { font-weight: 600; }
.case-verdict.holds { color: var(--_delivered); }
.case-verdict.violated { color: var(--_faulty); }
@container (max-width: 560px) {
  .maker .button { min-height: 44px; }
  .pair .transport { grid-template-columns: 1fr; }
  .pair .scrub { grid-row: auto; }
  .pair .count { grid-row: auto; }
  .makers { gap: 14px; }
}
`;
