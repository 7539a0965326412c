// How the parts of a figure look that no instrument has: a sum of its claims, its views, menus and log.

export const figureSheet = `
.claims-sum { flex: 1 1 340px; display: grid; gap: 2px; justify-items: end; align-content: start; }
.claims-sum .claims { justify-content: flex-end; }
.sum { font-size: 15px; color: var(--_muted); white-space: nowrap; font-variant-numeric: tabular-nums; }
.sum[aria-expanded="true"]:not(:hover) { background: none; border-color: transparent; color: var(--_muted); }
.sum .sign { font-weight: 700; color: var(--_crashed); }
.sum :is(.holds, .so-far) .sign { color: var(--_delivered); }
.sum .violated, .sum .violated .sign { color: var(--_faulty); font-weight: 650; }
.sum .more { border: 5px solid transparent; border-block-start-color: currentColor; border-block-end: 0; }
.sum[aria-expanded="true"] .more { rotate: 180deg; }
.claims.brief .chip .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.claims.brief .chip::after { content: none; }
.bar .views { display: inline-flex; margin-inline-start: auto; }
.views .button { min-height: 30px; border-radius: 0; margin-inline-start: -1px; font-size: 14px; padding: 0 10px; border-color: var(--_rule); }
.views .button:first-child { border-radius: 6px 0 0 6px; }
.views .button:last-child { border-radius: 0 6px 6px 0; }
.scrub .ticks { position: absolute; inset: 0 9px; width: calc(100% - 18px); height: 36px; overflow: visible; pointer-events: none; }
.ticks .tick { stroke-width: 2; vector-effect: non-scaling-stroke; }
.below { position: relative; }
.menu { position: absolute; z-index: 5; left: 0; width: min(400px, 100% - 40px); max-height: 336px; overflow: auto; background: var(--_surface); color: var(--_ink); border: 1px solid var(--_muted); border-radius: 8px; box-shadow: 0 6px 24px rgb(0 0 0 / .18); padding: 6px; }
.menu .heading { font-size: 13px; font-weight: 600; color: var(--_muted); margin: 4px 10px 2px; }
.menu [role="group"] + [role="group"] { border-top: 1px solid var(--_rule); margin-top: 4px; padding-top: 4px; }
.menu .stem { display: block; font-size: 15px; font-weight: 400; color: var(--_ink); margin-top: 2px; }
.menu .shorts { display: grid; grid-template-columns: repeat(auto-fill, minmax(4.4em, 1fr)); }
.menu .item.short { padding: 6px 4px; gap: 4px; min-width: 44px; }
.menu .item { display: flex; width: 100%; gap: 10px; align-items: baseline; text-align: start; border: 0; background: none; padding: 6px 10px; border-radius: 5px; cursor: pointer; min-height: 34px; }
.menu .item:hover, .menu .item:focus-visible { background: color-mix(in srgb, var(--_focus) 12%, var(--_surface)); outline-offset: -2px; }
.menu .item .mark { width: 1em; flex: none; text-align: center; font-weight: 700; }
.menu .item.fault .mark { color: var(--_faulty); }
.menu p { margin: 6px 10px; font-size: 14px; color: var(--_muted); }
.menu.panel { padding: 10px 14px 12px; }
.menu.panel p { margin: 0 0 8px; font-size: 14px; color: var(--_muted); }
.panel .row { display: grid; grid-template-columns: 1fr auto; gap: 12px; align-items: center; min-height: 38px; }
.panel .row label { font-weight: 600; }
.notes .kept { min-height: 21px; }
.log-place { height: 30px; font-size: 15px; padding-inline-start: 13px; visibility: hidden; }
.notes .unfit { padding-inline-start: 12px; border-inline-start: 3px solid var(--_faulty); }
.costs { color: var(--_muted); font-size: 14px; }
details.log { font-size: 15px; }
details.log summary { cursor: pointer; color: var(--_muted); min-height: 30px; display: inline-flex; align-items: center; gap: 6px; border-radius: 4px; }
.log-foot { min-height: 32px; display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; align-items: center; }
details.log summary { list-style: none; }
details.log summary::-webkit-details-marker { display: none; }
details.log summary::before { content: ""; border: 4.5px solid transparent; border-inline-start: 7px solid currentColor; border-inline-end: 0; }
details.log[open] summary::before { rotate: 90deg; }
details.log[open] { flex-basis: 100%; }
.log ol { list-style: none; margin: 4px 0 0; padding: 0; max-height: 260px; overflow: auto; }
.log .entry { display: grid; grid-template-columns: 3.5em 1fr; gap: 8px; width: 100%; text-align: start; border: 0; background: none; padding: 3px 6px; border-radius: 4px; cursor: pointer; font-size: 15px; }
.log .entry:focus-visible { outline-offset: -2px; }
.log .entry .step { color: var(--_muted); text-align: end; font-variant-numeric: tabular-nums; }
.log .entry:hover, .log .entry.now { background: color-mix(in srgb, var(--_muted) 12%, transparent); }
@container (max-width: 560px) {
  .scrub .ticks { height: 44px; }
  .transport .speed { grid-column: 3; grid-row: 1; }
  .bar .knows { flex: 1 1 auto; min-width: 0; }
  .bar .knows .select { width: 100%; }
  .bar .knows .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .views { width: 100%; }
  .views .button { min-height: 44px; flex: 1; }
  .claims-sum { justify-items: start; flex-basis: 100%; }
  .claims-sum .claims { justify-content: flex-start; }
  .sum { min-height: 44px; margin-inline-start: -8px; gap: 12px; }
  .menu { width: calc(100% - 24px); max-height: 60vh; }
  .menu .item { min-height: 44px; align-items: center; }
  .panel .row { min-height: 48px; }
  .log .entry, details.log summary { min-height: 44px; align-items: center; }
  .notes .kept { min-height: 42px; }
  .log-place { height: 44px; }
}
@media print {
  .menu, details.log { display: none; }
}
@media (forced-colors: active) {
  details.log summary::before { display: none; }
}
`;
