// How two runs beside each other look.

export const pairSheet = `
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; align-items: start; }
.sides.stacked { grid-template-columns: 1fr; gap: 20px 0; }
.side { min-width: 0; display: grid; gap: 8px; }
.sides:not(.stacked) .side { grid-row: span 4; grid-template-rows: subgrid; }
.side + .side { position: relative; }
.sides.stacked .side + .side { border-top: 1px solid var(--_rule); padding-top: 14px; }
.side-title { font-size: 16px; font-weight: 600; margin: 0; line-height: 1.3; }
.side .narration { margin: 4px 0 8px; font-size: 16px; min-height: 4em; }
.pair .fields { margin-bottom: 12px; }
.pair .transport { grid-template-columns: auto 1fr auto; }
.pair .count { min-width: 9em; }
@container (max-width: 560px) {
  .pair .transport { grid-template-columns: 1fr; }
  .pair .scrub { grid-row: auto; }
  .pair .count { grid-row: auto; }
}
`;
