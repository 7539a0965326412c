// What becomes of a program behind the compiler: it does the same, and its memory and its tables say the same.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build, trim } from "../../../tools/engine.mjs";
import { readFunction, writeFunction } from "../../../tools/lighten/code.mjs";
import { data, none, readFunctions, readTables, tables, wrapper } from "../../../tools/lighten/functions.mjs";
import { joined, lighten } from "../../../tools/lighten/lighten.mjs";
import { Memory } from "../../../tools/lighten/memory.mjs";
import { dataLength } from "../../../tools/lighten/tables.mjs";
import {
  functionNames,
  list,
  Reader,
  section,
  sections,
  signed,
  sized,
  sizedItems,
  unsigned,
  withSections,
} from "../../../tools/lighten/wasm.mjs";

const goRoot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
const empty = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** A program that does what a program may do to Go's runtime, as Go builds it, and with the engine's runtime. */
let plain;
let silenced;
let scratch;
before(() => {
  scratch = mkdtempSync(join(tmpdir(), "faultlab-lighten-"));
  trim();
  [plain, silenced] = [false, true].map((trimmed) => {
    const file = join(scratch, "built.wasm");
    build(file, { program: "./tools/lighten/probe", trimmed, lighten: false, names: true });
    return readFileSync(file);
  });
});
after(() => rmSync(scratch, { recursive: true }));

/** A program that is nothing but two pages of memory and data in it: [address, bytes] each. */
function program(...segments) {
  const part = (address, bytes) => [Buffer.from([0, 0x41]), signed(address), Buffer.from([0x0b]), sized(bytes)];
  const data = list(segments.map(([address, bytes]) => Buffer.concat(part(address, Buffer.from(bytes)))));
  return withSections(empty, [
    [5, Buffer.from([1, 0, 2])],
    [7, Buffer.from([1, 3, ...Buffer.from("mem"), 2, 0])],
    [section.data, data],
  ]);
}

/** The memory of a program when it has been loaded, and nobody has begun to run it. */
async function memoryOf(bytes) {
  const module = await WebAssembly.compile(bytes);
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  const { exports } = await WebAssembly.instantiate(module, imports);
  return new Memory(0, Buffer.from(exports.mem.buffer));
}

function body(bytes, wanted) {
  return sections(bytes).find(([id]) => id === wanted)[1];
}

/** What a program prints, and how it ends. */
function run(bytes) {
  const file = join(scratch, "run.wasm");
  writeFileSync(file, bytes);
  // It digs deeper than a thread's usual stack.
  const node = ["--stack-size=4000", join(goRoot, "lib", "wasm", "wasm_exec_node.js"), file];
  const { stdout, stderr, status } = spawnSync(process.execPath, node, { encoding: "utf8" });
  return { stdout, stderr, status };
}

test("numbers are read as they were written", () => {
  for (const n of [0, 1, 63, 64, 127, 128, 8191, 8192, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1]) {
    assert.equal(new Reader(unsigned(n)).unsigned(), n);
    for (const value of [n, -n, -n - 1]) assert.equal(BigInt(new Reader(signed(value)).signed()), BigInt(value));
  }
  for (const value of [2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n])
    assert.equal(BigInt(new Reader(signed(value)).signed()), value);
});

test("memory is the same in fewer segments, whatever their order", async () => {
  const scattered = program([300, [1, 2, 3]], [20, [4]], [50_000, [5, 6]], [310, [7]], [22, [8]]);
  const together = joined(scattered);
  assert.equal(new Reader(body(together, section.data)).unsigned(), 2);
  assert.deepEqual(await memoryOf(together), await memoryOf(scattered));
  assert.deepEqual(joined(together), together);
});

test("what can't be read is refused", () => {
  assert.throws(() => joined(program([20, [1, 2, 3]], [22, [4]])), /two data segments lie at 22/);
  assert.throws(() => joined(program([20, [1, 2, 3]]).subarray(0, -2)), /cut off/);
  assert.throws(() => readFunction(Buffer.from([0, 0xd2, 0x0b])), /instruction d2/);
  assert.throws(() => readFunction(Buffer.from([0, 0xfc, 9, 0x0b])), /instruction fc09/);
});

