// How the instrument that counts looks.

export const totalsSheet = `
.totals .stage { min-height: 120px; }
.totals .stage.stale .column { opacity: .3; }
.totals .stage[aria-busy="true"] .column { opacity: .45; transition: opacity .2s .25s; }
.totals .foot { display: grid; grid-template: "notes actions" / 1fr auto; gap: 0 20px; align-items: start; margin-bottom: 4px; }
.totals .notes { grid-area: notes; gap: 6px; margin-top: 8px; }
.totals .actions { grid-area: actions; margin-top: 0; }
.totals .why { color: var(--_muted); max-width: 62em; }
@container (max-width: 560px) {
  .totals .narration { min-height: 5.4em; }
  .totals .foot { grid-template: "actions" "notes" / 1fr; }
}
`;
