// How what all elements share looks: the frame, its title and claims, the stage, sentences, buttons and the transport. Its
// classes are the words that every other sheet may use behind a class of its own; only for shadow roots.

export const frameSheet = `
:host { display: block; container-type: inline-size; color: var(--_ink); font-family: var(--_font); font-size: 16px; line-height: 1.4; text-align: start; }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
.figure { background: var(--_surface); border: 1px solid var(--_rule); border-radius: 8px; padding: 16px 20px 12px; position: relative; }
.head { display: flex; flex-wrap: wrap; gap: 6px 20px; align-items: baseline; justify-content: space-between; min-height: 32px; margin-bottom: 4px; }
.title { font-size: 18px; font-weight: 650; line-height: 1.3; margin: 0; text-wrap: balance; }
.claims { display: flex; flex-wrap: wrap; gap: 6px; list-style: none; margin: 0; padding: 0; }
.chip { display: inline-grid; align-content: center; justify-items: center; font: inherit; font-size: 14px; line-height: 20px; padding: 2px 10px; border-radius: 999px; border: 1.5px solid var(--_crashed); background: var(--_surface); color: var(--_ink); cursor: pointer; position: relative; }
.chip .shown { display: flex; gap: 6px; align-items: baseline; white-space: nowrap; }
.chip::after { content: attr(data-name) " holds so far"; height: 0; overflow: hidden; visibility: hidden; white-space: nowrap; padding-inline-start: calc(1em + 12px); }
.chip .sign { font-weight: 700; width: 1em; text-align: center; color: var(--_crashed); }
.chip .word { color: var(--_muted); }
.chip.so-far, .chip.holds { border-color: color-mix(in srgb, var(--_delivered) 60%, transparent); }
.chip.so-far .sign, .chip.holds .sign { color: var(--_delivered); }
.chip.holds { background: color-mix(in srgb, var(--_delivered) 10%, var(--_surface)); border-color: var(--_delivered); }
.chip.void { border-style: dashed; }
.chip.violated { border-color: var(--_faulty); background: color-mix(in srgb, var(--_faulty) 10%, var(--_surface)); }
.chip.violated .sign, .chip.violated .word { color: var(--_faulty); font-weight: 650; }
.bar { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; margin-top: 8px; min-height: 30px; font-size: 14px; color: var(--_muted); }
.bar label { display: inline-flex; gap: 6px; align-items: center; }
.stage { position: relative; display: flex; flex-wrap: wrap; gap: 16px 28px; align-items: flex-start; justify-content: space-between; outline-offset: 4px; }
.stage > .column { flex: none; max-width: 100%; display: grid; gap: 16px; }
.stage:focus-visible { outline: 2px solid var(--_focus); border-radius: 4px; }
.stage slot { display: block; width: 100%; }
.narration { min-height: 2.7em; font-size: 18px; line-height: 1.35; margin: 12px 0 8px; text-wrap: pretty; }
.narration p { margin: 0; }
.narration .more { color: var(--_muted); font-size: 15px; }
.narration .refused { white-space: pre-line; font-size: 16px; line-height: 1.4; padding-inline-start: 12px; border-inline-start: 3px solid var(--_faulty); }
.narration .refused code { font-family: var(--_font-mono); font-size: 14px; }
.words-a { color: var(--_value-a); font-weight: 600; white-space: nowrap; }
.words-b { color: var(--_value-b); font-weight: 600; white-space: nowrap; }
.words-c { color: var(--_held); font-weight: 600; white-space: nowrap; }
.words-d { color: var(--_delivered); font-weight: 600; white-space: nowrap; }
.words-u { color: var(--_muted); font-weight: 600; white-space: nowrap; }
.words-faulty { color: var(--_faulty); font-weight: 600; }
.words-process { font-weight: 600; }
button, select { font: inherit; font-size: 15px; color: inherit; }
.button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-width: 36px; min-height: 36px; padding: 0 10px; border: 1px solid var(--_rule); border-radius: 6px; background: var(--_surface); color: var(--_ink); cursor: pointer; }
.button:hover:not(:disabled) { border-color: var(--_muted); background: color-mix(in srgb, var(--_muted) 8%, var(--_surface)); }
.button:disabled { color: color-mix(in srgb, var(--_muted) 60%, transparent); cursor: default; }
.button svg { width: 16px; height: 16px; fill: currentColor; flex: none; }
.button.quiet { border-color: transparent; background: none; color: var(--_muted); }
.button.quiet:hover:not(:disabled) { color: var(--_ink); }
.button.main { background: var(--_ink); color: var(--_surface); border-color: var(--_ink); }
.button.main:hover:not(:disabled) { background: color-mix(in srgb, var(--_ink) 85%, var(--_surface)); border-color: var(--_ink); }
.button[aria-pressed="true"], .button[aria-expanded="true"] { background: color-mix(in srgb, var(--_ink) 9%, var(--_surface)); color: var(--_ink); border-color: var(--_muted); }
/* WebKit counts a long option as overflow of the page, unless it is told that nothing shows outside. */
.select { contain: paint; text-overflow: ellipsis; min-height: 30px; padding: 0 4px; border: 1px solid var(--_rule); border-radius: 6px; background: var(--_surface); color: var(--_ink); font-size: 14px; max-width: 100%; }
:is(button, select, summary, input, a):focus-visible { outline: 2px solid var(--_focus); outline-offset: 2px; }
.transport { display: grid; grid-template-columns: auto 1fr auto auto; gap: 8px 12px; align-items: center; padding-top: 10px; border-top: 1px solid var(--_rule); }
.buttons { display: inline-flex; gap: 4px; }
.scrub { position: relative; height: 36px; min-width: 0; }
.scrub input { appearance: none; -webkit-appearance: none; width: 100%; height: 36px; margin: 0; background: none; cursor: pointer; position: relative; }
.scrub input::-webkit-slider-runnable-track { height: 4px; border-radius: 2px; background: var(--_rule); }
.scrub input::-moz-range-track { height: 4px; border-radius: 2px; background: var(--_rule); }
.scrub input::-webkit-slider-thumb { appearance: none; -webkit-appearance: none; width: 18px; height: 18px; margin-top: -7px; border-radius: 50%; background: var(--_ink); border: 2px solid var(--_surface); box-shadow: 0 0 0 1px var(--_ink); }
.scrub input::-moz-range-thumb { width: 14px; height: 14px; border-radius: 50%; background: var(--_ink); border: 2px solid var(--_surface); box-shadow: 0 0 0 1px var(--_ink); }
.count { font-variant-numeric: tabular-nums; font-size: 14px; color: var(--_muted); white-space: nowrap; min-width: 6.2em; text-align: end; }
.actions { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; margin-top: 8px; position: relative; }
.actions .end { margin-inline-start: auto; display: inline-flex; gap: 4px; }
[data-absent] { visibility: hidden; }
.notes { margin-top: 6px; font-size: 15px; line-height: 21px; display: grid; gap: 4px; }
.notes p { margin: 0; }
.notes .remark { color: var(--_ink); padding-inline-start: 12px; border-inline-start: 3px solid var(--_held); }
.error { border: 1.5px solid var(--_faulty); border-radius: 6px; padding: 10px 14px; margin: 8px 0; background: color-mix(in srgb, var(--_faulty) 7%, var(--_surface)); }
.error p { margin: 0 0 4px; }
.button.main:disabled { background: color-mix(in srgb, var(--_muted) 45%, var(--_surface)); border-color: transparent; color: var(--_surface); }
.error code { display: inline-block; max-width: 100%; overflow-wrap: anywhere; font-family: var(--_font-mono); font-size: 14px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 560px) {
  .figure { padding: 12px 12px 8px; border-radius: 6px; }
  .transport { grid-template-columns: 1fr auto auto; gap: 4px 6px; }
  .buttons { grid-column: 1 / 3; justify-content: space-between; }
  .scrub { grid-column: 1; grid-row: 2; height: 44px; }
  .scrub input { height: 44px; }
  .count { grid-column: 2 / 4; grid-row: 2; min-width: 0; padding-inline-start: 6px; }
  .button { min-height: 44px; min-width: 44px; }
  .actions .button { padding: 0 8px; }
  .actions .end { flex-basis: 100%; justify-content: flex-end; }
  .buttons .button { flex: 1; }
  .select { min-height: 44px; font-size: 16px; }
  .bar { gap: 6px 10px; }
  .bar:empty { min-height: 94px; }
  .chip { min-height: 44px; padding: 2px 8px; }
  .narration { min-height: 4.05em; }
}
@media (prefers-reduced-motion: no-preference) {
  .chip { transition: background-color .2s, border-color .2s; }
}
@media print {
  .transport, .actions, .bar { display: none; }
  .figure { border: 0; padding: 0; break-inside: avoid; }
}
@media (forced-colors: active) {
  .figure, .chip, .button { border-color: CanvasText; }
  .scrub input::-webkit-slider-runnable-track { background: CanvasText; }
  .scrub input::-moz-range-track { background: CanvasText; }
  .scrub input::-webkit-slider-thumb { background: Highlight; border-color: CanvasText; }
  .scrub input::-moz-range-thumb { background: Highlight; border-color: CanvasText; }
  .button[aria-pressed="true"], .button[aria-expanded="true"] { border-color: Highlight; outline: 2px solid Highlight; outline-offset: -3px; }
}
`;
