// How a table of what can happen looks, live and as a still.

export const matrixPicture = `
.matrix-place { max-width: 100%; min-width: 0; }
.matrix { border-collapse: separate; border-spacing: 3px; font-family: var(--_font); font-size: 15px; line-height: 1.25; color: var(--_ink); margin: 0; width: auto; max-width: 100%; }
.matrix :is(th, td) { padding: 0; border: 0; text-align: center; vertical-align: middle; background: none; }
.matrix th { font-weight: 600; padding: 2px 4px; }
.matrix thead th { font-size: 14px; vertical-align: bottom; }
.matrix th.corner { text-align: start; font-weight: 400; color: var(--_muted); }
.matrix th.span { color: var(--_muted); font-weight: 400; border-bottom: 1px solid var(--_rule); }
.matrix th.group { text-align: start; padding-top: 12px; }
.matrix th[scope="row"] { text-align: start; font-weight: 500; padding-inline-end: 12px; max-width: 21em; }
.matrix .more { font-weight: 400; font-size: 13px; color: var(--_muted); }
.matrix td.own { border-radius: 7px; box-shadow: 0 0 0 2px color-mix(in srgb, var(--_muted) 45%, transparent); }
.matrix .mark { font: inherit; display: inline-flex; align-items: center; justify-content: center; gap: 5px; min-height: 40px; min-width: 74px; width: 100%; padding: 2px 6px; margin: 0; border: 1.5px solid transparent; border-radius: 6px; color: var(--_ink); background: color-mix(in srgb, var(--_muted) 7%, var(--_surface)); }
.matrix .mark + .mark { margin-top: 3px; }
.matrix .mark.good { background: color-mix(in srgb, var(--_delivered) 12%, var(--_surface)); }
.matrix .mark.bad { background: color-mix(in srgb, var(--_faulty) 12%, var(--_surface)); }
.matrix .mark.twice { background: color-mix(in srgb, var(--_held) 16%, var(--_surface)); }
.matrix .mark.number { justify-content: flex-end; font-variant-numeric: tabular-nums; min-width: 62px; padding: 2px 10px; }
.matrix .mark.number.bad { color: var(--_faulty); font-weight: 600; }
.matrix .mark .about { font-size: 12px; font-weight: 400; color: var(--_muted); line-height: 1.15; }
.matrix .mark.never { background: none; color: var(--_muted); }
.matrix .mark.ticked { background: none; }
.matrix .sum :is(th, .word) { font-size: 14px; font-weight: 600; }
.matrix .sum .mark { min-height: 28px; }
.matrix .aside :is(th, .word) { font-size: 14px; color: var(--_muted); }
.matrix .mark .sign { flex: none; width: 20px; height: 18px; overflow: visible; }
.matrix .mark :is(.sheet, .lines, .ring, .dash, .tick) { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linejoin: round; stroke-linecap: round; }
.matrix .mark .sheet { fill: var(--_surface); }
.matrix .mark .sheet.lacking { fill: none; stroke-dasharray: 2 3; }
.matrix .mark .full { fill: currentColor; }
.matrix .mark .ring { stroke-dasharray: 3 2.6; }
.matrix .mark .tick { stroke-width: 2.5; }
.matrix .mark.good .sign { color: var(--_delivered); }
.matrix .mark.bad .sign { color: var(--_faulty); }
.matrix .mark.twice .sign { color: var(--_held); }
.matrix button.mark { cursor: pointer; }
.matrix button.mark:hover { border-color: var(--_muted); }
.matrix button.mark.shown { border-color: var(--_ink); }
.matrix button.mark[aria-disabled] { cursor: default; border-color: transparent; }
.matrix button.mark:focus-visible { outline: 2px solid var(--_focus); outline-offset: 1px; }
@container (max-width: 700px) {
  .matrix { font-size: 13px; border-spacing: 2px; width: 100%; }
  .matrix thead th { font-size: 12px; padding: 2px 0; letter-spacing: -.01em; }
  .matrix th[scope="row"] { padding-inline: 2px 4px; }
  .matrix .more { display: block; font-size: 12px; }
  .matrix .mark { flex-direction: column; gap: 1px; min-width: 42px; min-height: 44px; padding: 3px 1px; line-height: 1.1; }
  .matrix.stacked { table-layout: fixed; }
  .matrix.stacked th.group { padding: 12px 2px 2px; font-size: 14px; }
  .matrix.stacked .mark.number { justify-content: center; align-items: center; font-size: 16px; padding: 4px 2px; height: 100%; }
  .matrix.tight th.group { padding-top: 10px; font-size: 14px; font-weight: 500; }
}
@media (forced-colors: active) {
  .matrix .mark { border-color: CanvasText; }
  .matrix button.mark.shown { border: 3px solid Highlight; }
}
`;
