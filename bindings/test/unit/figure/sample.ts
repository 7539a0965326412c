// Small runs for tests of the views, written down event by event, so that these tests need no engine. The real thing
// is drawn by the tests in a browser.

import { type Claim, decodeRun, type Run, Status } from "../../../src/operations/run.ts";
import { Kind, Reason } from "../../../src/views/codes.ts";

interface Line {
  kind: number;
  process: number;
  peer?: number;
  value?: number;
  truth?: number;
  reason?: number;
  arg?: number;
  message?: number;
  span?: readonly number[];
  says?: string;
  /** What its process knows of it, if that is less. */
  known?: string;
}

/** Writes a trace in the format of the wire, and reads it back as a run. */
export class Script {
  step = -1;
  time = 1;
  readonly lines: (Line & { step: number; time: number })[] = [];
  readonly clock: number[] = [];
  readonly claims: Claim[] = [];

  add(line: Line): number {
    this.lines.push({ ...line, step: this.step, time: this.time });
    return this.lines.length - 1;
  }

  next(): void {
    this.step++;
    this.clock.push(this.time);
  }

  run(about: Partial<Pick<Run, "title" | "protocol" | "processes" | "values" | "shape" | "views">>): Run {
    const records = new DataView(new ArrayBuffer(this.lines.length * 32));
    const pool = [0];
    const sentences: string[] = [];
    const said: number[] = [];
    const known: number[] = [];
    for (const [i, line] of this.lines.entries()) {
      const at = i * 32;
      const bytes = [
        line.kind,
        line.reason ?? 0,
        line.process,
        line.peer ?? 255,
        0,
        line.value ?? 255,
        line.truth ?? 255,
        0,
      ];
      for (const [j, byte] of bytes.entries()) records.setUint8(at + j, byte);
      records.setUint32(at + 8, line.arg ?? 0, true);
      records.setInt32(at + 12, -1, true);
      records.setInt32(at + 16, line.time, true);
      records.setInt32(at + 20, line.step, true);
      records.setInt32(at + 24, line.message ?? -1, true);
      records.setUint32(at + 28, line.span ? pool.length : 0, true);
      if (line.span) pool.push(line.span.length, ...line.span);
      said.push(line.says ? sentences.push(line.says) - 1 : 0xffffffff);
      if (line.known) known.push(i, sentences.push(line.known) - 1);
    }
    const bytesOf = (numbers: readonly number[]) => new Uint8Array(new Uint32Array(numbers).buffer);
    const claims = this.claims.map(
      (c) => [c.name, c.title, c.changes, c.witnessProcesses, c.witnessEvents, c.words, c.void] as const,
    );
    return decodeRun([
      about.title ?? "A sample",
      about.protocol ?? "sample",
      (about.processes ?? []).map((p) => [p.name, p.role, p.models, p.faulty] as const),
      this.step + 1,
      "quiescent",
      new Uint8Array(records.buffer),
      bytesOf(pool),
      sentences,
      bytesOf(said),
      [],
      claims,
      [],
      [],
      [],
      about.values ?? [],
      [],
      about.shape ?? [],
      about.views ?? ["space-time"],
      [0, []],
      bytesOf(this.clock),
      0,
      "",
      bytesOf(known),
      [],
    ]);
  }
}

interface General {
  n: number;
  m: number;
  traitors?: readonly number[];
  /** What a traitor says: to whom, at which node of the tree, when the protocol would say this value; 255 is silence. */
  lie?: (from: number, to: number, node: number, truth: number) => number;
}

const attack = 1;
const retreat = 0;

