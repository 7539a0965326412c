// How the instrument of orders looks.

export const ordersSheet = `
.orders-body { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 14px 32px; align-items: start; }
.orders .whose { display: inline-flex; gap: 8px; align-items: center; font-size: 14px; color: var(--_muted); min-width: 0; }
.orders .whose > span { flex: none; }
.orders .whose .select { min-width: 0; min-height: 36px; }
.lines-head { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; justify-content: space-between; min-height: 36px; }
.lines-head h4 { font-size: 15px; font-weight: 650; margin: 0; }
.lines-head .aside { font-weight: 400; color: var(--_muted); }
.line { display: grid; grid-template-columns: 2.4em minmax(0, 1fr) auto; gap: 6px 8px; align-items: center; min-height: 46px; border-bottom: 1px solid var(--_rule); }
.line-owner { font-weight: 600; font-size: 15px; }
.tokens { display: flex; flex-wrap: wrap; gap: 4px; padding: 4px 0; }
.line-adds { display: inline-flex; gap: 4px; align-items: center; }
.line-adds .select { min-height: 32px; width: 8.8em; color: var(--_muted); }
.button.small { min-height: 32px; min-width: 32px; font-size: 14px; padding: 0 8px; }
.line-count { display: inline-flex; gap: 6px; align-items: center; font-size: 14px; color: var(--_muted); font-variant-numeric: tabular-nums; }
.line-count > span { min-width: 5.6em; text-align: center; }
button.token { display: inline-flex; align-items: center; gap: 4px; min-height: 34px; padding: 0 8px 0 5px; border: 1.5px solid var(--_rule); border-radius: 17px; background: var(--_surface); cursor: grab; touch-action: none; user-select: none; -webkit-user-select: none; font-size: 15px; }
button.token svg { width: 13px; height: 13px; fill: var(--_muted); flex: none; }
button.token.delivers svg { fill: var(--_delivered); }
button.token:hover { border-color: var(--_muted); }
button.token.touched { border-color: var(--_ink); box-shadow: inset 0 0 0 1px var(--_ink); }
button.token.broken { background: color-mix(in srgb, var(--_faulty) 12%, var(--_surface)); border-color: var(--_faulty); }
.msg { font-weight: 650; font-variant-numeric: tabular-nums; }
.msg-a { color: var(--_value-a); }
.msg-b { color: var(--_value-b); }
.msg-c { color: var(--_held); }
.msg-d { color: var(--_delivered); }
.line-tools { display: flex; gap: 4px; align-items: center; min-height: 44px; font-size: 14px; color: var(--_muted); }
.line-tools .about { min-width: 12.5em; }
.kinds { border-collapse: separate; border-spacing: 4px; width: 100%; table-layout: fixed; font-size: 14px; margin: 0; }
.kinds th { font-weight: 400; color: var(--_muted); line-height: 1.25; padding: 2px; vertical-align: bottom; }
.kinds tbody th { text-align: start; color: var(--_ink); vertical-align: middle; font-weight: 600; }
.kinds td { padding: 0; text-align: center; }
.kinds .alone { font-size: 17px; font-variant-numeric: tabular-nums; color: var(--_muted); }
.kind { display: grid; justify-items: center; width: 100%; min-height: 52px; padding: 3px 2px; border: 1.5px solid var(--_rule); border-radius: 7px; background: var(--_surface); cursor: pointer; line-height: 1.2; font-size: 13px; color: var(--_muted); align-content: center; }
.kind b { font-size: 18px; font-weight: 650; color: var(--_ink); font-variant-numeric: tabular-nums; }
.kind:hover { border-color: var(--_muted); }
.kind[aria-checked="true"] { border: 2.5px solid var(--_ink); padding: 2px 1px; color: var(--_ink); background: color-mix(in srgb, var(--_ink) 5%, var(--_surface)); }
.takers { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; margin: 0 0 6px; font-size: 14px; color: var(--_muted); }
.takers > span { margin-inline-end: 4px; }
.order-list { display: flex; flex-wrap: wrap; gap: 4px; max-height: 226px; overflow: auto; padding: 3px; margin: -3px; align-content: flex-start; }
.an-order { display: inline-flex; gap: 6px; align-items: center; min-height: 34px; padding: 0 9px 0 7px; border: 1.5px solid color-mix(in srgb, var(--_delivered) 45%, transparent); border-radius: 6px; background: color-mix(in srgb, var(--_delivered) 8%, var(--_surface)); cursor: pointer; font-size: 14px; white-space: nowrap; }
.an-order .sign { font-weight: 700; color: var(--_delivered); width: 1em; }
.an-order.illegal { border: 1.5px dashed var(--_rule); background: none; }
.an-order.illegal .sign { color: var(--_faulty); }
.an-order.illegal .msg { font-weight: 500; }
.an-order:hover { border-color: var(--_muted); }
.an-order[aria-selected="true"] { border: 1.5px solid var(--_ink); box-shadow: inset 0 0 0 1px var(--_ink); }
.order-verdicts { display: flex; flex-wrap: wrap; gap: 2px 18px; list-style: none; margin: 2px 0 0; padding: 0; font-size: 15px; }
.order-verdicts .sign { font-weight: 700; }
.order-verdicts .word { color: var(--_muted); }
.order-verdicts .holds .sign { color: var(--_delivered); }
.order-verdicts .violated :is(.sign, .word) { color: var(--_faulty); }
.order-verdicts .aside, .order-verdicts .aside :is(.sign, .word) { color: var(--_muted); }
.orders .narration { min-height: 4em; font-size: 16px; margin: 6px 0 0; }
.orders .stage { margin-top: 8px; border-top: 1px solid var(--_rule); padding-top: 12px; }
@container (max-width: 760px) {
  .orders-body { grid-template-columns: minmax(0, 1fr); }
}
@container (max-width: 560px) {
  .orders .head { gap: 8px; }
  .orders .whose, .orders .whose .select { width: 100%; }
  .orders .whose .select { min-height: 44px; }
  .line { grid-template-columns: 2em minmax(0, 1fr); padding: 4px 0; }
  .line-adds { grid-column: 2; }
  .line-adds .select { min-height: 44px; flex: 1; }
  .button.small { min-height: 44px; min-width: 44px; }
  button.token, .an-order { min-height: 44px; }
  .line-tools .about { min-width: 0; flex: 1; }
  .order-list { max-height: 248px; }
  .kinds { font-size: 13px; border-spacing: 3px; }
  .kinds tbody th { font-size: 14px; }
  .orders .narration { min-height: 6.2em; }
}
@media print {
  .line-tools, .line-adds, .line-count, .takers { display: none; }
}
@media (forced-colors: active) {
  .kind[aria-checked="true"], .an-order[aria-selected="true"] { border-color: Highlight; }
  button.token, .an-order, .kind { border-color: CanvasText; }
}
`;
