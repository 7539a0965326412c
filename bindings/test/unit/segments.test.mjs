// What becomes of the engine behind the compiler: its memory is the same, in fewer pieces and without tables of lines.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { blankLines } from "../../../tools/lines.mjs";
import { joinSegments } from "../../../tools/segments.mjs";

/** A program that is nothing but two pages of memory and data in it: [address, bytes] each. Small numbers alone. */
function program(...data) {
  const number = (n) =>
    n < 64 ? [n] : n < 8192 ? [(n & 127) | 128, n >> 7] : [(n & 127) | 128, ((n >> 7) & 127) | 128, n >> 14];
  const segments = data.flatMap(([address, bytes]) => [0, 0x41, ...number(address), 0x0b, bytes.length, ...bytes]);
  const section = (id, ...body) => [id, ...number(body.length), ...body];
  return Buffer.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(5, 1, 0, 2),
    ...section(7, 1, 3, ...Buffer.from("mem"), 2, 0),
    ...section(11, data.length, ...segments),
  ]);
}

async function memoryOf(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes);
  return Buffer.from(instance.exports.mem.buffer);
}

test("memory is the same in fewer segments, whatever their order", async () => {
  const scattered = program([300, [1, 2, 3]], [20, [4]], [50_000, [5, 6]], [310, [7]], [22, [8]]);
  let addresses = [];
  const joined = joinSegments(scattered, (address) => addresses.push(address));
  assert.deepEqual(addresses, [20, 50_000]);
  assert.deepEqual(await memoryOf(joined), await memoryOf(scattered));
  addresses = [];
  assert.deepEqual(
    joinSegments(joined, (address) => addresses.push(address)),
    joined,
  );
  assert.equal(addresses.length, 2);
});

test("what can't be read is refused", () => {
  assert.throws(() => joinSegments(program([20, [1, 2, 3]], [22, [4]])), /two data segments lie at 22/);
  assert.throws(() => joinSegments(program([20, [1, 2, 3]]).subarray(0, -2)), /cut off/);
});

test("the engine has its memory in few pieces, and no tables of lines", () => {
  const engine = readFileSync(new URL("../../dist/faultlab.wasm", import.meta.url));
  const pieces = [];
  assert.deepEqual(
    joinSegments(engine, (_, bytes) => pieces.push(bytes)),
    engine,
  );
  assert.ok(pieces.length < 10, `${pieces.length} pieces`);
  // They are still known when there are none, and there is nothing left to take out.
  const before = pieces.map((bytes) => Buffer.from(bytes));
  assert.equal(pieces.filter(blankLines).length, 1);
  assert.deepEqual(pieces, before);
});

test("tables that aren't as they are known are left alone", () => {
  const engine = readFileSync(new URL("../../dist/faultlab.wasm", import.meta.url));
  const pieces = [];
  joinSegments(engine, (_, bytes) => pieces.push(Buffer.from(bytes)));
  const memory = pieces.find((bytes) => blankLines(Buffer.from(bytes)));
  const head = memory.indexOf(Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]));
  const list = head + Number(memory.readBigUInt64LE(head + 64));
  const record = list + memory.readUInt32LE(list + 8 * 100 + 4);
  for (const [what, where, value] of [
    ["another version", head, 0xfffffff2],
    ["more functions than there are", head + 8, 0x7fffffff],
    ["a record beyond the end", list + 8 * 100 + 4, 0x7fffffff],
    ["a table beyond the end", record + 16, 0x7fffffff],
    ["more tables than there are kinds", record + 28, 1000],
  ]) {
    const other = Buffer.from(memory);
    other.writeUInt32LE(value, where);
    const before = Buffer.from(other);
    assert.equal(blankLines(other), false, what);
    assert.ok(other.equals(before), what);
  }
});