test("all code that Go writes is read and written again", () => {
  const instructions = ({ code }) => code.map(({ op, a, b }) => [op, a, b]);
  for (const bytes of sizedItems(body(plain, section.code))) {
    const read = readFunction(bytes);
    // Go's linker writes some numbers longer than they need to be.
    const written = writeFunction(read);
    assert.ok(written.length <= bytes.length);
    assert.deepEqual(instructions(readFunction(written)), instructions(read));
    assert.deepEqual(writeFunction(readFunction(written)), written);
  }
});

test("a lighter program does the same", () => {
  const before = run(plain);
  assert.equal(before.status, 0, before.stderr);
  assert.match(before.stderr, /^deep: 20001$/m);
  assert.deepEqual(run(lighten(plain)), before);
  assert.deepEqual(run(lighten(plain, { code: false })), before);
  assert.deepEqual(run(lighten(silenced)), before);
});

test("most of the code becomes shorter, and names go unless somebody will look inside", () => {
  const light = lighten(plain);
  const [before, now] = [plain, light].map((bytes) => body(bytes, section.code).length);
  assert.ok(now < 0.8 * before, `${now} bytes of code were ${before}`);
  assert.deepEqual(functionNames(sections(light)), []);
  assert.deepEqual(functionNames(sections(lighten(plain, { names: true }))), functionNames(sections(plain)));
});

test("when a lighter program is loaded, it has the tables of functions that the runtime goes by", async () => {
  const before = readTables(await memoryOf(plain));
  const now = readTables(await memoryOf(lighten(plain)));
  assert.equal(now.count, before.count);
  const bytes = ({ memory, buckets, bucketsEnd }) => memory.at(buckets, bucketsEnd - buckets);
  assert.ok(bytes(now).equals(bytes(before)), "functions are found by their instructions");
  let named = 0;
  for (let i = 0; i < before.count; i++) {
    const [old, kept] = [before.read(i), now.read(i)];
    const name = before.name(old.name);
    for (const field of ["entry", "args", "deferReturn", "id", "flag"]) assert.equal(kept[field], old[field], name);
    const values = (functions, offset) => (offset ? functions.values(offset).found : undefined);
    assert.deepEqual(values(now, kept.frame), values(before, old.frame), name);
    const stackMap = ({ tables: offsets }) => offsets[tables.stackMap];
    assert.deepEqual(values(now, stackMap(kept)), values(before, stackMap(old)), name);
    for (const kind of [data.args, data.locals, data.objects, data.defers]) {
      const [from, to] = [old.data[kind] ?? none, kept.data[kind] ?? none];
      assert.equal(to, from, name);
      if (from === none) continue;
      const length = dataLength(before, old, kind, before.data + from);
      assert.deepEqual(now.memory.at(now.data + to, length), before.memory.at(before.data + from, length), name);
    }
    const isWrapper = old.id === wrapper && name.includes("(");
    if (isWrapper) named++;
    assert.equal(now.name(kept.name), isWrapper ? name : name.startsWith("runtime.") ? "runtime." : "", name);
  }
  assert.ok(named > 5, `${named} wrappers of methods have their names`);
});

test("tables that aren't as they are known are left alone", () => {
  const memory = Memory.read(body(plain, section.data));
  const { places, module, records } = readFunctions(memory);
  for (const [what, where, value] of [
    ["another version", places.head, 0xfffffff2],
    ["more functions than there are", places.head + 8, 0x7fffffff],
    ["another place of the names", module + 8, 0],
    ["a row beyond the end", places.rows + 8 * 100 + 4, 0x7fffffff],
    ["a row of another function", places.rows + 8 * 100, 0],
    ["a table beyond the end", records[100] + 16, 0x7fffffff],
    ["more tables than there are kinds", records[100] + 28, 1000],
    ["a name beyond the end", records[100] + 4, 0x7fffffff],
    ["no end of the last function", places.rows + 8 * records.length, 0],
  ]) {
    const other = new Memory(memory.start, Buffer.from(memory.bytes));
    other.set32(where, value);
    assert.equal(readFunctions(other), undefined, what);
    const parts = sections(plain).map(([id, bytes]) => [id, id === section.data ? other.section() : bytes]);
    assert.equal(lighten(withSections(plain, parts)), undefined, what);
  }
});

test("the engine has been made lighter, with its memory in few pieces", () => {
  const engine = readFileSync(new URL("../../dist/faultlab.wasm", import.meta.url));
  const pieces = new Reader(body(engine, section.data)).unsigned();
  assert.ok(pieces < 20, `${pieces} pieces`);
  assert.ok(sections(engine).some(([id]) => id === section.start));
});
