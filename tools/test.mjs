// Runs every stage of the tests and prints one closing line: N passed, N failed.
// A stage that fails does not keep the next ones from running. They run two at a time
// where there are processors for it: a browser's tests partly wait.
//
//     node tools/test.mjs [STAGE...]
//     node tools/test.mjs --soak [STAGE...]      what takes long, and nothing else

import { availableParallelism } from "node:os";
import { endAll, runStage } from "./test/stage.mjs";
import { root, soak, test } from "./test/stages.mjs";

const soaking = process.argv[2] === "--soak";
const wanted = process.argv.slice(soaking ? 3 : 2);
const groups = soaking ? soak : test;
const known = groups.flat().map(({ name }) => name);
for (const name of wanted) {
  if (known.includes(name)) continue;
  console.error(`tools/test.mjs: there is no stage "${name}"; there are ${known.join(", ")}`);
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    endAll();
    process.exit(130);
  });
}

const results = [];
const began = Date.now();
for (const stages of groups) {
  const waiting = stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, () => lane(waiting)));
}
closing();

/** Runs one waiting stage after the other, and tells of each when it has ended. */
async function lane(waiting) {
  for (let stage = waiting.shift(); stage; stage = waiting.shift()) {
    const result = await runStage(stage, { root, tell });
    results.push(result);
    console.log(row(result));
    for (const [seconds, test] of result.tally.slowest()) console.log(`    ${fixed(seconds, 6)} s  ${test}`);
    if (result.tally.failed > 0 || stage.told)
      console.log(shortened(result.tally.report.join("\n")).replace(/^/gm, "    "));
  }
}

function tell(name, text) {
  console.log(`${name.padEnd(12)} ${text}`);
}

/** All stages once more, one under the other, and the line that counts. */
function closing() {
  const sum = (what) => results.reduce((total, result) => total + what(result), 0);
  console.log("\nstage           clock  processor");
  for (const result of results) console.log(row(result));
  const whole = { seconds: (Date.now() - began) / 1000, cpu: sum(({ cpu }) => cpu) };
  console.log(`${"all".padEnd(12)} ${fixed(whole.seconds, 6)} s   ${fixed(whole.cpu, 6)} s`);
  const failed = sum(({ tally }) => tally.failed);
  console.log(`${sum(({ tally }) => tally.passed)} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function row({ name, seconds, cpu, tally }) {
  return `${name.padEnd(12)} ${fixed(seconds, 6)} s   ${fixed(cpu, 6)} s  ${tally.passed} passed, ${tally.failed} failed`;
}

function fixed(seconds, width) {
  return seconds.toFixed(1).padStart(width);
}

/** The end of a report is where the reason stands. */
function shortened(report) {
  const lines = report.trimEnd().split("\n");
  return lines.length <= 100 ? lines.join("\n") : ["...", ...lines.slice(-100)].join("\n");
}
