// The game of the traitor and the proofs in the page, without a page.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { createEngine, type Engine } from "../../../src/engine/index.ts";
import { brokenBy, Game, open } from "../../../src/play/game.ts";
import { documentOf, type Level, levelsOf, levelWords, placementsOf, usualLevels } from "../../../src/play/levels.ts";
import { prove, shortNumber } from "../../../src/play/proof.ts";

const root = existsSync("testdata") ? "." : "..";

let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
});

const level = (word: string): Level => levelsOf(word)[0]!;

async function begin(word: string, place = 0): Promise<Game> {
  const game = new Game(async () => engine, level(word));
  await game.begin(game.level, placementsOf(game.level)[place]);
  return game;
}

const standing = (game: Game): string[] =>
  game.standing.map(({ claim, verdict, more }) => `${claim} ${verdict}${more === null ? "" : ` ${more}`}`);

/** Plays the option whose words end so. */
async function say(game: Game, end: string): Promise<void> {
  const option = game.turn!.options.find(({ text }) => text.includes(end));
  assert.ok(option, `${end} is none of ${game.turn!.options.map(({ text }) => text)}`);
  await game.play(option);
}

test("one lie wins among three, and the truth gives the chance away", async () => {
  const game = await begin("oral-3-1-1");
  assert.equal(game.messages, 1);
  assert.deepEqual(standing(game), ["IC1 holds", "IC2 violated 1"]);
  await say(game, "attack");
  assert.ok(game.over);
  assert.deepEqual(game.broken, []);
  assert.equal(game.lostAt, 1);
  await game.takeBack();
  await say(game, "retreat");
  assert.deepEqual(game.broken, ["IC2"]);
  assert.equal(game.lostAt, 0);
});

test("the shortest way to win is played from where the reader is, and taken back", async () => {
  const game = await begin("oral-4-2-1");
  const [first] = game.standing;
  assert.deepEqual(standing(game), ["IC1 violated 2", "IC2 violated 2"]);
  await game.play(game.turn!.options[0]!);
  assert.ok(open(game.standing));
  await game.showShortest();
  assert.ok(game.over);
  assert.ok(brokenBy(game.run!).includes(game.shortest!.claim));
  assert.equal(game.shortest!.choices.length, Number(first!.more));
  await game.takeBack();
  assert.equal(game.over, false);
  assert.equal(game.plays.length, 1);
});

test("whatever is played, what is said to be possible is possible, and what isn't never happens", async () => {
  for (const [word, place] of [
    ["oral-4-1-1", 0],
    ["oral-4-1-1", 2],
    ["oral-4-2-1", 0],
    ["oral-5-1-2", 0],
    ["oral-5-1-2", 2],
    ["signed-3-1-1", 2],
    ["signed-4-1-2", 2],
  ] as const) {
    for (const seed of [1, 2, 3]) {
      const game = await begin(word, place);
      let random = seed;
      let hopeless = !open(game.standing);
      while (game.turn) {
        for (const { choices, claim } of game.standing)
          if (choices) assert.ok(brokenBy(await engine.run(game.document, choices)).includes(claim));
        random = (random * 48271) % 2147483647;
        await game.play(game.turn.options[random % game.turn.options.length]!);
        if (hopeless) assert.ok(!open(game.standing), `${word}: a chance that was lost came back`);
        hopeless = !open(game.standing);
      }
      assert.equal(game.broken.length > 0, !hopeless, `${word}, ${seed}: ${game.broken} after ${standing(game)}`);
    }
  }
});

test("who leaves the rest to the rules sees what comes of it, and can take that back", async () => {
  const game = await begin("signed-4-1-2", 2);
  const before = standing(game);
  assert.ok(open(game.standing));
  await game.resign();
  assert.ok(game.over);
  assert.deepEqual(game.broken, []);
  assert.ok(game.couldWin);
  await game.takeBack();
  assert.deepEqual(standing(game), before);
});

test("a message that is not this turn's is none", async () => {
  const game = await begin("oral-4-2-1");
  const [old] = game.turn!.options;
  await game.play(old!);
  const { plays } = game;
  await game.play(old!);
  assert.equal(game.plays, plays);
});

test("every level of the game begins with somebody who has something to say", async () => {
  for (const one of levelsOf(usualLevels)) {
    for (const place of placementsOf(one)) {
      const game = new Game(async () => engine, one);
      await game.begin(one, place);
      assert.ok(game.turn, levelWords(one));
      assert.equal(game.standing.length, 2);
      assert.equal(
        (await engine.run(documentOf(one, place), [])).processes.filter(({ faulty }) => faulty).length,
        one.traitors,
      );
    }
  }
});

test("a size is read, and what is none says what is", () => {
  assert.deepEqual(level("signed-4-1-2"), { signed: true, n: 4, m: 1, traitors: 2 });
  assert.deepEqual(level("oral-7-2"), { signed: false, n: 7, m: 2, traitors: 2 });
  for (const [word, message] of [
    ["oral-7", /is no size/],
    ["oral-2-1", /has 2 generals/],
    ["signed-7-1", /has 7 generals/],
    ["oral-4-2-4", /has 4 traitors/],
    ["oral-4-0", /has 0 traitors/],
  ] as const)
    assert.throws(
      () => levelsOf(word),
      (error: Error & { allowed?: string[] }) => message.test(error.message) && (error.allowed?.length ?? 0) > 0,
    );
});

test("a size is proved over all sets of at most so many, or comes with a run that breaks it", async () => {
  const holds = await prove(engine, level("oral-4-1"));
  assert.deepEqual(holds.broken, []);
  assert.equal(holds.sets, 5n);
  // Each of three lieutenants, for two orders, has two messages of three kinds; the commander three; and nobody, for two.
  assert.equal(holds.behaviours, 3n * 2n * 9n + 27n + 2n);
  for (const [word, claims] of [
    ["oral-3-1", ["IC2"]],
    ["oral-6-2", ["IC1", "IC2"]],
    ["signed-4-1-2", ["IC1"]],
  ] as const) {
    const { broken } = await prove(engine, level(word));
    assert.deepEqual(
      broken.map(({ claim }) => claim),
      claims,
    );
    for (const { claim, document, choices, lies, traitors } of broken) {
      const run = await engine.run(document, choices!);
      assert.ok(brokenBy(run).includes(claim));
      assert.equal(String(run.choices.length), lies);
      assert.deepEqual(
        run.processes.filter(({ faulty }) => faulty).map(({ name }) => name),
        traitors,
      );
    }
  }
});

test("signed messages are proved state by state, for both orders", async () => {
  const seen: number[] = [];
  const { broken, states, sets } = await prove(engine, level("signed-4-2"), { onStates: (now) => seen.push(now) });
  assert.deepEqual(broken, []);
  assert.equal(sets, 11n);
  assert.equal(states, seen.at(-1));
  assert.deepEqual(
    seen,
    [...seen].sort((a, b) => a - b),
  );
});

test("a proof is stopped", async () => {
  const turn = new AbortController();
  const stopped = prove(engine, level("signed-5-3"), { signal: turn.signal, onStates: () => turn.abort() });
  await assert.rejects(stopped);
});

test("a number is short, whatever its size", () => {
  assert.deepEqual(shortNumber(123456789n), { digits: "123456789", power: 0 });
  assert.deepEqual(shortNumber(3n ** 50n), { digits: "7.17", power: 23 });
});
