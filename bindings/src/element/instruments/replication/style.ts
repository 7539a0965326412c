// How the boundary of replication looks.

export const replicationSheet = `
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
@container (max-width: 560px) {
  .purposes .number { padding-inline-start: 12px; }
  .purposes thead th { font-size: 13px; }
  .many .button { min-width: 44px; min-height: 44px; }
  .two { gap: 8px; }
  .card { padding: 8px 10px; }
  .card[aria-pressed="true"] { padding: 7px 9px; }
  .card .narration { font-size: 15px; min-height: 6.6em; }
}
@media (forced-colors: active) {
  .card[aria-pressed="true"] { border-color: Highlight; }
}
`;
