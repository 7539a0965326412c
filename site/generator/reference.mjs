// The authors' reference, written from what the engine says about itself and from
// the schema that is made of the same descriptions.

import { written } from "../script/playground.js";
import { html } from "./html.mjs";

/** ::: protocols : every protocol with its parameters and claims, from op "describe". */
export async function protocols(_, context) {
  const specs = await context.lab.ask("describe");
  const parts = specs.map(
    ({ protocol, version, title, params, claims, doc, min, max, models }) => html`
<h3 id="protocol-${protocol.replaceAll("/", "-")}"><code>${protocol}</code></h3>
<p>${title}, version ${version}. ${doc}</p>
<ul>
<li>Processes: ${min === max ? min : `${min} to ${max}`}.</li>
<li>Failure models: ${codes(models)}.</li>
<li>Claims: ${list(
      claims.map(({ name, title }) => html`<code>${name}</code>, ${lower(title)}`),
      "; ",
    )}.</li>
</ul>
${
  params.length > 0 &&
  html`<div class="table"><table><thead><tr><th scope="col">parameter</th><th scope="col">values</th><th scope="col">if left out</th><th scope="col">meaning</th></tr></thead>
<tbody>${params.map(parameter)}</tbody></table></div>`
}`,
  );
  return { before: html`${parts}\n`, after: "" };
}

function parameter({ name, type: kind, min, max, default: fallback, doc, allowed }) {
  const named = allowed.length > 0;
  return html`<tr><th scope="row"><code>${name}</code></th><td>${values(kind, min, max, allowed)}</td><td>${kind.startsWith("a name for each") ? "see meaning" : html`<code>${named ? allowed[fallback] : fallback}</code>`}</td><td>${doc}</td></tr>\n`;
}

function values(kind, min, max, allowed) {
  if (kind === "integer") return `${min} to ${max}`;
  if (allowed.length === 0) return kind;
  if (kind === "graph") return html`${codes(allowed)}, or a list of links, each with two names`;
  return kind === "name" ? codes(allowed) : html`${kind}: ${codes(allowed)}`;
}

/** ::: document-fields : the fields of a scenario document, from its schema. */
export function documentFields(_, context) {
  const rows = Object.entries(context.schema.properties)
    .filter(([name]) => !name.startsWith("$"))
    .map(
      ([name, field]) =>
        html`<tr><th scope="row"><code>${name}</code></th><td>${form(field)}</td><td>${field.description ?? ""}${field.type === "object" && field.properties && html` Fields: ${codes(Object.keys(field.properties))}.`}${context.schema.required.includes(name) && " Needed."}</td></tr>\n`,
    );
  return {
    before: html`<div class="table"><table><thead><tr><th scope="col">field</th><th scope="col">holds</th><th scope="col">meaning</th></tr></thead><tbody>${rows}</tbody></table></div>\n`,
    after: "",
  };
}

function form(field) {
  if ("const" in field) return html`<code>${JSON.stringify(field.const)}</code>`;
  if (field.enum) return field.enum.length > 3 ? "a name, see below" : codes(field.enum);
  if (field.oneOf) return list(field.oneOf.map(form), " or ");
  switch (field.type) {
    case "integer":
      return "a number";
    case "string":
      return "text";
    case "array":
      return field.items?.type === "object"
        ? html`a list of { ${codes(Object.keys(field.items.properties))} }`
        : "a list";
    default:
      return "an object";
  }
}

/** ::: scenario-list : every bundled scenario by name, with its title. */
export function scenarioList(_, context) {
  const rows = context.lab
    .names()
    .map(
      (name) =>
        html`<tr><th scope="row"><code>${name}</code></th><td>${context.lab.document(name).title ?? ""}</td></tr>\n`,
    );
  return {
    before: html`<div class="table"><table><thead><tr><th scope="col">name</th><th scope="col">what it shows</th></tr></thead><tbody>${rows}</tbody></table></div>\n`,
    after: "",
  };
}

/** ::: refusal { ...document } : what the engine says to a document with mistakes. */
export async function refusal({ rest }, context) {
  const document = JSON.parse(rest);
  const refused = await context.lab.refusal(document);
  if (!refused) throw new Error("the engine accepts this document");
  const allowed = refused.allowed?.length ? ` (one of ${refused.allowed.join(", ")})` : "";
  // The engine writes a line for each mistake, and each begins with its field.
  const lines = `${refused.path} ${refused.message}${allowed}`.split("\n").map((line) => {
    const space = line.indexOf(" ");
    return html`<li><code>${line.slice(0, space)}</code>${line.slice(space)}</li>\n`;
  });
  return {
    before: html`<pre><code>${written(document)}</code></pre>\n<ul class="refusal">${lines}</ul>\n`,
    after: "",
  };
}

function codes(names) {
  return list(names.map((name) => html`<code>${name}</code>`));
}

function list(items, between = ", ") {
  return items.flatMap((item, i) => (i ? [between, item] : [item]));
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
