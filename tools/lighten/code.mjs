// Reads and writes the code of functions in WebAssembly, as far as Go's compiler makes use of it.

import { pushSigned, pushUnsigned, Reader } from "./wasm.mjs";

/** The instructions that somebody here asks for by name. */
export const op = {
  ...{
    unreachable: 0x00,
    nop: 0x01,
    block: 0x02,
    loop: 0x03,
    if: 0x04,
    else: 0x05,
    end: 0x0b,
    br: 0x0c,
    brIf: 0x0d,
    brTable: 0x0e,
  },
  ...{ return: 0x0f, call: 0x10, callIndirect: 0x11, drop: 0x1a, select: 0x1b },
  ...{ localGet: 0x20, localSet: 0x21, localTee: 0x22, globalGet: 0x23, globalSet: 0x24 },
  ...{ i32Load: 0x28, i32Store: 0x36, i64Store: 0x37, lastStore: 0x3e, memorySize: 0x3f, memoryGrow: 0x40 },
  ...{ i32Const: 0x41, i64Const: 0x42, f32Const: 0x43, f64Const: 0x44, i32Eqz: 0x45, i32Eq: 0x46, i32Ne: 0x47 },
  ...{ i32LtS: 0x48, i32LtU: 0x49, i32GtS: 0x4a, i32GtU: 0x4b, i32LeS: 0x4c, i32LeU: 0x4d, i32GeS: 0x4e, i32GeU: 0x4f },
  ...{ i64Eqz: 0x50, i64Eq: 0x51, i64Ne: 0x52, i64LtS: 0x53, i64LtU: 0x54, i64GtS: 0x55, i64GtU: 0x56 },
  ...{ i64LeS: 0x57, i64LeU: 0x58, i64GeS: 0x59, i64GeU: 0x5a, f64Ge: 0x66, i32Add: 0x6a, i32Sub: 0x6b, i32Mul: 0x6c },
  ...{ i32ShrU: 0x76, i64Add: 0x7c, i32WrapI64: 0xa7, i64ExtendI32U: 0xad, i64Extend32S: 0xc4 },
  ...{ memoryCopy: 0xfc0a, memoryFill: 0xfc0b },
};

/** A value type; a block without one. */
export const type = { i32: 0x7f, i64: 0x7e, none: 0x40 };

/**
 * An instruction. What its numbers a and b are depends on it; for one that reads or writes memory the second is the
 * offset. A branch leads to a block, which is the instruction that begins it, or to the whole function; an end knows
 * what it ends.
 */
export function instruction(code, a = 0, b = 0) {
  return { op: code, a, b, to: undefined, of: undefined };
}

const begins = (code) => code === op.block || code === op.loop || code === op.if;
const touchesMemory = (code) => code >= op.i32Load && code <= op.lastStore;
const namesOne = (code) =>
  code === op.call || code === op.br || code === op.brIf || (code >= op.localGet && code <= op.globalSet);

/** Reads a function: its locals, [how many, type] each, and its instructions. Throws if one isn't known. */
export function readFunction(bytes) {
  const reader = new Reader(bytes);
  const locals = Array.from({ length: reader.unsigned() }, () => [reader.unsigned(), reader.byte()]);
  const whole = instruction(op.block, type.none);
  const open = [whole];
  const code = [];
  while (!reader.done) {
    const next = instruction(reader.byte());
    readNumbers(reader, next);
    if (next.op === op.br || next.op === op.brIf) next.to = open[open.length - 1 - next.a];
    else if (next.op === op.brTable) next.to = next.a.map((depth) => open[open.length - 1 - depth]);
    else if (begins(next.op)) open.push(next);
    else if (next.op === op.end) next.of = open.pop();
    code.push(next);
  }
  return { locals, code, whole };
}

