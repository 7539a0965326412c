// The authors' reference, written from what the engine says about itself.

import { html } from './html.mjs';

/** ::: schema : every protocol with its parameters and claims, from op "describe". */
export async function schema(args, context) {
  const protocols = await context.lab.ask('describe', []);
  const parts = protocols.map(([name, version, title, params, claims]) => html`
<h3 id="protocol-${name.replaceAll('/', '-')}"><code>${name}</code></h3>
<p>${title}. Version ${version}. Claims: ${list(claims.map(([claim, text]) => html`<code>${claim}</code> (${text})`))}.</p>
${params.length > 0 && html`<div class="table"><table class="wordy"><thead><tr><th scope="col">parameter</th><th scope="col">values</th><th scope="col">if left out</th><th scope="col">meaning</th></tr></thead>
<tbody>${params.map(parameter)}</tbody></table></div>`}`);
  return { before: html`${parts}\n`, after: '' };
}

function parameter([name, type, min, max, fallback, doc, allowed]) {
  const values = allowed?.length ? list(allowed.map((a) => html`<code>${a}</code>`)) : type === 'int' ? `${min} to ${max}` : type;
  return html`<tr><th scope="row"><code>${name}</code></th><td>${values}</td><td>${fallback === null || fallback === '' ? '–' : html`<code>${fallback}</code>`}</td><td>${doc}</td></tr>\n`;
}

function list(items) {
  return items.flatMap((item, i) => (i ? [', ', item] : [item]));
}

/** ::: scenario-list : every bundled scenario by name, with its title. */
export async function scenarioList(args, context) {
  const rows = context.lab.names().map((name) => html`<tr><th scope="row"><code>${name}</code></th><td>${context.lab.document(name).title ?? ''}</td></tr>\n`);
  return {
    before: html`<div class="table"><table><thead><tr><th scope="col">name</th><th scope="col">what it shows</th></tr></thead><tbody>${rows}</tbody></table></div>\n`,
    after: '',
  };
}
