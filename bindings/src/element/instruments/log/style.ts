// How the instrument that judges a log looks.

export const logSheet = `
.log-body { display: grid; grid-template-columns: minmax(0, 1fr) 306px; gap: 16px 24px; align-items: start; }
.log-text { position: relative; border: 1px solid var(--_rule); border-radius: 6px; background: var(--_surface); overflow: hidden; min-width: 0; }
.log-text:focus-within { outline: 2px solid var(--_focus); outline-offset: 2px; }
.log-text textarea { display: block; position: relative; width: 100%; height: 256px; margin: 0; padding: 8px 10px 8px 56px; border: 0; outline: 0; background: none; color: var(--_ink); font: 13px/20px var(--_font-mono); resize: none; white-space: pre; overflow: auto; tab-size: 2; }
.log-margin { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
.log-margin text { font: 12px var(--_font-mono); fill: var(--_muted); text-anchor: end; dominant-baseline: central; }
.log-margin text.marked { fill: var(--_ink); font-weight: 700; }
.line-witness { fill: color-mix(in srgb, var(--_faulty) 12%, transparent); }
.line-selected { fill: color-mix(in srgb, var(--_focus) 13%, transparent); }
.line-mistake { fill: color-mix(in srgb, var(--_held) 22%, transparent); }
.line-edge.line-witness-edge { fill: var(--_faulty); }
.line-edge.line-selected-edge { fill: var(--_focus); }
.line-edge.line-mistake-edge { fill: var(--_held); }
.log-main, .log-side { min-width: 0; }
.log-side { font-size: 15px; }
.log-side.stale { visibility: hidden; }
.log-figure .stage.stale { opacity: .35; }
.log-steps.stale :is(.scrub, .count) { opacity: .35; }
.verdict-count { margin: 0 8px 6px; font-size: 14px; font-variant-numeric: tabular-nums; color: var(--_muted); }
.verdict-group { font-size: 13px; font-weight: 600; color: var(--_muted); margin: 10px 8px 2px; }
.verdict-group:first-child { margin-top: 0; }
.verdict-list { list-style: none; margin: 0; padding: 0; }
.verdict { display: grid; grid-template-columns: 1.2em 1fr auto; gap: 0 6px; align-items: baseline; width: 100%; min-height: 28px; padding: 3px 8px; border: 0; border-radius: 5px; background: none; text-align: start; cursor: pointer; line-height: 1.35; }
.verdict:hover, .verdict[aria-expanded="true"] { background: color-mix(in srgb, var(--_muted) 10%, var(--_surface)); }
.verdict:focus-visible { outline-offset: -2px; }
.verdict .sign { font-weight: 700; text-align: center; color: var(--_crashed); }
.verdict .word { color: var(--_muted); font-size: 14px; text-align: end; }
.verdict-list .holds .sign { color: var(--_delivered); }
.verdict-list .violated :is(.sign, .word) { color: var(--_faulty); }
.verdict-list .violated :is(.name, .word) { font-weight: 650; }
.verdict-doc { margin: 2px 8px 8px; padding-inline-start: calc(1.2em + 6px); font-size: 14px; line-height: 1.4; }
.verdict-doc .why { color: var(--_muted); display: block; }
.problems { list-style: none; margin: 0 0 8px; padding: 6px 10px; border-inline-start: 3px solid var(--_held); font-size: 14px; overflow-wrap: anywhere; }
.line-link { min-height: 28px; min-width: 0; padding: 0 4px; font-size: 14px; text-decoration: underline; color: var(--_ink); }
.log-figure .narration { overflow-wrap: anywhere; }
.log-figure .remark { color: var(--_muted); font-size: 14px; margin: 8px; }
.log-steps { grid-template-columns: auto 1fr auto; }
.log-steps .count { min-width: 9em; }
.log-figure ::slotted(pre) { font: 13px/20px var(--_font-mono); overflow: auto; margin: 0; }
@container (max-width: 760px) {
  .log-body { grid-template-columns: minmax(0, 1fr); }
  .log-text textarea { height: 216px; }
  /* Nothing stands beside them here that would have to keep its place. */
  .log-side.stale { display: none; }
}
@container (max-width: 560px) {
  .verdict { min-height: 44px; align-items: center; }
  .line-link { min-height: 44px; }
  .log-steps { grid-template-columns: auto auto; justify-content: space-between; }
  .log-steps .scrub { grid-row: 2; grid-column: 1 / -1; }
  .log-steps .button { min-height: 44px; min-width: 44px; }
}
@media (forced-colors: active) {
  .log-text { border-color: CanvasText; }
}
`;
