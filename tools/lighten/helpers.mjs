// Functions that make the calls that never return: a panic's, and those that move a stack.
//
// There are twelve thousand of them, each for something that hardly ever happens, and they differ in the address that they
// write down. A helper takes the address and does the rest.

import { instruction, op, type, writeFunction } from "./code.mjs";

/** The type of a helper. */
export const helperType = Buffer.from([0x60, 1, type.i64, 1, type.i32]);

/** A function that reads through a nil pointer calls this one. */
const nilPanic = "runtime.sigpanic";

/**
 * Who never returns. When a panic was recovered, the functions below are left, and one whose stack was too small is begun
 * anew.
 */
const leavers = new RegExp(
  "^runtime\\.(sigpanic|morestack|morestack_noctxt|gopanic|goPanic\\w+|throw|fatal|" +
    "panic(divide|shift|dottypeE|dottypeI|nildottype|wrap))$",
);

export class Helpers {
  #first;
  #leavers;
  #nilPanic;
  #made = new Map();

  /** Helpers are numbered from first; numbers are those of functions in the program, by their names. */
  constructor(first, numbers) {
    this.#first = first;
    this.#leavers = new Set([...numbers].filter(([name]) => leavers.test(name)).map(([, number]) => number));
    this.#nilPanic = numbers.get(nilPanic);
  }

  /** Whether a function never returns, whoever calls it. */
  neverReturns(callee) {
    return this.#leavers.has(callee);
  }

  /** Instructions that call a function in such a way. */
  call(callee, address, about) {
    // Of a frame in which a pointer was nil, the collector looks at no instruction but at the deferred calls
    // (runtime.(*unwinder).resolveInternal). How big it is, is all that is asked of the address, and one is as good as
    // another where that is the same.
    const place = Number(address) % 65536;
    const isFirst = callee === this.#nilPanic && place > 1 && about.depth(1) === about.depth(place);
    const key = `${callee} ${isFirst ? 1 : 0}`;
    if (!this.#made.has(key))
      this.#made.set(key, { callee, add: isFirst ? 1 : 0, index: this.#first + this.#made.size });
    const from = isFirst ? Number(address) - place : address;
    return [instruction(op.i64Const, from), instruction(op.call, this.#made.get(key).index)];
  }

  /** Whether an instruction calls a helper. */
  has(next) {
    return next?.op === op.call && next.a >= this.#first;
  }

  /** The helpers' code, in the order of their numbers. */
  bodies() {
    return [...this.#made.values()].map(({ callee, add }) => body(callee, add));
  }
}

function body(callee, add) {
  const stack = 0;
  const trap = instruction(op.if, type.none);
  const code = [
    [op.globalGet, stack],
    [op.i32Const, 8],
    [op.i32Sub],
    [op.globalSet, stack],
    [op.globalGet, stack],
    [op.localGet, 0],
    ...(add > 0 ? [[op.i64Const, add], [op.i64Add]] : []),
    [op.i64Store, 3, 0],
    [op.i32Const, 0],
    [op.call, callee],
    // It says that all are to be left; if it came back after all, nobody would know what to do.
    [op.i32Eqz],
  ].map((one) => instruction(...one));
  code.push(trap, instruction(op.unreachable), { ...instruction(op.end), of: trap }, instruction(op.i32Const, 1));
  const whole = instruction(op.block, type.none);
  code.push({ ...instruction(op.end), of: whole });
  return writeFunction({ locals: [], code, whole });
}
