// How instruments look that ask the engine something and show a run of the answer: the table of sixteen circumstances, the
// boundary of replication, the graph that is edited. Only for the shadow root.

export const instrumentRules = `
.found { margin-top: 14px; min-height: 420px; }
.cells-body, .graph-body { display: flex; flex-wrap: wrap; gap: 16px 32px; align-items: flex-start; }
.cells-holder { flex: none; max-width: 100%; }
.cells-side, .graph-side { flex: 1 1 320px; min-width: 0; }
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

.many { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; margin-bottom: 8px; }
.purposes { border-collapse: collapse; width: 100%; font-size: 16px; line-height: 1.35; }
.purposes th { text-align: start; font-weight: 400; padding: 0; border-bottom: 1px solid var(--_rule); }
.purposes thead th { color: var(--_muted); font-size: 14px; padding: 4px 0; }
.purposes .number { text-align: end; white-space: nowrap; padding: 4px 0 4px 20px; border-bottom: 1px solid var(--_rule); font-variant-numeric: tabular-nums; }
.ask { width: 100%; text-align: start; min-height: 44px; padding: 6px 10px; border: 0; border-inline-start: 3px solid transparent; background: none; cursor: pointer; font-size: 16px; }
.ask:hover { background: color-mix(in srgb, var(--_muted) 8%, var(--_surface)); }
tr.chosen .ask { border-color: var(--_ink); font-weight: 600; }
tr.chosen { background: color-mix(in srgb, var(--_muted) 9%, var(--_surface)); }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 14px; }
.card { display: grid; gap: 4px; align-content: start; text-align: start; padding: 10px 14px; border: 1.5px solid var(--_rule); border-radius: 8px; background: var(--_surface); cursor: pointer; }
.card:hover { border-color: var(--_muted); }
.card[aria-pressed="true"] { border: 2.5px solid var(--_ink); padding: 9px 13px; }
.card-name { font-size: 16px; color: var(--_muted); }
.card-name b { font-size: 21px; color: var(--_ink); }
.card .narration { font-size: 16px; line-height: 1.4; margin: 0; min-height: 2.8em; }
.card.refuted .sign { color: var(--_faulty); }
.card.proved .sign { color: var(--_delivered); }

.graph-side .narration { font-size: 16px; min-height: 4.2em; }
.graph-fields { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; font-size: 15px; margin-bottom: 10px; }
.graph-fields label { display: inline-flex; gap: 6px; align-items: center; }
.graph-fields .select { min-height: 36px; }
.graph-edges .edge { cursor: pointer; }
.graph-edges .edge .reach { stroke: transparent; stroke-width: 14; }
.graph-edges .edge .drawn { stroke: var(--_ink); stroke-width: 2; }
.graph-edges .edge.off .drawn { stroke: var(--_muted); stroke-width: 1; stroke-dasharray: 2 5; opacity: .55; }
.graph-edges .edge:hover .drawn { stroke: var(--_focus); stroke-width: 3; opacity: 1; }
.graph-edges .edge:focus { outline: none; }
.graph-edges .edge:focus-visible .drawn { stroke: var(--_focus); stroke-width: 4; opacity: 1; }

@container (max-width: 560px) {
  .cells-holder { width: 100%; }
  .cells { width: calc(100% + 6px); table-layout: fixed; font-size: 13px; border-spacing: 3px; margin-inline-start: -3px; }
  .cells :is(thead td, th[scope="row"]) { width: 86px; }
  .cells th { padding: 2px 0; }
  .cells th[scope="row"] { padding-inline-end: 4px; }
  .circumstance { width: 100%; min-height: 56px; }
  .said { grid-template-columns: 1fr; gap: 2px; }
  .said dd { margin-bottom: 8px; }
  .purposes .number { padding-inline-start: 12px; }
  .purposes thead th { font-size: 13px; }
  .many .button { min-width: 44px; min-height: 44px; }
  .two { gap: 8px; }
  .card { padding: 8px 10px; }
  .card[aria-pressed="true"] { padding: 7px 9px; }
  .card .narration { font-size: 15px; min-height: 6.6em; }
  .graph-fields .select { min-height: 44px; }
}
@media (forced-colors: active) {
  .circumstance[aria-pressed="true"], .card[aria-pressed="true"] { border-color: Highlight; }
}
`;
