// How what a reader sets looks, above the pictures of an instrument: numbers, choices, ticks.

export const fieldsSheet = `
.fields { display: flex; flex-wrap: wrap; gap: 10px 20px; align-items: end; margin: 6px 0 18px; padding: 0 0 16px; border: 0; border-bottom: 1px solid var(--_rule); min-width: 0; }
.field { display: grid; gap: 3px; }
.field > label { font-size: 14px; color: var(--_muted); }
.field.wide { flex: 0 1 430px; }
.field .select { min-height: 36px; width: 100%; font-size: 15px; padding: 0 6px; }
.field.off > label { opacity: .6; }
.field.check { min-height: 36px; align-content: center; cursor: pointer; margin-inline-start: -8px; }
.field.check span { display: inline-flex; align-items: center; gap: 8px; }
.field.check input { width: 18px; height: 18px; margin: 0; accent-color: var(--_faulty); }
.stepper { display: inline-flex; }
.stepper .button { border-radius: 6px 0 0 6px; font-size: 18px; padding: 0; }
.stepper .button:last-child { border-radius: 0 6px 6px 0; }
.stepper input { appearance: textfield; -moz-appearance: textfield; font: inherit; font-variant-numeric: tabular-nums; width: 4.2em; min-height: 36px; padding: 0 4px; text-align: center; color: var(--_ink); background: var(--_surface); border: 1px solid var(--_rule); border-inline: 0; border-radius: 0; }
.stepper input::-webkit-inner-spin-button, .stepper input::-webkit-outer-spin-button { appearance: none; -webkit-appearance: none; margin: 0; }
.stepper input:disabled { color: color-mix(in srgb, var(--_muted) 60%, transparent); }
.stepper :focus-visible { position: relative; z-index: 1; }
@container (max-width: 560px) {
  .fields { gap: 10px 16px; }
  .field { flex: 1 1 calc(50% - 8px); }
  .field.wide { flex: 1 1 100%; }
  .field .select, .field.check { min-height: 44px; }
  .field.check { margin-inline-start: 0; align-self: end; }
  .stepper { display: flex; }
  .stepper input { min-height: 44px; flex: 1; width: 3em; min-width: 0; font-size: 16px; }
  .field.check input { width: 22px; height: 22px; }
}
@media print {
  .fields { display: none; }
}
@media (forced-colors: active) {
  .stepper input { border-color: CanvasText; }
}
`;
