// How what is around a table of what can happen looks.

export const matrixSheet = `
.matrix-scroll { overflow-x: auto; padding: 2px; }
.matrix-figure .settings { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; margin: 4px 0 12px; padding: 0; border: 0; font-size: 15px; }
.matrix-figure .settings label { display: inline-flex; gap: 8px; align-items: center; min-height: 36px; }
.matrix-figure .settings label > span { flex: none; }
.matrix-figure .settings label { min-width: 0; max-width: 100%; }
.matrix-figure .settings .select { min-width: 0; }
.matrix-figure .settings input { width: 18px; height: 18px; margin: 0; accent-color: var(--_ink); }
.matrix-figure .ticks { display: flex; flex-wrap: wrap; gap: 2px 18px; align-items: center; margin: 0 0 12px; padding: 6px 12px; border: 1px solid var(--_rule); border-radius: 6px; font-size: 15px; }
.matrix-figure .ticks legend { padding: 0 6px; margin-inline-start: -6px; font-weight: 600; font-size: 14px; }
.matrix-figure .ticks label { display: inline-flex; gap: 8px; align-items: center; min-height: 36px; }
.matrix-figure .ticks input { width: 18px; height: 18px; margin: 0; accent-color: var(--_ink); }
.matrix-body[aria-busy="true"] table { opacity: .45; transition: opacity .2s .25s; }
.matrix-figure .summary { margin: 0 0 10px; font-size: 16px; max-width: 46em; }
.matrix-figure .legend { margin: 8px 0 0; font-size: 14px; color: var(--_muted); max-width: 62em; }
.matrix-figure .narration { min-height: 1.4em; margin: 14px 0 8px; }
.matrix-run { margin: 0 0 8px; }
@container (max-width: 700px) {
  .matrix-figure :is(.settings, .ticks) label { min-height: 44px; }
  .matrix-figure :is(.settings, .ticks) input { width: 22px; height: 22px; }
  .matrix-figure .settings { gap: 0 20px; }
  .matrix-figure .settings .picks { display: flex; width: 100%; }
  .matrix-figure .settings .select { flex: 1 1 0; width: 0; }
}
@media print {
  .matrix-figure :is(.settings, .ticks), .matrix-run { display: none; }
}
`;
