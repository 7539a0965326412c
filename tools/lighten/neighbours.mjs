// Says shorter what a few instructions beside each other do.
//
// Go's compiler makes each instruction of WebAssembly out of one of its own, and leaves it at that. What is written here
// does the same with the same values.

import { effect, instruction, op, type } from "./code.mjs";

/** The local and the global that have the stack pointer. */
const stackPointer = { local: 1, global: 0 };

/** What is true whenever the other isn't. */
const opposite = new Map();
for (const size of ["i32", "i64"]) {
  for (const pair of ["Eq Ne", "LtS GeS", "LtU GeU", "GtS LeS", "GtU LeU"]) {
    const [one, other] = pair.split(" ").map((name) => op[size + name]);
    opposite.set(one, other).set(other, one);
  }
}
/** Whether what an instruction leaves is 0 or 1. */
const isTruth = (code) => code >= op.i32Eqz && code <= op.f64Ge;

/** Shortens the code of a function until nothing is left to shorten. */
export function shorten(fn) {
  for (let before = Number.POSITIVE_INFINITY; fn.code.length < before; ) {
    before = fn.code.length;
    const tail = new Tail();
    for (const [i, next] of fn.code.entries()) {
      if (!rules.get(next.op)?.(tail, next, fn.code, i)) tail.code.push(next);
    }
    fn.code = tail.code;
  }
}

/** The code that has been written, seen from its end. */
class Tail {
  code = [];

  /** The last instruction, or one further back. */
  last(back = 1) {
    return this.code[this.code.length - back];
  }

  /** Whether it ends with these: an op each, or an op with its first number. */
  ends(...wanted) {
    return wanted.every((one, i) => {
      const there = this.last(wanted.length - i);
      return Array.isArray(one) ? there?.op === one[0] && there.a === one[1] : there?.op === one;
    });
  }

  /** Writes others in the place of the last ones. Always true, for a rule that has done all there is to do. */
  replace(count, ...others) {
    this.code.splice(this.code.length - count, count, ...others);
    return true;
  }
}

/** What may become of an instruction behind others. A rule says whether the instruction is dealt with. */
const rules = new Map([
  [op.nop, () => true],
  [op.i32WrapI64, narrow],
  [op.i64Eqz, (tail) => tail.ends(op.i64ExtendI32U) && tail.replace(1, instruction(op.i32Eqz))],
  [op.i32Eqz, deny],
  [op.if, undeny],
  [op.brIf, undeny],
  [op.end, branch],
  [op.localSet, (tail, next) => tail.ends([op.localTee, next.a]) && tail.replace(1, next)],
  [op.globalSet, raise],
]);

/** 64 bits that were 32 before, or that are known. */
function narrow(tail, _, code, i) {
  if (tail.ends([op.localGet, stackPointer.local], op.i64ExtendI32U, op.i64Const, op.i64Add) && tail.last(2).a >= 0) {
    // An address on the stack, which ends far below 2 ** 32: there is no sum to be cut off.
    const offset = tail.last(2).a;
    tail.replace(3);
    const given = addOffset(code, i + 1, offset);
    return given || tail.replace(0, instruction(op.i32Const, offset), instruction(op.i32Add));
  }
  if (tail.ends(op.i64ExtendI32U)) return tail.replace(1);
  const { a: number } = tail.last() ?? {};
  return tail.ends(op.i64Const) && number >= 0 && number < 2 ** 31 && tail.replace(1, instruction(op.i32Const, number));
}

/** Gives an offset to the instruction that reads or writes at the address that is being left in front of another one. */
function addOffset(code, from, offset) {
  let above = 0; // values that lie on the address
  for (let i = from; i < code.length; i++) {
    const next = code[i];
    const [takes, leaves] = effect(next.op) ?? [];
    if (takes === undefined) return false;
    if (takes > above) {
      const isRead = next.op >= op.i32Load && next.op < op.i32Store && above === 0;
      const isWrite = next.op >= op.i32Store && next.op <= op.lastStore && above === 1;
      if (!isRead && !isWrite) return false;
      next.b += offset;
      return true;
    }
    above += leaves - takes;
  }
  return false;
}

/** Not what is not, and the opposite of a comparison. */
function deny(tail) {
  if (tail.ends(op.i32Eqz) && isTruth(tail.last(2)?.op)) return tail.replace(1);
  const other = opposite.get(tail.last()?.op);
  return other !== undefined && tail.replace(1, instruction(other));
}

/** For a condition anything but 0 is as good as 1. */
function undeny(tail) {
  return tail.ends(op.i32Eqz, op.i32Eqz) && tail.replace(2) && false;
}

/** A branch and nothing else under a condition. */
function branch(tail, next) {
  if (!tail.ends([op.if, type.none], op.br) || next.of !== tail.last(2) || tail.last().to === next.of) return false;
  return tail.replace(2, { ...instruction(op.brIf), to: tail.last().to });
}

/** The stack pointer goes up twice when a function returns: by its frame, and by the address that it returns to. */
function raise(tail, next) {
  const { local, global } = stackPointer;
  const kept = [op.i32Const, op.i32Add, [op.localTee, local]];
  if (next.a !== global || !tail.ends(...kept, [op.globalSet, global], [op.localGet, local], ...kept)) return false;
  const sum = tail.last(8).a + tail.last(3).a;
  return tail.replace(8, instruction(op.i32Const, sum), instruction(op.i32Add), tail.last(), next);
}
