// Which tests run in which browser. All of them run in Chromium. In Firefox and WebKit those run whose subject differs
// between engines; the others are about the tree that we build, which is the same in every browser, and are left to
// "tools/build.sh soak", which runs everything everywhere. Here, and only here, stands what is in the sample and why.

import { basename } from "node:path";
import { after, test } from "node:test";
import { browser } from "./browsers.mjs";

/** The reasons, and what it is that engines do each in their own way. */
const reasons = {
  start: "an element is defined, finds its attributes and children, and comes alive",
  keys: "where the focus is, what Tab and arrows do to it, and what a key does to a button, a slider or a summary",
  pointer: "which element a mouse or a finger hits, in SVG and in a shadow tree, and what a drag tells",
  layout: "sizes and overflow: fonts, container queries, scroll bars, the height of form controls",
  worker: "workers and WebAssembly: where they may run, how they die, and how much memory there is",
  time: "animation, timers and frames",
  address: "fragments, and pages from a disk",
  stream: "decompression",
  frame: "frames, sandboxes and messages between them",
  tree: "the accessibility tree, of one figure and one chapter; what axe looks at hardly differs",
  trace: "the same run is the same bytes",
};

const all = /./;

/** By file and reason, the names of tests, or patterns of names. */
const sample = {
  "claims.test.mjs": { layout: ["at 390 pixels nine claims are a line, and what falls is shown where its room was"] },
  "embed.test.mjs": { frame: [all] },
  "endless.test.mjs": { worker: [all] },
  "engine.test.mjs": { worker: [all] },
  "explore.test.mjs": {
    keys: [
      "by keyboard alone: begin, stop, and begin again",
      "the table of all runs is walked by keyboard, and each of them opens",
    ],
    pointer: ["one click tries everything, and a refutation opens at the step at which the claim falls"],
    layout: ["nothing is too small or too wide, 390 pixels"],
    worker: [
      "while 200,000 states are tried the page draws frame after frame, and is told how far it is",
      "on the page's own thread a search gives way between slices",
      "stopped, a search ends at once, and the engine answers others",
      "the bounds on memory and on states end what never ends, with the verdict left open",
      "when the engine is lost in the middle the figure says so, lives, and can try again",
    ],
  },
  "figure.test.mjs": {
    start: ["a figure comes alive where its author wants it to", "many figures on a page share one engine"],
    keys: [
      "it is worked by keyboard alone: step, scrub, choose, undo",
      "the nodes of a tree are one stop of the tab key, and the arrows walk among them",
      "the scrubber goes anywhere",
      "who is faulty is said by keyboard: the panel takes the focus, keeps it, and gives it back",
      "pointing at a line of the log marks its event in every picture",
    ],
    pointer: [
      "a part of a circuit fails at a touch and at a key, in each way it can, and is right again",
      "a violated claim leads to the event that breaks it, with its past lit and its words",
    ],
    layout: [
      "the still stands in until the figure is alive, and is gone then",
      "nothing moves when the words change, 390 pixels",
      "nothing moves when a figure comes alive, or a remark comes, 390 pixels",
      "at 390 pixels everything that is touched is 44 pixels high, and nothing is wider than the screen",
    ],
    time: ["it plays to the end, and stops there"],
    address: ["a link opens the same run at the same step"],
  },
  "instruments.test.mjs": {
    keys: [
      "a circumstance is chosen by the arrows, tried, and shows the run that was found",
      "a link is cut by keyboard and joined by its name, and the engine says what that does",
    ],
    pointer: ["enough are proved enough, one fewer is broken, and each opens its run"],
  },
  "log.test.mjs": {
    keys: ["a property is chosen, and events are stepped, by keyboard"],
    layout: ["nothing is too small or too wide, 390 pixels"],
  },
  "long.test.mjs": {
    pointer: ["a touch on the strip below the diagram goes there, and a drag along it scrubs"],
    layout: [
      "a folded log is not written, and of an open one there is the end",
      "what is written of a run of ten thousand events is what is on screen, wherever one is",
      "so it is of a log of ten thousand events, shiviz, and of one that is five times shorter",
    ],
  },
  "matrix.test.mjs": {
    keys: ["the arrows lead from cell to cell, and Enter opens"],
    pointer: ["a cell of the print server opens its run by mouse"],
    layout: ["on a narrow screen every cell can be hit, and nothing sticks out"],
  },
  "moments.test.mjs": {
    keys: ["the arrows move a delivery behind the change of the view, and past the end of all"],
    pointer: ["a drag does the same, and comes back"],
    layout: ["on a narrow screen time runs down, and nothing sticks out"],
  },
  "orders.test.mjs": {
    keys: [
      "one order for all is asked by a press, and a pair of receivers breaks it",
      "a delivery is drawn before a multicast, and moved and removed by the keyboard",
    ],
    pointer: ["a receiver's order is composed by dragging"],
    layout: ["on a narrow screen everything can be hit, and nothing sticks out"],
  },
  "play.test.mjs": {
    keys: ["by keyboard alone a traitor among three wins, takes it back, and gives the chance away"],
    pointer: [
      "by mouse the shortest way to win is shown from where the reader is, and opens as a run",
      "by touch at 390 pixels every message is sent, and all that is touched is 44 pixels high",
      "by touch at 390 pixels a traitor shows each lieutenant another chain, in the picture of chains",
    ],
    layout: ["nothing is too wide, 390 pixels"],
    worker: ["a proof is stopped, and what was decided stays"],
  },
  "player.test.mjs": {
    address: [
      "a failed run opens from a file where its claim is broken, and can be stepped and scrubbed",
      /^the viewer that is checked in/,
    ],
    keys: ["what was chosen is listed, and each choice leads to its step"],
    layout: ["nothing is wider than a narrow screen"],
    stream: ["a run that is damaged, or missing, is told", "a script that was put into the page isn't run"],
  },
  "refused.test.mjs": {
    start: ["a bad document is refused with its field and what is allowed, in the figure and as an event"],
  },
  "site.test.mjs": {
    address: [/\((web|folder)\)$/],
    keys: ["the first tab stop leads past the header to the text"],
    layout: ["no page is wider than a small screen"],
    tree: [/^axe finds nothing on masking-by-redundancy\.html/],
  },
  "tables.test.mjs": {
    keys: [
      "a lie is authored by keyboard alone, and the focus comes back to its cell",
      "rules are made by hand, and picked by keyboard; each pair is refuted",
    ],
    pointer: [
      "a lie is authored for one receiver by mouse, and the others stay",
      "pointing at a cell marks its message in the space–time diagram",
    ],
    layout: ["on a narrow screen cells can still be hit"],
    tree: ["axe finds nothing in fault-lab byzantine/signed-4-1-median, dark"],
  },
  "totals.test.mjs": {
    keys: ["generals are worked by keyboard: one stop of the tab key, arrows walk, Enter and Space turn"],
    pointer: ["a touch on a general makes it a traitor"],
    layout: ["nothing is too small or too wide, 390 pixels"],
    address: ["a figure whose run would be too big shows totals in its place, and a link to them opens"],
  },
  "traces.test.mjs": { trace: [all] },
  "worlds.test.mjs": {
    keys: ["to the client four worlds are one until it gives up, and a late reply tells one apart"],
    address: [
      "a world is opened as a figure of its own, and its link opens it again",
      "a link to a run of a table is followed",
    ],
    layout: ["in a narrow window nothing sticks out, and buttons can be hit"],
  },
};

/** Whether everything is asked for in every browser. */
const complete = browser === "chromium" || process.env.FAULTLAB_COMPLETE === "1";

/** The function `test` of a file of tests, given as its import.meta.url: it leaves out what isn't in the sample. */
export function inEngines(url) {
  const file = basename(new URL(url).pathname);
  const chosen = Object.entries(sample[file] ?? {});
  if (chosen.length === 0)
    throw new Error(`sample.mjs has nothing of ${file}: choose what it is about in every browser`);
  for (const [reason] of chosen) {
    if (!reasons[reason]) throw new Error(`sample.mjs: ${reason} is no reason; ${Object.keys(reasons).join(", ")} are`);
  }
  const waiting = new Set(chosen.flatMap(([, names]) => names));
  after(() => {
    if (waiting.size > 0) throw new Error(`sample.mjs names what isn't in ${file}: ${[...waiting].join("; ")}`);
  });
  return (name, run) => {
    let found = false;
    for (const [, names] of chosen)
      for (const one of names) {
        if (one instanceof RegExp ? !one.test(name) : one !== name) continue;
        waiting.delete(one);
        found = true;
      }
    if (found || complete) test(name, run);
  };
}