/** OM(m) by the letter: rounds of messages along the tree, then each lieutenant folds its tree from the leaves. */
export function generals({ n, m, traitors = [], lie = (_f, _t, _n, v) => v }: General): Run {
  const script = new Script();
  const shape: number[][] = [[-1, 0, 0]];
  const path = (node: number): number[] => (node < 0 ? [] : [...path(shape[node]![0]!), shape[node]![1]!]);
  for (let node = 0; node < shape.length; node++) {
    if (shape[node]![2]! === m) continue;
    for (let p = 0; p < n; p++) if (!path(node).includes(p)) shape.push([node, p, shape[node]![2]! + 1]);
  }
  const names = ["commander", ...Array.from({ length: n - 1 }, (_, i) => `L${i + 1}`)];
  const word = (value: number): string => ["retreat", "attack"][value] ?? "nothing";
  const got = names.map(() => new Map<number, number>());
  got[0]!.set(-1, attack);
  for (let p = 0; p < n; p++)
    script.add({
      kind: Kind.start,
      process: p,
      ...(p === 0 ? { value: attack, says: "The commander wants to attack." } : {}),
    });
  for (let level = 0; level <= m; level++) {
    const sent: number[] = [];
    for (const [node, [parent, from, at]] of (shape as [number, number, number][]).entries()) {
      if (at !== level) continue;
      for (let to = 0; to < n; to++) {
        if (path(node).includes(to)) continue;
        sent.push(
          script.add({ kind: Kind.send, process: from, peer: to, arg: node, value: got[from]!.get(parent) ?? retreat }),
        );
      }
    }
    for (const message of sent) {
      const { process: from, peer: to = 0, arg: node = 0, value: truth = 0 } = script.lines[message]!;
      const value = traitors.includes(from) ? lie(from, to, node, truth) : truth;
      script.next();
      if (value === 255) {
        script.add({
          kind: Kind.drop,
          process: to,
          peer: from,
          arg: node,
          reason: Reason.silence,
          message,
          says: `${names[from]} says nothing to ${names[to]}.`,
        });
        continue;
      }
      got[to]!.set(node, value);
      script.add({
        kind: Kind.receive,
        process: to,
        peer: from,
        arg: node,
        value,
        truth,
        message,
        reason: value === truth ? 0 : Reason.lie,
        says:
          value === truth
            ? `${names[to]} hears ${word(value)} from ${names[from]}.`
            : `${names[from]} tells ${names[to]} ${word(value)}; true would be ${word(truth)}.`,
      });
    }
    script.next();
    script.time++;
    if (level < m) script.add({ kind: Kind.round, process: 255 });
  }
  const fold = (p: number, node: number): number => {
    const own = got[p]!.get(node) ?? retreat;
    const children = shape.flatMap(([parent, from], i) => (parent === node && from !== p ? [{ i, from: from! }] : []));
    if (shape[node]![2] === m || (children.length === 0 && shape[node]![2]! >= m)) return own;
    const inputs = new Array<number>(n).fill(-1);
    inputs[p] = own;
    for (const { i, from } of children) inputs[from] = fold(p, i);
    const votes = inputs.filter((v) => v >= 0);
    const ayes = votes.filter((v) => v === attack).length;
    const value = ayes * 2 > votes.length ? attack : retreat;
    const reason = ayes * 2 === votes.length ? Reason.tie : Reason.majority;
    script.add({ kind: Kind.vote, process: p, arg: node, value, reason, span: votes });
    return value;
  };
  const results = names.map((_, p) => (p === 0 ? attack : fold(p, 0)));
  const decisions: number[] = [];
  for (let p = 1; p < n; p++)
    decisions.push(
      script.add({
        kind: Kind.decide,
        process: p,
        value: results[p]!,
        says: `${names[p]} decides ${word(results[p]!)}.`,
      }),
    );
  claim(
    script,
    "IC1",
    "all loyal lieutenants obey the same order",
    decisions,
    (p, seen) => traitors.includes(p) || seen.every((v) => v === results[p]),
    results,
    traitors,
  );
  claim(
    script,
    "IC2",
    "if the commander is loyal, every loyal lieutenant obeys his order",
    decisions,
    (p) => traitors.includes(0) || traitors.includes(p) || results[p] === attack,
    results,
    traitors,
  );
  return script.run({
    title: `OM(${m}) with ${n} generals`,
    protocol: "byzantine/oral",
    values: ["retreat", "attack"],
    shape,
    views: ["space-time", "tree"],
    processes: names.map((name, p) => ({
      name,
      role: p === 0 ? "commander" : "lieutenant",
      models: traitors.includes(p) ? 31 : 0,
      faulty: traitors.includes(p),
    })),
  });
}

