// How the table of proofs looks.

export const proofSheet = `
.proof > fault-lab { margin-top: 14px; border-top: 1px solid var(--_rule); padding-top: 12px; }
.proof > fault-lab::part(figure) { border: 0; padding: 0; background: none; border-radius: 0; }
.proof .under-way { margin-bottom: 10px; }
.proof .under-way .button { min-height: 44px; }
.sizes { width: 100%; border-collapse: collapse; font-size: 15px; }
.sizes th, .sizes td { text-align: start; vertical-align: baseline; padding: 8px 12px 8px 0; border-top: 1px solid var(--_rule); font-weight: 400; }
.sizes thead th { border-top: 0; font-size: 13px; color: var(--_muted); padding-bottom: 4px; }
.sizes tbody th { font-weight: 600; white-space: nowrap; }
.sizes .aside { color: var(--_muted); font-size: 14px; }
.sizes .who .aside { display: block; }
.sizes :is(.who, .much, .time) { white-space: nowrap; font-variant-numeric: tabular-nums; }
.sizes .comes { padding-inline-start: 8px; }
.sizes .time { text-align: end; padding-inline-end: 0; }
.sizes thead th:last-child { text-align: end; padding-inline-end: 0; }
.sizes tbody tr { height: 52px; }
.sizes sup { line-height: 0; font-size: .72em; }
.sizes .opened > * { background: color-mix(in srgb, var(--_ink) 5%, var(--_surface)); }
.verdict-line { display: grid; grid-template-columns: 1em minmax(0, 1fr) auto; gap: 4px 8px; align-items: center; }
.verdict-line + .verdict-line { margin-top: 6px; }
.verdict-line .sign { font-weight: 700; }
.verdict-line.proved .sign { color: var(--_delivered); }
.verdict-line.refuted .sign { color: var(--_faulty); }
.verdict-line .button { white-space: nowrap; }
@container (max-width: 560px) {
  .proof .under-way { grid-template-columns: 1fr; }
  .sizes thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .sizes, .sizes tbody { display: block; }
  .sizes tbody tr { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 12px; height: auto; padding: 10px 0; border-top: 1px solid var(--_rule); }
  .sizes tbody :is(th, td) { border: 0; padding: 0; }
  .sizes tbody td:empty { display: none; }
  .sizes .who { text-align: end; }
  .sizes .who .aside { display: inline; margin-inline-start: .5em; }
  .sizes .comes { flex: 0 0 100%; order: 1; }
  .sizes .time { margin-inline-start: auto; }
}
@media print {
  .verdict-line .button { display: none; }
}
`;
