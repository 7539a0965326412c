// How pictures look. The same rules serve the live figure, inside its shadow root, and the stills on a page.

export const pictureSheet = `
.view { display: block; max-width: 100%; height: auto; font-family: var(--_font); font-variant-numeric: tabular-nums; color: var(--_ink); overflow: visible; }
.view text { fill: var(--_ink); dominant-baseline: central; user-select: none; -webkit-user-select: none; }
.view .hit { fill: transparent; stroke: none; pointer-events: all; }
.view [data-event], .view [data-node], .view [data-part], .view [data-process], .view [data-choose] { cursor: pointer; }
.view :focus { outline: none; }
.view :focus-visible :is(.body, .node-box) { stroke: var(--_focus); stroke-width: 3; }

.band { fill: color-mix(in srgb, var(--_muted) 5%, transparent); }
.band.odd { fill: color-mix(in srgb, var(--_muted) 12%, transparent); }
.view .band-label { fill: var(--_muted); dominant-baseline: auto; }
.view .view-title { font-weight: 600; dominant-baseline: auto; }
.view .lane-name { font-weight: 600; }
.lane { stroke: color-mix(in srgb, var(--_correct) 75%, transparent); stroke-width: 1.5; }
.lane.faulty { stroke: color-mix(in srgb, var(--_faulty) 75%, transparent); }
.lane.ahead { stroke: var(--_rule); stroke-dasharray: 1 4; stroke-linecap: round; }
.lane.down { stroke: var(--_rule); stroke-dasharray: 1 6; }
.held line { stroke: var(--_held); stroke-width: 5; stroke-linecap: butt; opacity: .45; }
.held.waiting line { stroke-dasharray: 3 3; }
.held.dim { opacity: .16; }
.view-cut { fill: none; stroke: var(--_focus); stroke-width: 2; stroke-dasharray: 7 3; opacity: .8; }
.view-line.fresh .view-cut { stroke-width: 2.75; opacity: 1; }
.view .view-label { fill: var(--_ink); font-weight: 600; paint-order: stroke; stroke: var(--_surface); stroke-width: 4px; stroke-linejoin: round; }
.lane.dim, .lane-head.dim, .member.dim { opacity: .4; }

.arrow .shaft { fill: none; stroke: var(--_ink); stroke-width: 1.25; opacity: .62; }
.arrow .arrow-head { fill: var(--_ink); opacity: .8; }
.arrow.flying .shaft { stroke: var(--_muted); }
.arrow.flying .arrow-head { fill: var(--_muted); }
.arrow .fork { fill: var(--_ink); }
.arrow .dots { fill: none; stroke: var(--_muted); stroke-width: 1.75; stroke-linecap: round; }
.arrow.fresh .shaft { stroke-width: 2; opacity: 1; }
.arrow.fresh .arrow-head { opacity: 1; }
.arrow.lie .shaft { stroke: var(--_faulty); stroke-width: 1.75; stroke-dasharray: 6 4; opacity: 1; }
.arrow.lie .arrow-head { fill: var(--_faulty); opacity: 1; }
.arrow.lie.fresh .shaft { stroke-width: 2.5; }
.arrow.altered .shaft { opacity: 1; }
.unequal { fill: none; stroke: var(--_faulty); stroke-width: 1.75; stroke-linecap: round; }
.arrow.lost .shaft { stroke: var(--_crashed); opacity: 1; }
.arrow.silent .shaft { stroke: var(--_faulty); stroke-dasharray: 1.5 4; stroke-linecap: round; stroke-width: 2; }
.arrow.silent .cross { stroke: var(--_faulty); }
.truth .strike { stroke: var(--_muted); stroke-width: 1.25; }
.truth .value { opacity: .65; }
.arrow.dim, .event.dim, .truth.dim { opacity: .16; }

.cross { fill: none; stroke: var(--_crashed); stroke-width: 2; stroke-linecap: round; }
.wrong { fill: var(--_surface); stroke: var(--_faulty); stroke-width: 1.75; stroke-linejoin: round; }
.crash-cross { stroke-width: 2.5; stroke: var(--_ink); }
.halo { fill: var(--_surface); }
.dot { fill: var(--_ink); }
.view-gate { fill: var(--_surface); stroke: var(--_ink); stroke-width: 1.5; }
.view .view-number { text-anchor: middle; font-weight: 650; }
.received { fill: var(--_surface); stroke: var(--_held); stroke-width: 2; }
.delivered { fill: var(--_delivered); }
.missing { fill: var(--_surface); stroke: var(--_crashed); stroke-width: 1.5; stroke-dasharray: 2 2; }
.unheard { fill: none; stroke: var(--_rule); stroke-width: 1.5; }
.decision { fill: var(--_surface); stroke: var(--_ink); stroke-width: 1.75; }
.timer { fill: var(--_surface); stroke: var(--_ink); stroke-width: 1.5; }
.done { fill: var(--_surface); stroke: var(--_delivered); stroke-width: 2; }
.check-mark { fill: none; stroke: var(--_delivered); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.discarded { stroke: var(--_held); stroke-width: 1.5; }
.selection { fill: none; stroke: var(--_focus); stroke-width: 2; }
.pointed .node-box, .part.pointed .body { stroke: var(--_focus); stroke-width: 2; }
.event.pointed .halo, .event.pointed .decision { stroke: var(--_focus); stroke-width: 2; }
.arrow.pointed .shaft { stroke-width: 2.5; opacity: 1; }
.witness { fill: none; stroke: var(--_faulty); stroke-width: 2; }

.value-a { fill: var(--_value-a); stroke: none; }
.value-b { fill: var(--_surface); stroke: var(--_value-b); stroke-width: 2.25; stroke-linejoin: round; }
.value-c { fill: var(--_held); stroke: none; }
.value-d { fill: var(--_delivered); stroke: none; }
.value-u { fill: var(--_surface); stroke: var(--_muted); }
.shape-letter, .shape-unknown { stroke: none; }
.value-disc { fill: var(--_surface); stroke: currentColor; stroke-width: 1.75; }
.solid .value-disc { fill: currentColor; }
.view .solid .value-letter { fill: var(--_surface); }
.shape-unknown .value-disc { stroke-dasharray: 2.5 2; }
.view .value-letter { text-anchor: middle; font-weight: 700; stroke: none; fill: currentColor; }
.shape-letter.value-a, .edge-a, .wire-a { color: var(--_value-a); }
.shape-letter.value-b, .edge-b, .wire-b { color: var(--_value-b); }
.shape-letter.value-c, .edge-c, .wire-c { color: var(--_held); }
.shape-letter.value-d, .edge-d, .wire-d { color: var(--_delivered); }
.shape-unknown, .edge-u, .wire-u { color: var(--_muted); }

.process .body { fill: color-mix(in srgb, var(--_correct) 9%, var(--_surface)); stroke: var(--_correct); stroke-width: 1.75; }
.process .ring { fill: none; stroke: var(--_correct); stroke-width: 1.25; }
.may-fail > .body, .part.may-fail .body { stroke-dasharray: 0.1 3.6; stroke-linecap: round; stroke-width: 2.25; }
.process.faulty .body, .part.faulty .body { fill: color-mix(in srgb, var(--_faulty) 9%, var(--_surface)); stroke: var(--_faulty); }
.process.faulty .ring { stroke: var(--_faulty); }
.process.crashed .body { fill: var(--_surface); stroke: var(--_crashed); stroke-dasharray: none; }
.process.crashed .ring { stroke: var(--_crashed); }
.hatch { fill: none; stroke: color-mix(in srgb, var(--_faulty) 55%, transparent); stroke-width: 1.25; }

.now-line line { stroke: var(--_ink); stroke-width: 1; }
.now-handle { fill: var(--_ink); }
.now-line:hover .now-handle { fill: var(--_focus); }

.overview-frame { fill: none; stroke: var(--_ink); stroke-width: 1.25; }
.overview-now { stroke: var(--_ink); stroke-width: 1.5; }
.on-their-way { fill: color-mix(in srgb, var(--_muted) 30%, transparent); }
.overview .hit { cursor: pointer; touch-action: pan-y; }
.tick { fill: none; stroke: var(--_crashed); stroke-width: 2; }
.tick-lie, .tick-altered, .tick-violated { stroke: var(--_faulty); }
.tick-decide { stroke: var(--_delivered); }

.orbit { fill: none; stroke: var(--_rule); stroke-dasharray: 1 5; stroke-linecap: round; }
.holder { fill: var(--_surface); }
.member.decided .holder { stroke: var(--_ink); stroke-width: 1.5; }
.parcel { fill: var(--_surface); stroke: var(--_ink); stroke-width: 1.25; }
.arrow.lie .parcel { stroke: var(--_faulty); stroke-dasharray: 3 2; }

.edge { fill: none; stroke: var(--_rule); stroke-width: 1.25; }
.edge-a, .edge-b, .edge-c, .edge-d { stroke: currentColor; stroke-width: 1.75; }
.node-box { fill: var(--_surface); stroke: var(--_rule); }
.node.inner .node-box { stroke: var(--_muted); }
.node.false .node-box { stroke: var(--_faulty); stroke-dasharray: 4 3; stroke-width: 1.5; }
.node.empty { opacity: .75; }
.node.selected .node-box { stroke: var(--_focus); stroke-width: 2; stroke-dasharray: none; }
.view .node-name.faulty { fill: var(--_faulty); }
.fold-arrow { fill: none; stroke: var(--_muted); stroke-width: 1.25; }
.view .folded { fill: var(--_muted); }

.view.muster .hit { rx: 6px; }
.view.muster [data-part]:hover .hit { fill: color-mix(in srgb, var(--_muted) 10%, transparent); }
.view .round-name { fill: var(--_muted); }
.bar-of-round { fill: color-mix(in srgb, var(--_correct) 55%, var(--_surface)); }

.wire line { stroke: var(--_rule); stroke-width: 1.5; }
.wire .arrow-head { fill: var(--_rule); }
.wire-a line, .wire-b line, .wire-c line, .wire-d line, .wire-u line { stroke: currentColor; stroke-width: 1.75; }
.wire-a .arrow-head, .wire-b .arrow-head, .wire-c .arrow-head, .wire-d .arrow-head, .wire-u .arrow-head { fill: currentColor; }
.wire-u line { stroke-dasharray: 2 4; }
.wire.fresh line { stroke-width: 3; }
.plate { fill: var(--_surface); }
.view .part-name { font-weight: 600; }
.puts-out.ahead { opacity: .5; }
.part.selected .body { stroke-width: 3; }

.view .panel-name.faulty, .view .line-name.faulty { fill: var(--_faulty); }
.view .column-name { text-anchor: middle; fill: var(--_muted); }
.phase-rule { fill: none; stroke: var(--_rule); }
.view .cell-value { text-anchor: middle; font-weight: 500; }
.view .cell-value.strong { font-weight: 700; }
.cell .node-box { stroke: transparent; fill: color-mix(in srgb, var(--_muted) 7%, var(--_surface)); }
.cell.ahead .node-box { fill: none; stroke: var(--_rule); stroke-dasharray: 1 3; }
.cell.open.ahead .node-box { stroke: color-mix(in srgb, var(--_faulty) 60%, transparent); }
.cell.own .node-box { stroke: none; fill: none; }
.cell.with .node-box { fill: color-mix(in srgb, var(--_delivered) 16%, var(--_surface)); }
.cell.against .cell-value { fill: var(--_muted); }
.cell.result .node-box { stroke: var(--_ink); }
.cell.result.ahead .node-box { stroke: var(--_rule); }
.cell.result.differs .node-box { stroke: var(--_faulty); stroke-width: 2; }
.view .differs-sign { fill: var(--_faulty); font-weight: 700; text-anchor: middle; }
.cell.false .node-box { stroke: var(--_faulty); stroke-dasharray: 4 3; stroke-width: 1.5; }
.cell.fresh .node-box { fill: color-mix(in srgb, var(--_held) 22%, var(--_surface)); stroke: var(--_ink); stroke-width: 1.5; }
.cell.fresh.false .node-box { stroke: var(--_faulty); stroke-width: 2.5; }
.cell.pointed .node-box, .cell.selected .node-box { stroke: var(--_focus); stroke-width: 2; stroke-dasharray: none; }
.node-box.bare { fill: none; stroke: none; }

.cell > :not([data-node]), .chain > :not([data-node]) { pointer-events: none; }
.view .set-name { font-weight: 600; }
.view .obeys-words, .view .fate-words { fill: var(--_muted); }
.fresh-ring { fill: color-mix(in srgb, var(--_held) 22%, var(--_surface)); stroke: var(--_ink); stroke-width: 1.25; }
.chain .node-box { fill: none; stroke: transparent; pointer-events: all; }
.chain.silence .node-box { stroke: var(--_rule); }
.chain.ahead .node-box { stroke: color-mix(in srgb, var(--_faulty) 60%, transparent); stroke-dasharray: 1 3; }
.chain.false .node-box { stroke: var(--_faulty); stroke-dasharray: 4 3; stroke-width: 1.5; }
.chain.fresh .node-box { fill: color-mix(in srgb, var(--_held) 16%, var(--_surface)); stroke: var(--_ink); }
.chain.fresh.false .node-box { stroke: var(--_faulty); stroke-width: 2; }
.chain.pointed .node-box, .chain.selected .node-box { stroke: var(--_focus); stroke-width: 2; stroke-dasharray: none; }
.chain .refusal { stroke: var(--_faulty); stroke-width: 2.25; }
.view .chain.refused .fate-words { fill: var(--_faulty); }
.view .chain.new .fate-words { fill: var(--_delivered); }
.thread { fill: none; stroke: var(--_muted); stroke-width: 1.25; }
.seal .body { fill: color-mix(in srgb, var(--_correct) 9%, var(--_surface)); stroke: var(--_correct); stroke-width: 1.5; }
.seal.faulty .body { fill: color-mix(in srgb, var(--_faulty) 9%, var(--_surface)); stroke: var(--_faulty); }
.seal-plate { fill: none; }
.seal.faulty .seal-plate { fill: var(--_surface); }
.view .seal-name { text-anchor: middle; font-weight: 600; }
.seal.forged .body { stroke: var(--_faulty); stroke-dasharray: 3 2; fill: var(--_surface); }
.forgery { fill: none; stroke: var(--_faulty); stroke-width: 2; }
.view .proof-words { fill: var(--_delivered); font-weight: 600; }
.view .pane.dim { opacity: .4; }
@media (forced-colors: active) {
  .view { forced-color-adjust: none; background: var(--_surface); }
}
`;
