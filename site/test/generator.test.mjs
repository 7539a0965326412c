// What the Markdown of a page can say, and what stops a build.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readLink, Status } from "../../bindings/dist/faultlab.js";
import { parseArguments } from "../generator/markdown.mjs";
import { parsePage } from "../generator/page.mjs";
import { openLab, render } from "./support.mjs";

let opened;
let lab;
const noStill = () => "<p>still</p>";

before(async () => {
  opened = await openLab();
  lab = opened.lab;
});
after(() => opened.close());

const figure = (name, expect) => `::: figure ${name} ${expect ? `expect="${expect}"` : ""}\nA caption.\n:::\n`;

test("a figure whose claim is what the page says is built", async () => {
  const { content } = await render(figure("byzantine/oral-4-1-orders", "IC1 holds"), lab);
  assert.match(content, /<fault-lab id="figure-1" scenario="byzantine\/oral-4-1-orders">/);
  assert.match(content, /Figure 1\.1/);
});

test("an unknown scenario stops the build and names the page", async () => {
  await assert.rejects(
    render(figure("byzantine/oral-44-1", "IC1 holds"), lab),
    /pages\/test\.md: figure byzantine\/oral-44-1.*there is no scenario/s,
  );
});

test("a verdict that the engine denies stops the build", async () => {
  await assert.rejects(
    render(figure("byzantine/oral-4-1", "IC1 violated"), lab),
    /the page says IC1 violated, the engine says IC1 holds/,
  );
});

test("a figure opens where its verdicts are seen, unless its author says that they lie ahead", async () => {
  const opening = (name, expect, more) =>
    render(`::: figure ${name} expect="${expect}" ${more}\nA caption.\n:::\n`, lab);
  const [fine, loyal] = ["byzantine/oral-4-1", "IC1 holds, IC2 holds"];
  const [broken, violated] = ["byzantine/oral-3-1-lieutenant", "IC2 violated"];
  for (const [name, expect, end] of [
    [fine, loyal, 11],
    [broken, violated, 6],
  ]) {
    assert.match((await opening(name, expect, `step=${end}`)).content, new RegExp(`step="${end}"`));
    await assert.rejects(
      opening(name, expect, `step=${end - 1}`),
      new RegExp(`opens on step ${end - 1}, where it is not to be seen yet that .*\\(from step ${end}\\)`),
    );
    const { content } = await opening(name, expect, `step=${end - 1} verdict=ahead`);
    assert.doesNotMatch(content, /verdict=/, "a reader is not told");
    await assert.rejects(opening(name, expect, `step=${end} verdict=ahead`), /verdict=ahead: .* to be seen already/);
    await assert.rejects(opening(name, expect, `step=${end} from=2 to=${end - 1}`), /is not to be seen yet/);
  }
  await assert.rejects(opening(fine, loyal, "verdict=soon"), /the only one is "ahead"/);
});

test("a figure must say what it shows", async () => {
  await assert.rejects(render(figure("byzantine/oral-4-1"), lab), /expect=.* is missing/);
});

test("a claim that the run does not have stops the build", async () => {
  await assert.rejects(render(figure("byzantine/oral-4-1", "IC3 holds"), lab), /has no claim "IC3"/);
});

test("an unknown directive stops the build", async () => {
  await assert.rejects(render("{{wish 1}}", lab), /there is no such directive/);
  await assert.rejects(render("::: wish\n:::\n", lab), /there is no such directive/);
});

test("a block that is never closed stops the build", async () => {
  await assert.rejects(render("::: note A\ntext\n", lab), /never closed/);
});

test("numbers come from the engine: the table of message counts", async () => {
  const expected = {
    "4 1": ["9", "6", "9"],
    "7 2": ["156", "120", "66"],
    "10 3": ["3,609", "3,024", "225"],
    "13 4": ["108,384", "95,040", "540"],
  };
  for (const [pair, [total, last, packed]] of Object.entries(expected)) {
    const { content } = await render(
      `{{count om ${pair} total}} {{count om ${pair} last}} {{count om ${pair} packed}}`,
      lab,
    );
    assert.equal(content.trim(), `<p>${total} ${last} ${packed}</p>`);
  }
  const { content } = await render("{{count om 1000 300 digits}}", lab);
  assert.equal(content.trim(), "<p>881</p>");
});

test("all behaviours at once: how many there are, and what they can break", async () => {
  const behaviours = (20n * 3n ** 32n + 5n * 3n ** 21n).toLocaleString("en");
  const { content } = await render(
    "{{every 6 2 2 sets}} {{every 6 2 2 behaviours}} {{every 6 2 2 lies}} {{every 6 2 2 IC1}} {{every 7 2 2 IC1}} {{every 10 3 3 digits}} {{every 4 2 1 lies model=crash}}",
    lab,
  );
  assert.equal(content.trim(), `<p>15 ${behaviours} 6 violated holds 575 1</p>`);
  const { content: formula } = await render("{{every 6 2 2 formula}}", lab);
  assert.match(formula, /<msup><mn>3<\/mn><mn>32<\/mn><\/msup>/);
  await assert.rejects(render("{{every 7 2 2 lies}}", lab), /no lies can be counted/);
  await assert.rejects(render("{{every 10 3 3 behaviours}}", lab), /too long for a text/);
  await assert.rejects(render("{{every 7 2 2 wishes}}", lab), /is not one of sets, behaviours/);
  await assert.rejects(render("{{every 7 2}}", lab), /must be a whole number/);
});

