// Tables of what can happen between a request and its reply: the element, its still, and what prose says of them.

import { drawTable, tableTools } from "./bindings.mjs";
import { escapeText, grouped, html, raw } from "./html.mjs";

const attributes = ["ack", "crashes", "operation", "own", "trouble", "heading"];
const tables = ["print-server", "policies", "orphans"];

/** ::: matrix print-server own=3 heading="..." or ::: matrix policies operation=withdraw or ::: matrix orphans trouble=client */
export async function matrix({ list: [of], named, id, label }, { lab }) {
  if (!tables.includes(of)) throw new Error(`"${of}" is none of ${tables.join(", ")}`);
  const { ack = "completion", crashes = "1", operation = "print", trouble = "client" } = named;
  const { askTable } = await tableTools();
  const still = await drawTable(
    await askTable(lab, { of, ack, crashes: Number(crashes), operation, trouble, own: null }),
  );
  const written = attributes.filter((key) => key in named).map((key) => ` ${key}="${escapeText(named[key])}"`);
  return {
    before: html`<figure class="lab-figure">
<fault-lab-matrix id="${id}" of="${of}"${raw(written.join(""))}>
${raw(still)}
</fault-lab-matrix>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

/**
 * {{printed OK}}: how many cells of the print server's table have this outcome alone; "several": more than one. With
 * "pairs", "right" or "states" it is what all strategies come to. ack=delivery and crashes=2 as in the table.
 */
export async function printed({ list: [what], named: { ack = "completion", crashes = "1" } }, { lab }) {
  const found = await lab.printServer(ack, Number(crashes));
  const { printerCounts, printerTried } = await tableTools();
  const numbers = { ...printerCounts(found), ...printerTried(found) };
  if (!Object.hasOwn(numbers, what)) throw new Error(`"${what}" is none of ${Object.keys(numbers).join(", ")}`);
  return grouped(String(numbers[what]));
}

const often = ["never", "once", "twice"];

/**
 * {{became rpc/call-memory twice possible}}: what can become of the call of a scenario, checked, in a few words. With
 * form=states it is in how many states.
 */
export async function became({ list: [name, times, stated], named: { form } }, { lab }) {
  const { outcomes, all, states } = await lab.callOutcomes(lab.document(name));
  if (!all) throw new Error("not every run was tried");
  if (!often.includes(times)) throw new Error(`"${times}" is none of ${often.join(", ")}`);
  const possible = outcomes.some((one) => often[one.times] === times && one.choices !== null);
  if (stated !== (possible ? "possible" : "impossible"))
    throw new Error(`the page says it is ${stated}, the engine says ${possible ? "possible" : "impossible"}`);
  return form === "states" ? grouped(String(states)) : stated;
}
