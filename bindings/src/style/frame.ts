// How the frame around the pictures looks: title, claims, transport, menu, words. Only for the shadow root.

export const frameRules = `
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
.claims-sum { flex: 1 1 340px; display: grid; gap: 2px; justify-items: end; align-content: start; }
.claims-sum .claims { justify-content: flex-end; }
.sum { gap: 14px; padding: 0 8px; font-size: 15px; color: var(--_muted); min-height: 30px; white-space: nowrap; font-variant-numeric: tabular-nums; }
.sum[aria-expanded="true"]:not(:hover) { background: none; border-color: transparent; color: var(--_muted); }
.sum .sign { font-weight: 700; color: var(--_crashed); }
.sum :is(.holds, .so-far) .sign { color: var(--_delivered); }
.sum .violated, .sum .violated .sign { color: var(--_faulty); font-weight: 650; }
.sum .more { border: 5px solid transparent; border-block-start-color: currentColor; border-block-end: 0; }
.sum[aria-expanded="true"] .more { rotate: 180deg; }
.claims.brief .chip .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.claims.brief .chip::after { content: none; }
.bar { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; margin-top: 8px; min-height: 30px; font-size: 14px; color: var(--_muted); }
.bar label { display: inline-flex; gap: 6px; align-items: center; }
.bar .views { display: inline-flex; margin-inline-start: auto; }

.stage { position: relative; display: flex; flex-wrap: wrap; gap: 16px 28px; align-items: flex-start; justify-content: space-between; outline-offset: 4px; }
.stage > .column { flex: none; max-width: 100%; display: grid; gap: 16px; }
.stage:focus-visible { outline: 2px solid var(--_focus); border-radius: 4px; }
.stage slot { display: block; width: 100%; }

.narration { min-height: 2.7em; font-size: 18px; line-height: 1.35; margin: 12px 0 8px; text-wrap: pretty; }
.narration p { margin: 0; }
.narration .more { color: var(--_muted); font-size: 15px; }
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
.views .button { min-height: 30px; border-radius: 0; margin-inline-start: -1px; font-size: 14px; padding: 0 10px; border-color: var(--_rule); }
.views .button:first-child { border-radius: 6px 0 0 6px; }
.views .button:last-child { border-radius: 0 6px 6px 0; }
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
.scrub .ticks { position: absolute; inset: 0 9px; width: calc(100% - 18px); height: 36px; overflow: visible; pointer-events: none; }
.scrub .tick { stroke-width: 2; vector-effect: non-scaling-stroke; }
.count { font-variant-numeric: tabular-nums; font-size: 14px; color: var(--_muted); white-space: nowrap; min-width: 6.2em; text-align: end; }
.actions { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; margin-top: 8px; position: relative; }
.actions .end { margin-inline-start: auto; display: inline-flex; gap: 4px; }

[data-absent] { visibility: hidden; }
.below { position: relative; }
.menu { position: absolute; z-index: 5; left: 0; width: min(400px, 100% - 40px); max-height: 336px; overflow: auto; background: var(--_surface); color: var(--_ink); border: 1px solid var(--_muted); border-radius: 8px; box-shadow: 0 6px 24px rgb(0 0 0 / .18); padding: 6px; }
.menu .heading { font-size: 13px; font-weight: 600; color: var(--_muted); margin: 4px 10px 2px; }
.menu [role="group"] + [role="group"] { border-top: 1px solid var(--_rule); margin-top: 4px; padding-top: 4px; }
.menu .stem { display: block; font-size: 15px; font-weight: 400; color: var(--_ink); margin-top: 2px; }
.menu .shorts { display: grid; grid-template-columns: repeat(auto-fill, minmax(4.4em, 1fr)); }
.menu .item.short { padding: 6px 4px; gap: 4px; min-width: 44px; }
.menu .item { display: flex; width: 100%; gap: 10px; align-items: baseline; text-align: start; border: 0; background: none; padding: 6px 10px; border-radius: 5px; cursor: pointer; min-height: 34px; }
.menu .item:hover, .menu .item:focus-visible { background: color-mix(in srgb, var(--_focus) 12%, var(--_surface)); outline-offset: -2px; }
.menu .item .mark { width: 1em; flex: none; text-align: center; font-weight: 700; }
.menu .item.fault .mark { color: var(--_faulty); }
.menu .item .tag { margin-inline-start: auto; color: var(--_muted); font-size: 13px; white-space: nowrap; }
.menu p { margin: 6px 10px; font-size: 14px; color: var(--_muted); }
.menu.panel { padding: 10px 14px 12px; }
.menu.panel p { margin: 0 0 8px; font-size: 14px; color: var(--_muted); }
.menu.panel .row { display: grid; grid-template-columns: 1fr auto; gap: 12px; align-items: center; min-height: 38px; }
.menu.panel .row label { font-weight: 600; }

.notes { margin-top: 6px; font-size: 15px; line-height: 21px; display: grid; gap: 4px; }
.notes .kept { min-height: 21px; }
.log-place { height: 30px; font-size: 15px; padding-inline-start: 13px; visibility: hidden; }
.notes p { margin: 0; }
.notes .remark { color: var(--_ink); padding-inline-start: 12px; border-inline-start: 3px solid var(--_held); }
.notes .unfit { padding-inline-start: 12px; border-inline-start: 3px solid var(--_faulty); }
.costs { color: var(--_muted); font-size: 14px; }
details.log { font-size: 15px; }
details.log summary { cursor: pointer; color: var(--_muted); min-height: 30px; display: inline-flex; align-items: center; gap: 6px; border-radius: 4px; }
.log-foot { min-height: 32px; display: flex; flex-wrap: wrap; gap: 4px 24px; justify-content: space-between; align-items: center; }
details.log summary { list-style: none; }
details.log summary::-webkit-details-marker { display: none; }
details.log summary::before { content: ""; border: 4.5px solid transparent; border-inline-start: 7px solid currentColor; border-inline-end: 0; }
details.log[open] summary::before { rotate: 90deg; }
details.log[open] { flex-basis: 100%; }
.log ol { list-style: none; margin: 4px 0 0; padding: 0; max-height: 260px; overflow: auto; }
.log .entry { display: grid; grid-template-columns: 3.5em 1fr; gap: 8px; width: 100%; text-align: start; border: 0; background: none; padding: 3px 6px; border-radius: 4px; cursor: pointer; font-size: 15px; }
.log .entry:focus-visible { outline-offset: -2px; }
.log .entry .step { color: var(--_muted); text-align: end; font-variant-numeric: tabular-nums; }
.log .entry:hover, .log .entry.now { background: color-mix(in srgb, var(--_muted) 12%, transparent); }
.error { border: 1.5px solid var(--_faulty); border-radius: 6px; padding: 10px 14px; margin: 8px 0; background: color-mix(in srgb, var(--_faulty) 7%, var(--_surface)); }
.error p { margin: 0 0 4px; }
.button.main:disabled { background: color-mix(in srgb, var(--_muted) 45%, var(--_surface)); border-color: transparent; color: var(--_surface); }
.error code { display: inline-block; max-width: 100%; overflow-wrap: anywhere; font-family: var(--_font-mono); font-size: 14px; }
.caption { color: var(--_muted); font-size: 15px; }
.caption:not(.filled) { display: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

@container (max-width: 560px) {
  .figure { padding: 12px 12px 8px; border-radius: 6px; }
  .transport { grid-template-columns: 1fr auto auto; gap: 4px 6px; }
  .buttons { grid-column: 1 / 3; justify-content: space-between; }
  .transport .speed { grid-column: 3; grid-row: 1; }
  .scrub { grid-column: 1; grid-row: 2; height: 44px; }
  .scrub input, .scrub .ticks { height: 44px; }
  .count { grid-column: 2 / 4; grid-row: 2; min-width: 0; padding-inline-start: 6px; }
  .button { min-height: 44px; min-width: 44px; }
  .actions .button { padding: 0 8px; }
  .actions .end { flex-basis: 100%; justify-content: flex-end; }
  .buttons .button { flex: 1; }
  .select { min-height: 44px; font-size: 16px; }
  .bar { gap: 6px 10px; }
  .bar .knows { flex: 1 1 auto; min-width: 0; }
  .bar .knows .select { width: 100%; }
  .bar .knows .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .views { width: 100%; }
  .views .button { min-height: 44px; flex: 1; }
  .chip { min-height: 44px; padding: 2px 8px; }
  .claims-sum { justify-items: start; flex-basis: 100%; }
  .claims-sum .claims { justify-content: flex-start; }
  .sum { min-height: 44px; margin-inline-start: -8px; gap: 12px; }
  .menu { width: calc(100% - 24px); max-height: 60vh; }
  .menu .item { min-height: 44px; align-items: center; }
  .menu.panel .row { min-height: 48px; }
  .log .entry, details.log summary { min-height: 44px; align-items: center; }
  .narration { min-height: 4.05em; }
  .bar:empty { min-height: 94px; }
  .notes .kept { min-height: 42px; }
  .log-place { height: 44px; }
}
@media (prefers-reduced-motion: no-preference) {
  .chip { transition: background-color .2s, border-color .2s; }
}
@media print {
  .transport, .actions, .bar, .menu, details.log { display: none; }
  .figure { border: 0; padding: 0; break-inside: avoid; }
}
@media (forced-colors: active) {
  .figure, .chip, .button { border-color: CanvasText; }
  .scrub input::-webkit-slider-runnable-track { background: CanvasText; }
  .scrub input::-moz-range-track { background: CanvasText; }
  .scrub input::-webkit-slider-thumb { background: Highlight; border-color: CanvasText; }
  .scrub input::-moz-range-thumb { background: Highlight; border-color: CanvasText; }
  .button[aria-pressed="true"], .button[aria-expanded="true"] { border-color: Highlight; outline: 2px solid Highlight; outline-offset: -3px; }
  details.log summary::before { display: none; }
  .view { forced-color-adjust: none; background: var(--_surface); }
}
`;
