// What a command and all that it has started have cost, in seconds of the processor. The shell's "times" knows of what
// was started and waited for, and browsers leave most of their processes to nobody: on Linux these are looked up while
// they live.

import { readdirSync, readFileSync } from "node:fs";

/** Ticks of the clock in /proc: a hundred a second, wherever Linux runs. */
const ticks = 100;

export class Cost {
  #root;
  /** By process: its number and the moment at which it began, since numbers are used again. */
  #seen = new Map();

  constructor(pid) {
    this.#root = pid;
  }

  /** Looks at all processes; to be called about every second. */
  look() {
    const processes = readProcesses();
    const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
    for (const { pid, group, began, spent } of processes) {
      const key = `${pid} ${began}`;
      if (this.#seen.has(key) || group === this.#root || this.#isBelow(pid, parents)) this.#seen.set(key, spent);
    }
  }

  #isBelow(pid, parents) {
    for (let p = pid; p > 1; p = parents.get(p)) if (p === this.#root) return true;
    return false;
  }

  /** Neither way sees everything: what was left alone, or what was gone before it was looked at. The larger one is nearer. */
  seconds(times) {
    const seen = [...this.#seen.values()].reduce((sum, spent) => sum + spent, 0) / ticks;
    return Math.max(seen, secondsOf(times));
  }
}

/** Reads the second line of the shell's "times", which is about what it has started: 0m1.234s 0m0.567s. */
function secondsOf(times) {
  const ofChildren = times.trim().split("\n")[1] ?? "";
  return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0);
}

function readProcesses() {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // Its name stands in brackets, and may have anything in it.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const [parent, group, user, system, began] = [1, 2, 11, 12, 19].map((i) => Number(fields[i]));
      return [{ pid: Number(pid), parent, group, began, spent: user + system }];
    } catch {
      return []; // it has ended
    }
  });
}