function readNumbers(reader, next) {
  const code = next.op;
  if (begins(code) || code === op.memorySize || code === op.memoryGrow) next.a = reader.byte();
  else if (namesOne(code)) next.a = reader.unsigned();
  else if (touchesMemory(code) || code === op.callIndirect) {
    next.a = reader.unsigned();
    next.b = reader.unsigned();
  } else if (code === op.i32Const || code === op.i64Const) next.a = reader.signed();
  else if (code === op.f32Const || code === op.f64Const) next.a = reader.take(code === op.f32Const ? 4 : 8);
  else if (code === op.brTable) next.a = Array.from({ length: reader.unsigned() + 1 }, () => reader.unsigned());
  else if (code === 0xfc) {
    next.op = 0xfc00 + reader.unsigned();
    if (next.op > op.memoryFill || next.op === 0xfc08 || next.op === 0xfc09) throw new Error(unknown(next.op));
    if (next.op >= op.memoryCopy) reader.take(next.op === op.memoryCopy ? 2 : 1);
  } else if (!isPlain(code)) throw new Error(unknown(code));
}

function unknown(code) {
  return `there is an instruction ${code.toString(16)}, which Go's compiler isn't known to use`;
}

/** Whether an instruction is a byte and nothing else. */
function isPlain(code) {
  const flow = [op.unreachable, op.nop, op.else, op.end, op.return, op.drop, op.select];
  return flow.includes(code) || (code >= op.i32Eqz && code <= op.i64Extend32S);
}

/** Writes a function. */
export function writeFunction({ locals, code, whole }) {
  const bytes = [];
  pushUnsigned(bytes, locals.length);
  for (const [count, type] of locals) {
    pushUnsigned(bytes, count);
    bytes.push(type);
  }
  const open = [whole];
  const depth = (block) => open.length - 1 - open.lastIndexOf(block);
  for (const next of code) {
    if (begins(next.op)) open.push(next);
    else if (next.op === op.end) open.pop();
    writeInstruction(bytes, next, depth);
  }
  return Buffer.from(bytes);
}

function writeInstruction(bytes, next, depth) {
  const { op: code, a, b } = next;
  if (code >= 0xfc00) {
    bytes.push(0xfc, code - 0xfc00);
    if (code === op.memoryCopy) bytes.push(0, 0);
    else if (code === op.memoryFill) bytes.push(0);
    return;
  }
  bytes.push(code);
  if (begins(code) || code === op.memorySize || code === op.memoryGrow) bytes.push(a);
  else if (code === op.br || code === op.brIf) pushUnsigned(bytes, depth(next.to));
  else if (namesOne(code)) pushUnsigned(bytes, a);
  else if (touchesMemory(code) || code === op.callIndirect) {
    pushUnsigned(bytes, a);
    pushUnsigned(bytes, b);
  } else if (code === op.i32Const || code === op.i64Const) pushSigned(bytes, a);
  else if (code === op.f32Const || code === op.f64Const) bytes.push(...a);
  else if (code === op.brTable) {
    pushUnsigned(bytes, next.to.length - 1);
    for (const block of next.to) pushUnsigned(bytes, depth(block));
  }
}

/** How many values an instruction takes and how many it leaves; undefined if control goes elsewhere, or might. */
export function effect(code) {
  if (code === op.localGet || code === op.globalGet || code === op.memorySize) return [0, 1];
  if (code >= op.i32Const && code <= op.f64Const) return [0, 1];
  if (code === op.localSet || code === op.globalSet || code === op.drop) return [1, 0];
  if (code === op.localTee || code === op.memoryGrow || code === op.i32Eqz || code === op.i64Eqz) return [1, 1];
  if (code === op.select) return [3, 1];
  if (touchesMemory(code)) return code < op.i32Store ? [1, 1] : [2, 0];
  if (code >= op.i32Eq && code <= op.f64Ge) return [2, 1];
  if (code > op.f64Ge && code <= op.i64Extend32S) return isUnary(code) ? [1, 1] : [2, 1];
  if (code >= 0xfc00 && code <= 0xfc07) return [1, 1];
  if (code === op.memoryCopy || code === op.memoryFill) return [3, 0];
  return undefined;
}

/** Counts of zeros and ones, roundings and signs, and all that makes one type of another. */
function isUnary(code) {
  const ranges = [
    [0x67, 0x69],
    [0x79, 0x7b],
    [0x8b, 0x91],
    [0x99, 0x9f],
    [op.i32WrapI64, op.i64Extend32S],
  ];
  return ranges.some(([from, to]) => code >= from && code <= to);
}
