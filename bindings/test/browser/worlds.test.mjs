// Several worlds that are one to the client, and the switch of how a server fails: by mouse and by keyboard, in narrow
// windows, and with axe. And figures inside of instruments open what a link names.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const names = ["lost-request", "lost-reply", "slow-server", "dead-server"].map((name) => `rpc/class-${name}`);

const { page, openElement } = useFigurePage({ scenarios: scenariosOf(...names) });

const open = (tag, attributes, more = {}) =>
  openElement(tag, attributes, {
    inside: "A still picture.",
    events: ["ready", "step", "world", "cause", "error"],
    ...more,
  });
const fourWorlds = () => open("fault-lab-worlds", { of: names.join(" "), knows: "client", moment: "1" });

/** What a reader sees of the worlds, and of the figure below. */
function look() {
  const inside = (tree, selector) => {
    const here = tree.querySelector(selector);
    if (here) return here;
    for (const one of tree.querySelectorAll("*")) {
      const below = one.shadowRoot && inside(one.shadowRoot, selector);
      if (below) return below;
    }
    return null;
  };
  const text = (one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const root = inside(document, "fault-lab-worlds")?.shadowRoot;
  const lab = inside(document, "fault-lab");
  return {
    alike: text(root?.querySelector(".alike")),
    seen: text(root?.querySelector(".seen .narration p")),
    crossed: root?.querySelectorAll(".seen .lost, .seen .crash-cross, .seen .crashed").length,
    worlds: [...(root?.querySelectorAll(".world") ?? [])].map((one) => text(one.querySelector("h5"))),
    apart: [...(root?.querySelectorAll(".world.apart h5") ?? [])].map(text),
    happened: [...(root?.querySelectorAll(".meanwhile") ?? [])].map(text),
    title: lab?.experiment.run?.title ?? null,
    step: lab?.experiment.at ?? null,
    lead: [...(inside(document, "fault-lab-failures")?.shadowRoot.querySelectorAll(".lead") ?? [])].map(text),
    error: text(inside(document, ".error")),
  };
}

test("to the client four worlds are one until it gives up, and a late reply tells one apart", async () => {
  await fourWorlds();
  const before = await page.evaluate(look);
  assert.match(before.alike, /In all four the client sees the same: \d+ events, compared one by one/);
  assert.match(before.seen, /gives up/);
  assert.equal(before.crossed, 0, "what is lost and who is down is not in the client's picture");
  assert.deepEqual(before.worlds, [
    "The request is lost",
    "The reply is lost",
    "The server is slow",
    "The server is dead",
  ]);
  assert.match(before.happened[0], /network loses the request/);
  assert.match(before.happened[2], /takes 30/);
  await page.evaluate(() =>
    document.querySelector("fault-lab-worlds").shadowRoot.querySelector(".world button").focus(),
  );
  await page.press("ArrowRight");
  await page.waitFor(() => document.querySelector("fault-lab-worlds").at === 2);
  const after = await page.evaluate(look);
  assert.deepEqual(after.apart, ["The server is slow"]);
  assert.match(after.alike, /“The server is slow” can be told from the first/);
});

test("a world is opened as a figure of its own, and its link opens it again", async () => {
  await fourWorlds();
  await page.click(".world:nth-child(2) button");
  await page.waitFor(() => {
    const lab = document.querySelector("fault-lab-worlds").shadowRoot.querySelector("fault-lab");
    return lab?.experiment.run?.title === "The reply is lost";
  });
  await page.evaluate(() => document.querySelector("fault-lab-worlds").shadowRoot.querySelector("fault-lab").goTo(2));
  const link = await page.evaluate(() =>
    document.querySelector("fault-lab-worlds").shadowRoot.querySelector("fault-lab").link(),
  );
  assert.match(link, /#fig-run=1\.~/);
  await open("fault-lab-worlds", { of: names.join(" "), knows: "client" }, { hash: link.slice(link.indexOf("#")) });
  const shown = () => {
    const lab = document.querySelector("fault-lab-worlds").shadowRoot.querySelector("fault-lab");
    return lab?.experiment.run ? [lab.experiment.run.title, lab.experiment.at] : null;
  };
  assert.deepEqual(await page.waitFor(shown), ["The reply is lost", 2]);
  // A press shows another, whatever the address says.
  await page.click(".world:nth-child(4) button");
  await page.waitFor(() => {
    const lab = document.querySelector("fault-lab-worlds").shadowRoot.querySelector("fault-lab");
    return lab?.experiment.run?.title === "The server is dead";
  });
});

test("a link to a run of a table is followed", async () => {
  await open("fault-lab-matrix", { of: "orphans" });
  const run = () => {
    const lab = document.querySelector("fault-lab-matrix").shadowRoot.querySelector("fault-lab");
    return lab?.experiment.run?.title ?? null;
  };
  await page.click('[data-place="3 2 0"]');
  await page.waitFor(`() => /innocent computation/.test((${run})() ?? "") || null`);
  const title = await page.evaluate(run);
  const link = await page.evaluate(() =>
    document.querySelector("fault-lab-matrix").shadowRoot.querySelector("fault-lab").link(),
  );
  await open("fault-lab-matrix", { of: "orphans" }, { hash: link.slice(link.indexOf("#")) });
  await page.waitFor(run);
  assert.equal(await page.evaluate(run), title);
  // It had nothing else to begin with, and misses nothing.
  assert.equal(
    await page.evaluate(
      () => document.querySelector("fault-lab-matrix").shadowRoot.querySelector("fault-lab").trouble?.message ?? "",
    ),
    "",
  );
  await page.click('[data-place="1 6 0"]');
  await page.waitFor(`() => /writes to stable storage/.test((${run})() ?? "") || null`);
});

test("how the server fails is switched, and what looks the same is laid beside it", async () => {
  await open("fault-lab-failures", { cause: "crash" });
  await page.waitFor(() =>
    document.querySelector("fault-lab-failures").shadowRoot.querySelector("fault-lab-worlds")?.matches(":state(ready)"),
  );
  const crash = await page.evaluate(look);
  assert.match(crash.lead[1], /Having seen “nothing in time”, it could also be/);
  assert.match(crash.alike, /In both the client sees the same/);
  await page.click('[data-other="network"]');
  await page.waitFor(() => {
    const worlds = document.querySelector("fault-lab-failures").shadowRoot.querySelector("fault-lab-worlds");
    return [...worlds.shadowRoot.querySelectorAll(".world h5")][1]?.textContent === "The network loses a message";
  });
  await page.click('[value="value"]');
  await page.waitFor(() => told.some(([type, { cause }]) => type === "faultlab-cause" && cause === "value"));
  assert.deepEqual((await page.evaluate(() => told.at(-1)))[1].beside, "state transition");
  // Where every crash is announced, nothing else looks like one.
  await page.click('[value="crash"]');
  await page.click("#detector");
  await page.waitFor(() => /word of a crash/.test(document.querySelector("fault-lab-failures").shadowRoot.textContent));
});

// Everything that can go wrong, with everything else that the client could take it for: the engine compares the two runs
// event by event, and must find what the figure says.
test("whatever is laid side by side is one to the client", async () => {
  await open("fault-lab-failures", {});
  const unlike = await page.evaluate(async () => {
    const engine = await faultlab.sharedEngine();
    const found = [];
    let pairs = 0;
    for (const requests of [1, 2]) {
      const causes = await engine.failures({ requests, detector: false, failsafe: false });
      for (const one of causes)
        for (const { text, choices } of one.views)
          for (const other of causes) {
            const same = other.views.find((view) => view.text === text);
            if (other === one || !same) continue;
            pairs++;
            const documents = [
              { ...one.document, choices },
              { ...other.document, choices: same.choices },
            ];
            const { alike } = await engine.ask("three.alike", {
              first: documents[0],
              firstChoices: null,
              second: documents[1],
              secondChoices: null,
              process: 0,
            });
            if (!alike) found.push(`${requests}: ${one.name}, ${other.name}: ${text}`);
          }
    }
    return [pairs, found];
  });
  assert.ok(unlike[0] > 50, String(unlike[0]));
  assert.deepEqual(unlike[1], []);
});

test("a process and a failure that there are not are refused with those that there are", async () => {
  await open("fault-lab-worlds", { of: names.join(" "), knows: "nobody" });
  assert.match((await page.evaluate(look)).error, /knows is "nobody"/);
  await open("fault-lab-failures", { cause: "bad luck" });
  assert.match((await page.evaluate(look)).error, /cause is "bad luck"/);
});

test("in a narrow window nothing sticks out, and buttons can be hit", async () => {
  await page.viewport(390, 900);
  for (const [tag, attributes] of [
    ["fault-lab-worlds", { of: names.join(" "), knows: "client" }],
    ["fault-lab-failures", {}],
  ]) {
    await open(tag, attributes);
    const [least, over] = await page.evaluate((tag) => {
      const buttons = document.querySelector(tag).shadowRoot.querySelectorAll("button, .cause");
      const { scrollWidth, clientWidth } = document.documentElement;
      return [Math.min(...[...buttons].map((one) => one.getBoundingClientRect().height)), scrollWidth - clientWidth];
    }, tag);
    assert.ok(least >= 44 && over <= 0, `${tag}: ${least}, ${over}`);
  }
  await page.viewport(1280, 900);
});

for (const scheme of ["light", "dark"])
  test(`axe finds nothing, ${scheme}`, async () => {
    await page.colorScheme(scheme);
    for (const tag of ["fault-lab-worlds", "fault-lab-failures"]) {
      await open(tag, tag === "fault-lab-worlds" ? { of: names.join(" "), knows: "client" } : {});
      assert.deepEqual(await axeFinds(page), []);
    }
  });
