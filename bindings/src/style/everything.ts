// How "Try everything" looks, below the pictures of a figure.

export const everythingSheet = `
.everything { margin: 12px 0 4px; padding: 14px 0 4px; border-top: 1px solid var(--_rule); display: grid; gap: 12px; }
.asked { display: flex; flex-wrap: wrap; gap: 8px 18px; align-items: center; margin: 0; padding: 0; border: 0; min-width: 0; font-size: 14px; color: var(--_muted); }
.asked label { display: inline-flex; gap: 6px; align-items: center; }
.asked .check { cursor: pointer; }
.asked input { width: 17px; height: 17px; margin: 0; accent-color: var(--_ink); }
.numbers { display: flex; flex-wrap: wrap; gap: 2px 18px; }
.verdicts:empty { display: none; }
.findings { list-style: none; margin: 0; padding: 0; display: grid; gap: 6px; }
.findings li { display: grid; grid-template-columns: 1.3em 1fr auto; gap: 4px 8px; align-items: center; min-height: 38px; padding: 2px 4px 2px 12px; border-inline-start: 3px solid var(--_crashed); font-size: 17px; line-height: 1.35; }
.findings .sign { font-weight: 700; text-align: center; color: var(--_crashed); }
.findings .proved { border-color: var(--_delivered); }
.findings .proved .sign { color: var(--_delivered); }
.findings .refuted { border-color: var(--_faulty); }
.findings .refuted .sign { color: var(--_faulty); }
.findings .ways { display: inline-flex; flex-wrap: wrap; gap: 4px; }
.told { margin: 8px 0 0; font-size: 15px; color: var(--_muted); }
.covered { font-size: 14px; color: var(--_muted); }
.covered summary { cursor: pointer; min-height: 28px; display: inline-flex; align-items: center; gap: 6px; border-radius: 4px; list-style: none; }
.covered summary::-webkit-details-marker { display: none; }
.covered summary::before { content: ""; border: 4.5px solid transparent; border-inline-start: 7px solid currentColor; border-inline-end: 0; }
.covered[open] summary::before { rotate: 90deg; }
.covered ul { margin: 2px 0 0; padding-inline-start: 13px; list-style: none; display: grid; gap: 2px; max-width: 62em; }
.covered p { margin: 4px 0 0 13px; }
.covered b { font-weight: 600; font-variant-numeric: tabular-nums; color: var(--_ink); }
.covered .tally { white-space: nowrap; }
.table .summary { margin: 0 0 8px; font-size: 16px; }
.table .picked { margin: 6px 0 0; font-size: 14px; line-height: 20px; min-height: 40px; color: var(--_muted); }
.everything .refused { margin: 0; padding-inline-start: 12px; border-inline-start: 3px solid var(--_faulty); font-size: 16px; }
@container (max-width: 560px) {
  .asked { display: grid; }
  .asked label { justify-content: space-between; min-height: 44px; }
  .asked .check { justify-content: flex-start; gap: 10px; }
  .asked input { width: 22px; height: 22px; }
  .findings li { grid-template-columns: 1.3em 1fr; }
  .findings .ways { grid-column: 1 / -1; }
  .covered summary { min-height: 44px; }
  .table .picked { min-height: 60px; }
}
@media print {
  .asked, .findings .ways { display: none; }
}
`;
