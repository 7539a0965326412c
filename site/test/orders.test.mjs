// The tables and curves of the multicast chapters: every number is the engine's, and what can't be asked is refused by
// the name of its argument.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openLab, render } from "./support.mjs";

let opened;
let lab;
before(async () => {
  opened = await openLab();
  lab = opened.lab;
});
after(() => opened.close());

const page = async (body) => (await render(body, lab)).content;
const block = (line) => page(`::: ${line}\nA caption.\n:::\n`);

/** The rows of a table without its head. */
const rowsOf = (content) =>
  [...content.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(([, first, rest]) => [
    first,
    ...[...rest.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell),
  ]);

/** The points of a line of a chart, back in units of the axes; both axes end at the given numbers. */
function pointsOf(content, role, across, up) {
  const [, d] = new RegExp(`line-${role}"><path d="([^"]+)"`).exec(content);
  return [...d.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [
    ((Number(x) - 76) / 552) * across,
    ((372 - Number(y)) / 360) * up,
  ]);
}

const near = (points, expected) => {
  assert.equal(points.length, expected.length);
  for (const [i, [x, y]] of expected.entries())
    assert.ok(Math.abs(points[i][0] - x) < 0.02 && Math.abs(points[i][1] - y) < 0.02, `${points[i]}, not ${x}, ${y}`);
};

test("legal orders in prose are those that the engine counts", async () => {
  const text = await page(
    "{{legal causal one P1:1,2 P4:-1,3,4}} {{legal FIFO all P1:1,2 P4:3,4 receivers=3}} {{legal no total P1:1,2,3,4,5,6}}",
  );
  assert.equal(text.trim(), "<p>3 216 720</p>");
});

test("the table of legal orders has a row for each kind, for any number of receivers", async () => {
  assert.deepEqual(rowsOf(await block("legal-table P1:1,2 P4:3,4 id=t")), [
    ["any order", "24", "576", "24"],
    ["FIFO", "6", "36", "6"],
    ["causal", "6", "36", "6"],
  ]);
  const [any] = rowsOf(await block("legal-table P1:1,2 P4:3,4 receivers=3"));
  assert.deepEqual(any, ["any order", "24", "13,824", "24"]);
});

test("the instrument on orders carries its table, and the page says what it counts", async () => {
  const content = await block('orders P1:1,2 P4:-1,3,4 order=causal legal=9 delivered="1,2,3,4" id=o');
  assert.match(
    content,
    /<fault-lab-orders id="o" senders="P1:1,2 P4:-1,3,4" receivers="P2 P3" delivered="1,2,3,4" order="causal">/,
  );
  assert.deepEqual(rowsOf(content)[2], ["causal", "3", "9", "3"]);
  assert.match(await block("orders P1:1,2 total=yes legal=2"), /receivers="P2 P3" total>/);
  await assert.rejects(block("orders P1:1,2 legal=5"), /legal=4 is what the engine says/);
  await assert.rejects(
    block("orders P1:1,2 legal=4 order=lexical"),
    /order must be one of no, FIFO, causal, not "lexical"/,
  );
});

test("feedback is what runs measure, and above their size what is counted", async () => {
  const rows = rowsOf(await block("feedback-table 12 1000 fanout=4"));
  const { acks, tree, nacks, implosion, levels, perMember } = await lab.ask("reliable.feedback", {
    receivers: 12,
    fanout: 4,
  });
  assert.deepEqual(rows[0], ["12", acks, nacks, implosion, tree, `${perMember} on ${levels} levels`].map(String));
  assert.deepEqual(rows[1].slice(0, 5), ["1,000", "not run", "not run", "not run", "not run"]);
  assert.equal(acks, 12);
});

test("requests are the mean of the runs beside what is expected", async () => {
  const [row] = rowsOf(await block("requests-table 16 delay=2 width=10 runs=50"));
  const asked = { losers: 16, delay: 2, width: 10, runs: 50 };
  const { sum, most, expected, expectedInTicks } = await lab.ask("reliable.requests", asked);
  assert.deepEqual(row, [
    "16",
    (sum / 50).toFixed(2),
    (expectedInTicks / 1000).toFixed(2),
    (expected / 1000).toFixed(2),
    String(most),
  ]);
  assert.ok(Math.abs(Number(row[1]) - Number(row[2])) < 1);
});

const sizes = [1, ...Array.from({ length: 20 }, (_, i) => 3 * (i + 1))];

test("the curves of feedback go through what runs measure", async () => {
  const content = await block("feedback-curve fanout=6 id=c");
  const measured = await Promise.all(sizes.map((n) => lab.ask("reliable.feedback", { receivers: n, fanout: 6 })));
  near(
    pointsOf(content, "bad", 60, 60),
    sizes.map((n, i) => [n, measured[i].acks]),
  );
  near(
    pointsOf(content, "good", 60, 60),
    sizes.map((n, i) => [n, measured[i].tree]),
  );
  near(
    pointsOf(content, "plain", 60, 60),
    sizes.map((n, i) => [n, measured[i].nacks]),
  );
  assert.match(content, /a tree of fan-out 6/);
});

test("the curve of requests goes through what is expected, with the means of runs as points", async () => {
  const content = await block("requests-curve delay=1 width=30 runs=20 id=c");
  const asked = await Promise.all(
    sizes.map((losers) => lab.ask("reliable.requests", { losers, delay: 1, width: 30, runs: 20 })),
  );
  near(
    pointsOf(content, "good", 60, 4),
    sizes.map((n, i) => [n, asked[i].expectedInTicks / 1000]),
  );
  const marks = [...content.matchAll(/class="point" cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
    ((Number(x) - 76) / 552) * 60,
    ((372 - Number(y)) / 360) * 4,
  ]);
  const means = sizes.flatMap((n, i) => (n % 6 ? [] : [[n, asked[i].sum / 20]]));
  near(marks, means);
});

test("what can't be asked stops the build, by the name of the argument", async () => {
  for (const [body, says] of [
    ["{{legal loose one P1:1}}", /"loose one": say one of no, FIFO, causal/],
    ["{{legal FIFO most P1:1}}", /"FIFO most": say .* one, all or total/],
    ["{{legal FIFO one P1}}", /"P1" is no sender/],
    ["{{legal FIFO one P1:1,x}}", /"P1:1,x" is no sender/],
    ["{{legal FIFO one P1:1,3}}", /senders must send the messages from m1 to m3/],
    ["{{legal FIFO one P1:1 P4:-1,-1,2}}", /senders\[1\]\.steps\[1\] delivers m1 twice/],
    ["{{legal FIFO one P1:1 receivers=few}}", /receivers must be a whole number, not "few"/],
    ["{{legal FIFO one P1:1 receivers=7}}", /receivers /],
    ["::: legal-table P1:7\nA.\n:::\n", /senders\[0\]\.steps\[0\] must be/],
    ["::: feedback-table 0\nA.\n:::\n", /receivers /],
    ["::: feedback-table many\nA.\n:::\n", /receivers must be a whole number, not "many"/],
    ["::: feedback-curve fanout=0\nA.\n:::\n", /fanout /],
    ["::: requests-table 4 delay=9 width=3\nA.\n:::\n", /delay must be at most the width/],
    ["::: requests-table 99\nA.\n:::\n", /losers /],
    ["::: requests-curve runs=1.5\nA.\n:::\n", /runs must be a whole number, not "1.5"/],
  ])
    await assert.rejects(page(body), says, body);
});

test("the pictures of a view change say how much each of them breaks", async () => {
  const line = "moments vsync/picture-b vsync/picture-d";
  const content = await block(`${line} violated="0 5" id=m`);
  assert.match(content, /<fault-lab-moments id="m" scenarios="vsync\/picture-b vsync\/picture-d">/);
  assert.equal(content.match(/faultlab-still"/g).length, 2);
  await assert.rejects(block(`${line} violated="0 4"`), /violated="0 5" is what the engine says/);
});
