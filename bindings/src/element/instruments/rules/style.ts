// How the grid of rules and the two rules of one's own look.

export const rulesSheet = `
.rules-body { display: flex; flex-wrap: wrap; gap: 16px 28px; align-items: flex-start; }
.rules-body .stage { flex: none; max-width: 100%; }
.rules-side { flex: 1 1 340px; min-width: 0; }
.makers { display: flex; flex-wrap: wrap; gap: 10px 24px; }
.maker { border-collapse: collapse; font-size: 14px; }
.maker caption { text-align: start; font-weight: 600; font-size: 15px; padding-bottom: 2px; }
.maker th { font-weight: 400; color: var(--_muted); text-align: start; padding: 0 10px 2px 0; font-size: 13px; }
.maker td { padding: 1px 10px 1px 0; }
.maker .button { min-height: 30px; padding: 0 8px; font-size: 14px; }
.rules-side .narration { min-height: 4em; font-size: 17px; margin: 14px 0 8px; }
.cases { margin: 0; padding: 0; list-style: none; counter-reset: case; display: grid; gap: 6px; font-size: 14px; line-height: 1.45; }
.cases li { counter-increment: case; border: 1px solid var(--_rule); border-radius: 6px; padding: 6px 10px 6px 34px; position: relative; }
.cases li::before { content: counter(case); position: absolute; inset-inline-start: 12px; font-weight: 700; }
.cases li.refutes { border-color: var(--_faulty); border-width: 2px; padding: 5px 9px 5px 33px; }
.case-name { font-weight: 600; margin-inline-end: 8px; }
.case-line { display: block; }
.case-verdict { font-weight: 600; }
.case-verdict.holds { color: var(--_delivered); }
.case-verdict.violated { color: var(--_faulty); }
@container (max-width: 560px) {
  .maker .button { min-height: 44px; }
  .makers { gap: 14px; }
}
`;
