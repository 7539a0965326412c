// How the game against the generals looks.

export const traitorSheet = `
.game > fault-lab { margin-top: 14px; border-top: 1px solid var(--_rule); padding-top: 12px; }
.game > fault-lab::part(figure) { border: 0; padding: 0; background: none; border-radius: 0; }
.game-fields { display: flex; flex-wrap: wrap; gap: 8px 20px; margin: 4px 0 10px; font-size: 14px; color: var(--_muted); }
.game-fields label { display: inline-flex; gap: 8px; align-items: center; min-width: 0; }
.game-fields .select { min-height: 44px; min-width: 0; max-width: 100%; }
.turn { display: grid; gap: 10px; }
.turn.busy { cursor: progress; }
.turn p { margin: 0; }
.turn .whose { font-size: 17px; display: grid; gap: 6px; }
.turn .plays { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 8px; }
.turn .play { min-height: 52px; justify-content: flex-start; text-align: start; gap: 12px; padding: 6px 14px; font-size: 16px; line-height: 1.3; }
.turn .play.fault { border-color: color-mix(in srgb, var(--_faulty) 45%, var(--_rule)); }
.turn .play.fault:hover:not(:disabled) { border-color: var(--_faulty); background: color-mix(in srgb, var(--_faulty) 7%, var(--_surface)); }
.turn kbd { flex: none; font: inherit; font-size: 13px; line-height: 20px; min-width: 22px; text-align: center; border: 1px solid var(--_rule); border-radius: 4px; color: var(--_muted); }
.turn .aside { color: var(--_muted); font-size: 14px; }
.turn .play .aside { display: block; }
.turn .sent { color: var(--_muted); }
.standing { min-height: 6.8em; font-size: 15px; border-inline-start: 3px solid var(--_rule); padding-inline-start: 12px; }
.standing:empty { display: none; }
.standing ul { list-style: none; margin: 2px 0 0; padding: 0; color: var(--_muted); }
.standing li b { color: var(--_ink); font-weight: 600; }
.turn .can { font-size: 17px; font-weight: 600; }
.turn .can .sign { display: inline-block; min-width: 1.2em; font-weight: 700; }
.turn .can.shut .sign { color: var(--_delivered); }
.turn .can:is(.won, .lost) .sign { color: var(--_faulty); }
.turn .needed { margin: 0; padding-inline-start: 1.8em; font-size: 16px; }
.turn .ways { display: flex; flex-wrap: wrap; gap: 6px; }
.turn .ways .button { min-height: 44px; }
@container (max-width: 560px) {
  .game-fields { display: grid; }
  .game-fields label { display: grid; grid-template-columns: 4.4em minmax(0, 1fr); }
  .standing { min-height: 11em; }
  .turn .ways { display: grid; grid-template-columns: 1fr 1fr; }
  .turn .ways .button { padding: 4px 8px; }
}
@media print {
  .turn .ways { display: none; }
}
`;
