// What a stage writes, line by line, told to its tally: the events of "node --test" (tools/test/events.mjs), those of
// "go test -json", or the words of a command that is one test by itself. A reader takes lines, and the code in the end.

import { relative } from "node:path";

/** The last lines that a file of tests wrote are kept, for the case that it fails. */
const kept = 40;

const skipped = "it is skipped; a test runs, or it isn't there";

/** Events of tools/test/events.mjs. */
export function node(tally, root) {
  const written = new Map();
  const place = (file) => (file ? relative(root, file) : "");
  const named = ({ file, name }) => (name === file ? place(file) : `${place(file)}: ${name}`);
  const read = (line) => {
    const event = parsed(line);
    if (!event) return tally.report.push(line);
    const seconds = event.ms / 1000;
    switch (event.type) {
      case "start":
        // A file is no test; it says something as soon as one of its own begins.
        if (event.name !== event.file) tally.began(named(event));
        break;
      case "end":
        tally.ended(named(event));
        break;
      case "pass":
        tally.pass(named(event), seconds);
        break;
      case "skip":
        tally.fail(named(event), seconds, `${named(event)}: ${skipped}`);
        break;
      case "fail": {
        const at = event.line ? `:${event.line}` : "";
        const said = written.get(event.file)?.join("") ?? "";
        tally.fail(named(event), seconds, `${named(event)}\n  at ${place(event.file)}${at}\n${event.why}\n${said}`);
        break;
      }
      case "output":
        written.set(event.file, [...(written.get(event.file) ?? []), event.text].slice(-kept));
        break;
    }
  };
  return { read, end: (code) => endOfTests(tally, code) };
}

/** Events of "go test -json". */
export function go(tally) {
  const output = new Map();
  const short = (pkg) => pkg?.replace(/^faultlab\//, "") ?? "";
  const read = (line) => {
    const event = parsed(line);
    if (!event) return tally.report.push(line);
    const { Action, Package, ImportPath, Test, Output, Elapsed = 0 } = event;
    const key = `${Package ?? ImportPath} ${Test ?? ""}`;
    const test = Test ? `${short(Package)} ${Test}` : short(Package);
    switch (Action) {
      case "run":
        tally.began(test);
        break;
      case "output":
      case "build-output":
        output.set(key, (output.get(key) ?? "") + Output);
        break;
      case "build-fail":
        tally.report.push(output.get(key) ?? "");
        break;
      case "pass":
        tally.ended(test);
        if (Test) tally.pass(test, Elapsed);
        break;
      case "fail":
        tally.ended(test);
        if (Test) tally.fail(test, Elapsed, output.get(key) ?? "");
        else tally.report.push(output.get(key) ?? "");
        break;
      case "skip":
        tally.ended(test);
        // A package without tests is skipped as well.
        if (Test) tally.fail(test, Elapsed, `${test}: ${skipped}`);
        break;
    }
    if (Action === "pass" || Action === "skip") output.delete(key);
  };
  return { read, end: (code) => endOfTests(tally, code) };
}

/** A command that tests something as a whole: it counts when it ends. */
export function plain(tally) {
  return {
    read: (line) => tally.report.push(line),
    end: (code) => {
      if (code === 0) tally.passed++;
      else failWithoutTest(tally, code);
    },
  };
}

/** Where no test ran, nothing was tested. */
function endOfTests(tally, code) {
  if (tally.passed + tally.failed > 0 || code !== 0) return failWithoutTest(tally, code);
  tally.failed++;
  tally.report.push("no test ran");
}

/** A command may fail without a test that does. */
function failWithoutTest(tally, code) {
  if (code === 0) return;
  if (tally.failed === 0) tally.failed++;
  tally.report.push(`ended with ${code}`);
}

function parsed(line) {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