function claim(
  script: Script,
  name: string,
  title: string,
  decisions: number[],
  fine: (p: number, seen: number[]) => boolean,
  results: number[],
  traitors: readonly number[],
): void {
  const changes: [number, number, Status][] = [[0, -1, Status.open]];
  const seen: number[] = [];
  const witness: number[] = [];
  for (const event of decisions) {
    const p = script.lines[event]!.process;
    if (!witness.length && !fine(p, seen)) {
      witness.push(event);
      changes.push([script.step, event, Status.violated]);
    }
    if (!traitors.includes(p)) seen.push(results[p]!);
  }
  if (!witness.length) changes.push([script.step, decisions.at(-1)!, Status.holds]);
  script.claims.push({ name, title, changes, witnessProcesses: [], witnessEvents: witness, words: "", void: "" });
}

/** Three senders and a crash: what is held, delivered, lost and left behind. */
export function network(): Run {
  const s = new Script();
  const names = ["P1", "P2", "P3", "P4"];
  s.time = 0;
  for (let p = 0; p < 4; p++) s.add({ kind: Kind.start, process: p });
  const a = [1, 2, 3].map((peer) => s.add({ kind: Kind.send, process: 0, peer }));
  const step = (line: Line): number => {
    s.next();
    return s.add(line);
  };
  step({ kind: Kind.receive, process: 1, peer: 0, message: a[0]!, says: "P2 receives m1." });
  s.add({ kind: Kind.deliver, process: 1, peer: 0, message: a[0]! });
  const b = [0, 2, 3].map((peer) => s.add({ kind: Kind.send, process: 1, peer }));
  step({ kind: Kind.receive, process: 2, peer: 1, message: b[1]!, says: "P3 receives m2." });
  s.add({ kind: Kind.hold, process: 2, peer: 1, message: b[1]! });
  s.time = 1;
  step({ kind: Kind.crash, process: 1, says: "P2 crashes." });
  step({ kind: Kind.drop, process: 3, peer: 1, message: b[2]!, reason: Reason.cut, says: "m2 to P4 is lost." });
  step({ kind: Kind.drop, process: 3, peer: 0, message: a[2]!, reason: Reason.loss, says: "m1 to P4 is lost." });
  step({ kind: Kind.receive, process: 2, peer: 0, message: a[1]!, says: "P3 receives m1." });
  s.add({ kind: Kind.deliver, process: 2, peer: 0, message: a[1]! });
  step({ kind: Kind.deliver, process: 2, peer: 1, message: b[1]!, says: "P3 delivers m2." });
  return s.run({
    title: "A crash while multicasting",
    processes: names.map((name) => ({ name, role: "", models: 0, faulty: false })),
  });
}

/** Three stages of three modules and three voters. Modules add nothing to their input; some parts put out another value. */
export function redundant(wrong: Readonly<Record<string, number>>): Run {
  const script = new Script();
  const names: string[] = [];
  const shape: number[][] = [];
  for (let stage = 0; stage < 3; stage++) {
    for (let lane = 0; lane < 3; lane++) {
      names.push(`${"ABC"[stage]}${lane + 1}`);
      shape.push([2 * stage, lane, 0, ...(stage > 0 ? [6 * stage - 3 + lane] : [])]);
    }
    for (let lane = 0; lane < 3; lane++) {
      names.push(`V${3 * stage + lane + 1}`);
      shape.push([2 * stage + 1, lane, 1, 6 * stage, 6 * stage + 1, 6 * stage + 2]);
    }
  }
  for (const process of names.keys()) script.add({ kind: Kind.start, process });
  const out: number[] = [];
  for (const [part, [, , kind, ...inputs]] of shape.entries()) {
    script.next();
    const name = names[part]!;
    const votes = inputs.map((input) => out[input]!);
    const value = votes.find((vote, i) => votes.indexOf(vote) !== i) ?? 255;
    const right = kind === 1 ? value : (votes[0] ?? 1);
    out[part] = wrong[name] ?? right;
    script.add({
      kind: kind === 1 ? Kind.vote : Kind.output,
      process: part,
      value: out[part]!,
      truth: right,
      reason: out[part] === 255 ? Reason.undefined : out[part] === right ? 0 : Reason.lie,
      span: votes,
      says: `${name} puts out its value.`,
    });
  }
  return script.run({
    title: "Triple modular redundancy",
    protocol: "tmr/circuit",
    values: ["0", "1", "2"],
    shape,
    views: ["circuit"],
    processes: names.map((name) => ({ name, role: "", models: 0, faulty: name in wrong })),
  });
}
