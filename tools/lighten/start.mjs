// The function that runs when the program is loaded, before anything else, and writes the tables of functions (tables.mjs).
//
// Where a record is, which function an instruction belongs to and how a record begins all follow from the function's
// number. Written out they would be more than a megabyte, in which every line is another one. The rest of the records lies
// in columns, which compress better than rows, where the last table is going to be.

import { instruction, op, type, writeFunction } from "./code.mjs";
import { buckets } from "./tables.mjs";

/** The type of the function. */
export const startType = Buffer.from([0x60, 0, 0]);

/** Its code, for what rewriteTables has said. */
export function startFunction({ count, words, first, rows, records, columns, buckets: from, end }) {
  const [i, j] = [0, 1];
  const get = (local) => [op.localGet, local];
  const number = (value) => [op.i32Const, value];
  const times = (value) => [number(value), [op.i32Mul]];
  const plus = (value) => [number(value), [op.i32Add]];
  /** Where record i is. */
  const record = [get(i), ...times(4 * words)];

  const code = [
    ...counted(i, count, [
      // In the row: the number, and where the record is.
      [...[get(i), ...times(8)], get(i), ...plus(first), [op.i32Store, 2, rows]],
      [...[get(i), ...times(8)], ...record, ...plus(records - rows), [op.i32Store, 2, rows + 4]],
      // In the record: the number, and a word of every column.
      [...record, get(i), ...plus(first), [op.i32Store, 2, records]],
      [number(1), [op.localSet, j]],
      counted(j, words, [
        [...record, get(j), ...times(4), [op.i32Add]],
        [
          get(j),
          ...times(count),
          get(i),
          [op.i32Add],
          ...times(4),
          [op.i32Load, 2, columns],
          [op.i32Store, 2, records],
        ],
      ]),
    ]),
    ...[number(from), number(0), number(end - from), [op.memoryFill]],
    ...[number(0), [op.localSet, i]],
    ...counted(i, Math.ceil((end - from) / buckets.size), [
      [get(i), ...times(buckets.size), get(i), number(Math.log2(buckets.each)), [op.i32ShrU], [op.i32Store, 2, from]],
    ]),
  ];
  return writeFunction(finished(code));
}

/** Does something until a local has counted to a number. It begins where the local is. */
function counted(local, to, parts) {
  const step = [
    [op.localGet, local],
    [op.i32Const, 1],
    [op.i32Add],
    [op.localTee, local],
    [op.i32Const, to],
    [op.i32LtU],
  ];
  return [[op.loop, type.none], ...parts.flat(), ...step, ["again"], [op.end]];
}

/** Makes instructions of short forms; "again" branches to the innermost loop on a condition. */
function finished(short) {
  const whole = instruction(op.block, type.none);
  const open = [whole];
  const code = [...short, [op.end]].map(([code, ...numbers]) => {
    if (code === "again") return { ...instruction(op.brIf), to: open.at(-1) };
    const next = instruction(code, ...numbers);
    if (code === op.loop) open.push(next);
    else if (code === op.end) next.of = open.pop();
    return next;
  });
  return { locals: [[2, type.i32]], code, whole };
}
