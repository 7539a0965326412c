// What axe has to say of a page: nothing, where a page can be read by everybody.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules that look at colours, which are all that differs between a light and a dark page. */
export const onlyColours = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong with the whole page, a sentence for each rule that is broken; of all its rules, or of some. */
export async function axeFinds(page, rules = null) {
  await page.script(`if (!globalThis.axe) { ${source}\n}`);
  return page.evaluate(async (rules) => {
    const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], ...only });
    return violations.map(({ id, nodes }) => {
      const where = nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`);
      return `${id}: ${where.join("; ")}`;
    });
  }, rules);
}
