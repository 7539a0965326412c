// How several worlds that are one to somebody look, and the switch of how a server fails.

export const worldsSheet = `
.worlds h4, .worlds h5 { margin: 0 0 4px; font-size: 16px; font-weight: 600; line-height: 1.3; }
.worlds .seen { border: 1.5px solid var(--_correct); border-radius: 8px; padding: 10px 12px 6px; margin: 6px 0 10px; }
.worlds .seen .stage { justify-content: center; }
.worlds .seen .narration { font-size: 16px; min-height: 0; margin: 4px 0 0; }
.worlds .seen .alike { margin: 6px 0 4px; }
.worlds .transport { grid-template-columns: auto 1fr auto; border-top: 0; padding-top: 0; }
.worlds .really { margin: 14px 0 8px; }
.world-list { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
.world-list.abreast { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 16px 20px; }
.world { border: 1px solid var(--_rule); border-radius: 8px; padding: 10px 12px 12px; min-width: 0; display: grid; grid-template-rows: subgrid; grid-row: span 5; gap: 8px 0; justify-items: start; align-content: start; }
.world.apart { border: 1.5px solid var(--_held); }
.world .stage { width: 100%; }
.world .meanwhile { margin: 0; font-size: 15px; line-height: 1.35; }
.world .stands { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 14px; }
.world .stands .sign { font-weight: 700; }
.world .stands .word { color: var(--_muted); }
.world .stands :is(.so-far, .holds) .sign { color: var(--_delivered); }
.world .stands .violated :is(.sign, .word) { color: var(--_faulty); font-weight: 600; }
@container (max-width: 560px) {
  .worlds .transport { grid-template-columns: 1fr; }
  .worlds .scrub, .worlds .count { grid-row: auto; grid-column: auto; }
  .world { padding: 10px 8px 10px; }
}
@media print {
  .world .button { display: none; }
}
`;

export const failuresSheet = `
.failures .causes { border: 1px solid var(--_rule); border-radius: 6px; margin: 4px 0 12px; padding: 4px 12px 8px; display: flex; flex-wrap: wrap; gap: 0 18px; font-size: 15px; }
.failures .causes legend { padding: 0 6px; margin-inline-start: -6px; font-weight: 600; font-size: 14px; }
.failures .causes label, .failures .settings label { display: inline-flex; gap: 8px; align-items: center; min-height: 36px; }
.failures .settings { display: flex; flex-wrap: wrap; gap: 2px 24px; margin: 0 0 12px; font-size: 15px; }
.failures input { width: 18px; height: 18px; margin: 0; flex: none; accent-color: var(--_ink); }
.failures .told-apart { display: grid; gap: 10px; margin-bottom: 14px; }
.failures .choice { display: flex; flex-wrap: wrap; gap: 6px; }
.failures .choice .lead { flex-basis: 100%; margin: 0; font-size: 15px; }
.failures .choice [aria-pressed="true"] { box-shadow: inset 0 0 0 1px var(--_ink); border-color: var(--_ink); }
@container (max-width: 560px) {
  .failures .causes label, .failures .settings label { min-height: 44px; }
  .failures .causes { display: grid; grid-template-columns: 1fr 1fr; gap: 0 10px; }
  .failures input { width: 22px; height: 22px; }
}
@media print {
  .failures :is(.causes, .settings) { display: none; }
}
`;
