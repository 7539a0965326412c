// The style of the elements as text. Every shadow root has the base and, besides, the sheets of what is drawn in it and of
// nothing else: so the words of one part can't reach another (test/unit/figure/sheets.test.ts). And a style sheet for the
// stills on a page.

import { everythingSheet } from "./everything.ts";
import { figureSheet } from "./figure.ts";
import { frameSheet } from "./frame.ts";
import { matrixPicture } from "./matrix.ts";
import { outcomesPicture } from "./outcomes.ts";
import { pictureSheet } from "./pictures.ts";
import { rulesPicture } from "./rules.ts";
import { figureTokens } from "./tokens.ts";
import { underWaySheet } from "./under-way.ts";

export { fieldsSheet } from "./fields.ts";
export { type Colour, colours, fonts, pageTokens } from "./tokens.ts";
export { matrixPicture, pictureSheet, rulesPicture, underWaySheet };

/** What every shadow root has. */
export const baseSheet = figureTokens(":host") + frameSheet;

/** What the one of a figure has besides. */
export const figureSheets = [pictureSheet, outcomesPicture, figureSheet, underWaySheet, everythingSheet];

/** All that a figure has. */
export const shadowSheet = baseSheet + figureSheets.join("");

const stillRules = `
.faultlab-still { margin: 0; font-family: var(--_font); color: var(--_ink); container-type: inline-size; }
.faultlab-still .pictures { display: flex; flex-wrap: wrap; gap: 16px 28px; align-items: flex-start; justify-content: space-between; }
.faultlab-still .column { display: grid; gap: 16px; max-width: 100%; }
.faultlab-still .narrow { display: none; }
@container (max-width: 560px) { .faultlab-still .wide { display: none; } .faultlab-still .narrow { display: flex; } }
:is(fault-lab, fault-lab-totals, fault-lab-pair, fault-lab-rules, fault-lab-log, fault-lab-traitor, fault-lab-graph, fault-lab-moments):defined .faultlab-still > :is(.says, .verdicts, .remark, .why, .costs) { display: none; }
.faultlab-still.signs { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 6px 24px; padding: 0; margin-block: 16px; list-style: none; font-size: 16px; line-height: 1.3; }
.faultlab-still.signs li { display: flex; align-items: center; gap: 10px; margin: 0; }
.faultlab-still.signs svg { flex: none; }
.faultlab-still.signs .halo { fill: var(--_paper); }
.faultlab-stills { display: grid; grid-template-columns: 1fr 1fr; gap: 20px 28px; }
@media (max-width: 760px) { .faultlab-stills { grid-template-columns: 1fr; } }
.faultlab-still .says { font-size: 18px; line-height: 1.35; margin: 12px 0 4px; }
.faultlab-still .verdicts { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; padding: 0; list-style: none; font-size: 15px; }
.faultlab-still :is(.remark, .why, .costs) { margin: 6px 0 0; font-size: 15px; color: var(--_muted); }
.faultlab-still .summary { font-size: 16px; margin: 12px 0 8px; }
fault-lab:defined .faultlab-still .summary { margin-top: 0; }
.faultlab-still .sign { font-weight: 700; }
.faultlab-still .violated .sign { color: var(--_faulty); }
.faultlab-still .holds .sign, .faultlab-still .so-far .sign { color: var(--_delivered); }
`;

/** Everything that a page with stills needs, each rule kept to what lies inside of one. */
export const stillSheet = `${figureTokens(".faultlab-still")}@scope (.faultlab-still) {\n${pictureSheet}${outcomesPicture}${rulesPicture}${matrixPicture}}\n${stillRules}`;