test("a table of what withstands which traitors leads to the runs that break the rest", async () => {
  const { content } = await render(
    '::: figure byzantine/oral-4-1 expect="IC1 holds, IC2 holds" step=11 id=here\nA.\n:::\n\n::: every-table t=1,2 n=3-7 m=1-3 opens=here\nB.\n:::\n',
    lab,
    noStill,
  );
  const cells = [...content.matchAll(/<td class="(holds|broken)">(.*?)<\/td>/g)].map(([, verdict, inside]) => ({
    verdict,
    inside,
  }));
  // One traitor: 1, 2, 3, 3, 3 sizes; two: 2, 3, 3, 3.
  assert.equal(cells.length, 23);
  const holding = (t) => (n, m) => t <= m && n > 2 * t + m;
  const expected = [1, 2].flatMap((t) =>
    [3, 4, 5, 6, 7]
      .filter((n) => n - 2 >= t)
      .flatMap((n) => [1, 2, 3].filter((m) => m <= n - 2).map((m) => (holding(t)(n, m) ? "holds" : "broken"))),
  );
  assert.deepEqual(
    cells.map(({ verdict }) => verdict),
    expected,
  );
  const links = [...content.matchAll(/href="(#here=[^"]+)"/g)].map(([, link]) => link);
  assert.ok(links.length >= 8);
  for (const link of links) {
    const { document, choices, step } = readLink("here", link);
    const run = await opened.engine.run(document, choices);
    assert.equal(run.steps, step);
    assert.ok(
      run.choices.every(({ fits }) => fits) && run.claims.some(({ changes }) => changes.at(-1)[2] === Status.violated),
    );
  }
  await assert.rejects(render("::: every-table t=1 n=3 m=1-2\nB.\n:::\n", lab), /must be a range/);
});

test("a count of a round that does not exist stops the build", async () => {
  await assert.rejects(render("{{count om 4 1 round 3}}", lab), /has no round 3/);
});

test("figures and tables are numbered apart, and can be referred to before they come", async () => {
  const { content } = await render(
    `See {{ref later}}.\n\n::: count-table 4,1\nA.\n:::\n\n::: count-table 7,2 id=later\nB.\n:::\n`,
    lab,
    noStill,
  );
  assert.match(content, /See <a class="reference" href="#later">Table 1\.2<\/a>/);
  assert.match(content, /id="table-1"/);
});

test("blocks nest, and Markdown inside them is Markdown", async () => {
  const { content } = await render("::: definition\n**IC1** a\n\n::: note Aside\n*b*\n:::\n\nc\n:::\n", lab);
  assert.match(
    content,
    /<div class="definition">[\s\S]*<strong>IC1<\/strong>[\s\S]*<details class="note">[\s\S]*<em>b<\/em>[\s\S]*<\/details>[\s\S]*<p>c<\/p>[\s\S]*<\/div>/,
  );
});

