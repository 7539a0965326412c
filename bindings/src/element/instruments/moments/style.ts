// How the figure in which moments are moved looks.

export const momentsSheet = `
.presets { display: flex; flex-wrap: wrap; gap: 6px; margin: 2px 0 12px; }
.preset { font-size: 14px; gap: 8px; text-align: start; line-height: 1.25; }
.preset span { color: var(--_muted); }
.preset[aria-pressed="true"] span { color: var(--_ink); }
.moments-holder { position: relative; max-width: 100%; }
.moments-holder .picture { pointer-events: none; }
.moments-holder .handles { position: absolute; inset: 0 auto auto 0; overflow: visible; touch-action: none; }
.moments-holder.turned { padding-bottom: 56px; }
.handles .slot { fill: none; stroke: var(--_rule); stroke-width: 1.5; stroke-dasharray: 3 3; }
.handles .never-name { font-size: 12px; fill: var(--_muted); text-anchor: middle; dominant-baseline: central; }
.handle { cursor: grab; outline: none; }
.handle.dragged { cursor: grabbing; }
.handle .reach { fill: transparent; }
.handle .grip { fill: none; stroke: color-mix(in srgb, var(--_ink) 35%, transparent); stroke-width: 1.5; stroke-dasharray: 2 3; }
.handle:hover .grip { stroke: var(--_ink); }
.handle:focus-visible .grip, .handle.dragged .grip { stroke: var(--_focus); stroke-width: 2.5; stroke-dasharray: none; }
.handle .gone { fill: none; stroke: var(--_crashed); stroke-width: 2; }
.moments .hint { margin: 6px 0 0; }
.moments .narration { min-height: 2.7em; }
.properties { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--_rule); }
.properties li { display: grid; grid-template-columns: 1.4em minmax(0, 1.1fr) 6em minmax(0, 1.4fr); gap: 0 10px; align-items: baseline; min-height: 34px; padding: 5px 0; border-bottom: 1px solid var(--_rule); font-size: 15px; line-height: 1.4; }
.properties .sign { font-weight: 700; text-align: center; color: var(--_crashed); }
.properties .word, .properties .why { color: var(--_muted); }
.properties :is(.holds, .so-far) .sign { color: var(--_delivered); }
.properties .violated :is(.sign, .word) { color: var(--_faulty); font-weight: 650; }
@container (max-width: 560px) {
  .presets { display: grid; grid-template-columns: 1fr; }
  .preset { justify-content: flex-start; }
  .moments .narration { min-height: 5.4em; }
  .properties li { grid-template-columns: 1.4em minmax(0, 1fr) auto; }
  .properties .why { grid-column: 2 / -1; font-size: 14px; }
}
@media print {
  .presets, .handles .grip, .moments > .hint { display: none; }
}
`;
