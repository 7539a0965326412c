// How the table of sixteen circumstances looks.

export const circumstancesSheet = `
.cells-body { display: flex; flex-wrap: wrap; gap: 16px 32px; align-items: flex-start; }
.cells-holder { flex: none; max-width: 100%; }
.cells-side { flex: 1 1 320px; min-width: 0; }
.cells { border-collapse: separate; border-spacing: 4px; margin: 0 0 4px -4px; font-size: 14px; line-height: 1.25; }
.cells th { font-weight: 400; color: var(--_muted); text-align: center; padding: 2px 4px; }
.cells th[scope="colgroup"] { border-bottom: 1px solid var(--_rule); color: var(--_ink); }
.cells th[scope="row"] { text-align: end; padding-inline-end: 8px; }
.cells th[scope="row"] span { display: block; }
.cells th[scope="row"] span:first-child { color: var(--_ink); }
.cells td { padding: 0; }
.circumstance { display: grid; align-content: center; justify-items: center; width: 76px; min-height: 50px; padding: 2px; border: 1.5px solid var(--_rule); border-radius: 6px; background: var(--_surface); color: var(--_ink); cursor: pointer; line-height: 1.15; }
.circumstance .sign { font-size: 19px; font-weight: 700; }
.circumstance .told { font-size: 13px; min-height: 1.15em; color: var(--_muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
.circumstance.possible { background: color-mix(in srgb, var(--_delivered) 12%, var(--_surface)); border-color: color-mix(in srgb, var(--_delivered) 45%, transparent); }
.circumstance.possible .sign { color: var(--_delivered); }
.circumstance.impossible { background: color-mix(in srgb, var(--_faulty) 7%, var(--_surface)); border-style: dashed; border-color: color-mix(in srgb, var(--_faulty) 50%, transparent); }
.circumstance.impossible .sign { color: var(--_faulty); }
.circumstance[aria-pressed="true"] { border: 2.5px solid var(--_ink); padding: 1px; }
.circumstance:hover { border-color: var(--_muted); }
.conditions { font-size: 17px; line-height: 1.3; margin: 2px 0 8px; text-wrap: balance; }
.conditions::first-letter { text-transform: uppercase; }
.said { display: grid; grid-template-columns: auto 1fr; gap: 8px 14px; margin: 0; font-size: 16px; line-height: 1.4; }
.said dt { color: var(--_muted); font-size: 14px; padding-top: 2px; }
.said dd { margin: 0; }
.said .narration { font-size: 16px; line-height: 1.4; min-height: 5.6em; margin: 0; }
.said .outcome { font-weight: 650; }
.said .holds { color: var(--_delivered); }
.said .violated { color: var(--_faulty); }
.ordered { margin: 4px 0 0; padding-inline-start: 12px; border-inline-start: 3px solid var(--_held); font-size: 15px; max-width: 40em; }
@container (max-width: 560px) {
  .cells-holder { width: 100%; }
  .cells { width: calc(100% + 6px); table-layout: fixed; font-size: 13px; border-spacing: 3px; margin-inline-start: -3px; }
  .cells :is(thead td, th[scope="row"]) { width: 86px; }
  .cells th { padding: 2px 0; }
  .cells th[scope="row"] { padding-inline-end: 4px; }
  .circumstance { width: 100%; min-height: 56px; }
  .said { grid-template-columns: 1fr; gap: 2px; }
  .said dd { margin-bottom: 8px; }
}
@media (forced-colors: active) {
  .circumstance[aria-pressed="true"] { border-color: Highlight; }
}
`;
