// How what several instruments share looks.

export const instrumentSheet = `
.found { margin-top: 14px; min-height: 420px; }
.alike { margin: 0 0 10px; padding-inline-start: 12px; border-inline-start: 3px solid var(--_held); font-size: 16px; max-width: 62em; }
.alike.same { border-color: var(--_delivered); }
.alike .sign { font-weight: 700; }
.hint { font-size: 14px; color: var(--_muted); margin: 0; }
`;
