// Runs one stage: a command whose tests are counted while they run. A stage that makes progress may take as long as it
// takes; one that says nothing for too long is ended, and the test that was running is named.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Cost } from "./cost.mjs";
import { Tally } from "./tally.mjs";

const groups = new Set();

/** Ends all that still runs, when the whole is ended from outside. */
export function endAll() {
  for (const pid of groups) kill(pid, "SIGKILL");
}

/**
 * Resolves to the stage's tally, with `seconds` of the clock and `cpu` seconds of the processor. `tell` gets a line about
 * every half minute, and one as soon as a test fails.
 */
export async function runStage({ name, command, read, env = {} }, { root, tell, now = Date.now, every = 30_000 }) {
  const started = now();
  const tally = new Tally(started);
  // What is started inside must not hold the pipe on which the shell says what all of it has cost.
  const child = spawn("bash", ["-o", "pipefail", "-c", `(${command}\n) 3>&-\ncode=$?; times >&3; exit $code`], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    detached: true,
  });
  groups.add(child.pid);
  const cost = new Cost(child.pid);

  const reader = read(tally, root);
  let errors = "";
  let times = "";
  let failures = 0;
  let given = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    tally.heard(now());
    if (given) return; // it is counted already; what comes now is its last words
    reader.read(line);
    if (tally.failed > failures)
      tell(name, `${tally.failed} failed, the last of them ${firstLine(tally.report.at(-1))}`);
    failures = tally.failed;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    errors += text;
  });
  child.stdio[3].setEncoding("utf8").on("data", (text) => {
    times += text;
  });

  const telling = setInterval(() => tell(name, progress(tally, now() - started)), every);
  const watching = setInterval(() => {
    cost.look();
    const why = tally.hangs(now());
    if (!why || given) return;
    given = true;
    for (const test of tally.running.size > 0 ? tally.running : [name]) tally.fail(test, 0, `${test}: ${why}`);
    tell(name, why);
    // A Go test says where it is when it is asked to quit.
    kill(child.pid, "SIGQUIT");
    setTimeout(() => kill(child.pid, "SIGKILL"), 5_000).unref();
  }, 1_000);
  const code = await new Promise((done) => child.on("close", (code, signal) => done(signal ?? code)));
  clearInterval(telling);
  clearInterval(watching);
  groups.delete(child.pid);

  reader.end(code);
  if (errors.trim()) tally.report.push(errors.trim());
  return { name, tally, seconds: (now() - started) / 1000, cpu: cost.seconds(times) };
}

function progress(tally, milliseconds) {
  // The last that began: tests run inside of others.
  const [latest, ...others] = [...tally.running].reverse();
  const running = latest ? `; now ${latest}${others.length > 0 ? ` and ${others.length} more` : ""}` : "";
  return `${clock(milliseconds)}  ${tally.passed} passed, ${tally.failed} failed${running}`;
}

function clock(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

const firstLine = (text) => text.slice(0, `${text}\n`.indexOf("\n"));

function kill(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
