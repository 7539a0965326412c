// What is known of a stage while it runs: how many tests have passed and failed, which ones run now, how long the
// slowest ones took, and when anything was last heard. It has no clock: whoever calls says what time it is.

/** So long may the tests of a stage say nothing while one of them runs. */
export const testSilence = 120_000;
/** So long may nothing be said while none runs: something is being compiled, or a browser starts. */
export const otherSilence = 600_000;

export class Tally {
  passed = 0;
  failed = 0;
  /** What is to be read of failures, in the order in which they came. */
  report = [];
  /** The tests that have begun and not ended, by name. */
  running = new Set();
  #slow = [];
  #heard;

  constructor(now) {
    this.#heard = now;
  }

  /** Something was heard of a test, or of what runs the tests. */
  heard(now) {
    this.#heard = now;
  }

  began(test) {
    this.running.add(test);
  }

  ended(test) {
    this.running.delete(test);
  }

  pass(test, seconds) {
    this.passed++;
    this.#took(test, seconds);
  }

  fail(test, seconds, text) {
    this.failed++;
    this.report.push(text);
    this.#took(test, seconds);
  }

  /** Why the stage must be given up now, with the tests that ran; undefined as long as it is alive. */
  hangs(now) {
    const silent = now - this.#heard;
    if (silent <= (this.running.size > 0 ? testSilence : otherSilence)) return undefined;
    const what = this.running.size > 0 ? `while these ran: ${[...this.running].join(", ")}` : "and no test was running";
    return `nothing was heard for ${Math.round(silent / 1000)} seconds, ${what}`;
  }

  /** The slowest tests, the slowest first, as [seconds, test]. */
  slowest(most = 10) {
    return this.#slow.toSorted(([a], [b]) => b - a).slice(0, most);
  }

  #took(test, seconds) {
    this.#slow.push([seconds, test]);
  }
}
