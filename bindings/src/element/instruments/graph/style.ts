// How the graph that is edited looks.

export const graphSheet = `
.graph-body { display: flex; flex-wrap: wrap; gap: 16px 32px; align-items: flex-start; }
.graph-side { flex: 1 1 320px; min-width: 0; }
.graph-side .narration { font-size: 16px; min-height: 4.2em; }
.graph-fields { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; font-size: 15px; margin-bottom: 10px; }
.graph-fields label { display: inline-flex; gap: 6px; align-items: center; }
.graph-fields .select { min-height: 36px; }
.link { cursor: pointer; }
.link .reach { stroke: transparent; stroke-width: 14; }
.link .drawn { stroke: var(--_ink); stroke-width: 2; }
.link.off .drawn { stroke: var(--_muted); stroke-width: 1; stroke-dasharray: 2 5; opacity: .55; }
.link:hover .drawn { stroke: var(--_focus); stroke-width: 3; opacity: 1; }
.link:focus { outline: none; }
.link:focus-visible .drawn { stroke: var(--_focus); stroke-width: 4; opacity: 1; }
@container (max-width: 560px) {
  .graph-fields .select { min-height: 44px; }
}
`;