test("formulas have MathML beside them and no style attribute", async () => {
  const { content, formulas } = await render("Let $r^2$ be.\n\n$$\n\\int_0^1 x\\,dx\n$$\n", lab);
  assert.match(content, /<math /);
  assert.doesNotMatch(content, /style=/);
  assert.match(formulas.css(), /\.katex \.f0\{/);
});

test("a price is not a formula", async () => {
  const { content } = await render("It costs $5 or $6.", lab);
  assert.match(content, /It costs \$5 or \$6\./);
});

test("a word takes the colour of its object", async () => {
  const { content } = await render("A [traitor]{faulty} & co.", lab);
  assert.match(content, /A <span class="term-faulty">traitor<\/span> &amp; co\./);
});

test("two headings of the same name have different ids", async () => {
  const { content } = await render("## Same\n\n## Same\n", lab);
  assert.match(content, /id="same"[\s\S]*id="same-2"/);
});

test("arguments with spaces stay together", () => {
  assert.deepEqual(parseArguments('a/b expect="x holds, y open" id=z 7'), {
    list: ["a/b", "7"],
    named: { expect: "x holds, y open", id: "z" },
  });
});

test("the lines at the top of a page have the apostrophes that its text has", () => {
  const { title, description } = parsePage(
    "x",
    "---\ntitle: One can't\ndescription: Nelson's way, 'so'\nkind: page\n---\n",
  );
  assert.deepEqual([title, description], ["One can’t", "Nelson’s way, 'so'"]);
});

test("a page without its lines at the top is refused", () => {
  assert.throws(() => parsePage("x", "# No\n"), /does not begin/);
  assert.throws(() => parsePage("x", "---\ntitle: T\nkind: chapter\n---\n"), /description is missing/);
  assert.throws(() => parsePage("x", "---\ntitle: T\ndescription: D\nkind: poem\n---\n"), /kind must be one of/);
});

test("a document that expects what the engine denies stops the build, and so does a choice that does not fit", async () => {
  const good = lab.document("byzantine/oral-4-1");
  const withDocument = (document) => ({
    document: () => document,
    run: () => opened.engine.run(document),
  });
  const wrong = { ...good, expect: { IC1: "violated" } };
  await assert.rejects(render(figure("x", "IC1 holds"), withDocument(wrong)), /the document says IC1 violated/);
  const unfit = { ...good, choices: ["0: L2 tells L1 retreat"] };
  await assert.rejects(render(figure("x", "IC1 holds"), withDocument(unfit)), /does not fit: .*L2 tells L1 retreat/);
});

test("what trying everything comes to is stated, and the build fails where it isn't so", async () => {
  const words = async (text) => (await render(text, lab)).content.trim().replace(/<[^>]+>/g, "");
  assert.equal(await words("{{explore byzantine/oral-4-1 IC2 proved}}"), "∎ IC2 proved in 64 states");
  assert.equal(await words("{{explore tmr/no-fault masked refuted any-2 value form=word}}"), "refuted");
  assert.equal(await words("{{explore tmr/no-fault masked faulty any-2 value}}"), "A1 and A2");
  assert.equal(await words("{{explore tmr/no-fault sets any-2 value}}"), "172");
  for (const [text, why] of [
    ["{{explore byzantine/oral-4-1 IC2 refuted}}", /the page says IC2 refuted, the engine says IC2 proved/],
    ["{{explore byzantine/oral-4-1-commander IC2 proved}}", /the engine says IC2 asks nothing/],
    ["{{explore byzantine/oral-4-1 IC2 true}}", /"true" is no verdict; .*proved, refuted/],
    ["{{explore byzantine/oral-4-1 IC3 proved}}", /there is no claim "IC3"; there are IC1, IC2/],
    ["{{explore byzantine/oral-4-1 IC2 faulty}}", /IC2 is proved: there is no run that refutes it/],
    ["{{explore byzantine/oral-4-1 IC2 proved any-7}}", /any-7/],
  ]) {
    await assert.rejects(render(text, lab), why);
  }
});

test("a figure states what its readers will find with one click", async () => {
  const tried = (more) =>
    render(`::: figure tmr/no-fault expect="masked holds" verdict=ahead ${more}\nA caption.\n:::\n`, lab);
  const { content } = await tried('explore="any-1 value" finds="masked proved, safe refuted"');
  assert.match(content, /<fault-lab [^>]*explore="any-1 value"/);
  assert.doesNotMatch(content, /slot="runs"/);
  await assert.rejects(tried('explore="any-1 value"'), /finds=.* is missing/);
  await assert.rejects(
    tried('explore="any-2 value" finds="masked proved"'),
    /the page says masked proved, the engine says masked refuted/,
  );
  await assert.rejects(tried('explore="any-9" finds="masked proved"'), /any-9/);
  await assert.rejects(tried("explore=runs"), /has one run: there is no table/);
});

test("the table of all runs stands in the page, and is counted", async () => {
  const orders = "byzantine/oral-4-1-orders";
  const { content } = await render(
    `::: figure ${orders} expect="IC1 holds" explore=runs\nA caption.\n:::\n\n{{runs ${orders}}} {{runs ${orders} IC1 holds}} {{runs ${orders} attack}}`,
    lab,
  );
  assert.match(content, /slot="runs"><p class="summary">27 runs\./);
  assert.match(content, /<p>27 27 7<\/p>/);
  await assert.rejects(render(`{{runs ${orders} IC1 well}}`, lab), /neither a value \(.*\) nor a claim \(IC1, IC2\)/);
  await assert.rejects(render("{{runs byzantine/oral-7-2}}", lab), /has too many runs/);
});

test("what is asked of services, failures and orphans must exist", async () => {
  for (const [source, problem] of [
    ["{{orphan client amnesty finished}}", /there is no cell of "amnesty" with "client"/],
    ["{{orphan client none luck}}", /"luck" is not one of orphans/],
    ["{{service byzantine/oral-4-1 available}}", /only a service with parts is measured/],
    ["{{service dependability/part luck}}", /"luck" is not one of available/],
    ["{{tells crash luck}}", /"luck" is not one of nothing, crash/],
    ["::: matrix orphans trouble=luck\nA caption.\n:::\n", /there is no trouble "luck"/],
    ["::: survival-curve dependability/series\nA caption.\n:::\n", /only one part/],
  ]) {
    await assert.rejects(render(source, lab), problem);
  }
});

test("a service is measured by the engine, and the page sets the digits", async () => {
  const { content } = await render(
    "{{service dependability/available-unreliable fraction digits=9}} {{service dependability/reliable-unavailable fraction digits=4}} {{tells crash send-omission}} {{tells crash send-omission detector=yes}}",
    lab,
  );
  assert.match(content, /0\.999999722 0\.9616 sometimes always/);
});
