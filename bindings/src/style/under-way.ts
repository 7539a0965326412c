// How it looks that something takes its time: a button that begins and stops it, and how far it is.

export const underWaySheet = `
.under-way { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; align-items: center; }
.under-way > .button { min-width: 8.6em; }
.under-way p { margin: 0; font-size: 15px; color: var(--_muted); }
.under-way b { color: var(--_ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.under-way progress { appearance: none; -webkit-appearance: none; display: block; width: 100%; height: 4px; margin-top: 6px; border: 0; border-radius: 2px; background: var(--_rule); overflow: hidden; }
.under-way progress::-webkit-progress-bar { background: var(--_rule); }
.under-way progress::-webkit-progress-value { background: var(--_ink); }
.under-way progress::-moz-progress-bar { background: var(--_ink); }
.under-way .stale { color: var(--_held); }
@container (max-width: 560px) {
  .under-way { grid-template-columns: 1fr; }
}
@media print {
  .under-way { display: none; }
}
`;
