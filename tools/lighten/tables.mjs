// Rewrites the tables of functions, so that they have what a page needs, in an order that compresses.
//
// In a page nobody sees the trace of a panic: of what the engine prints when it dies, the first line is shown, and it
// names the cause. So lines, files, arguments to print and the names of functions go. The runtime knows functions without
// such tables: "An offset of 0 indicates that there is no table" (runtime/runtime2.go). What the collector, the stack and
// recover go by stays to the last bit: where pointers are, how big a frame is, which functions are special.
//
// What follows from the number of a function is not in the file at all: a start function (start.mjs) writes it.

import { data, inHead, inModule, inRecord, none, tables, unknownArgs, wrapper } from "./functions.mjs";

/**
 * Names by which the runtime decides something (runtime/stkframe.go). It decides by one beginning, too: what is called
 * "runtime." something belongs to the system (runtime/traceback.go). All those have this one name here.
 */
const asked = new Set(["reflect.makeFuncStub", "reflect.methodValueCall"]);
const system = "runtime.";

/** A function has sixteen buckets of twenty bytes for finding it by an instruction (runtime.findfuncbucket). */
export const buckets = { each: 16, size: 20 };

/**
 * Rewrites the tables in the memory that they were read from. Returns what the start function has to know; undefined if
 * none is needed, and false if something isn't as it is known here and all stays as it was.
 */
export function rewriteTables(functions) {
  const { memory, places, count } = functions;
  const names = new Names(functions);
  const moved = new Tables(functions);
  const kept = functions.records.map((_, i) => lightened(functions, i, names, moved));
  const derived = bucketsFollow(functions);
  const used = usedData(functions, kept);
  if (!used) return false;

  // All records alike: then the place of one follows from its number, and they can be written column by column.
  const shape = [0, 0];
  for (const { tables, data } of kept) {
    shape[0] = Math.max(shape[0], tables.length);
    shape[1] = Math.max(shape[1], data.length);
  }
  const words = inRecord.size / 4 + shape[0] + shape[1];

  const after = {};
  after.names = places.head + inHead.size;
  after.tables = after.names + names.bytes.length;
  after.rows = aligned(after.tables + moved.bytes.length);
  after.records = aligned(after.rows + 8 * (count + 1));
  after.end = after.records + 4 * words * count;
  if (after.end > functions.end) return false;

  for (const entry of inlinedCalls(functions, kept)) {
    // Which function that was (runtime.inlinedCall); its name and its line are for traces.
    memory.set32(entry + 4, names.kept(memory.u32(entry + 4), false));
    memory.set32(entry + 12, 0);
  }
  for (const [i, byte] of used.entries()) if (!byte) memory.bytes[functions.data - memory.start + i] = 0;
  const rows = kept.map((record) => row(record, shape));
  memory.at(after.names, functions.end - after.names).fill(0);
  memory.at(after.names, names.bytes.length).set(names.bytes);
  memory.at(after.tables, moved.bytes.length).set(moved.bytes);
  memory.set32(after.rows + 8 * count, functions.first + count);
  describe(functions, after);

  const start = { count, words, first: functions.first, rows: after.rows, records: after.records };
  Object.assign(start, { columns: functions.buckets, buckets: functions.buckets, end: functions.bucketsEnd });
  if (derived && 4 * words * count <= functions.bucketsEnd - functions.buckets) {
    memory.at(functions.buckets, functions.bucketsEnd - functions.buckets).fill(0);
    for (const [i, record] of rows.entries())
      for (const [j, word] of record.entries()) if (j > 0) memory.set32(start.columns + 4 * (count * j + i), word);
    return start;
  }
  for (const [i, record] of rows.entries()) {
    const at = after.records + 4 * words * i;
    memory.set32(after.rows + 8 * i, record[0]);
    memory.set32(after.rows + 8 * i + 4, at - after.rows);
    for (const [j, word] of record.entries()) memory.set32(at + 4 * j, word);
  }
  return undefined;
}

function aligned(address) {
  return Math.ceil(address / 8) * 8;
}

/** What of function i's record is kept. */
function lightened(functions, i, names, moved) {
  const { args, deferReturn, frame, id, flag, name, entry, ...read } = functions.read(i);
  // Who may recover is told from functions that were inlined, where the compiler made the outer one (runtime.gorecover).
  const inlined = id === wrapper && read.tables[tables.inlined] && (read.data[data.inlined] ?? none) !== none;
  const keptTables = [0, read.tables[tables.stackMap] ?? 0, inlined ? read.tables[tables.inlined] : 0];
  const keptData = [data.args, data.locals, data.objects].map((kind) => read.data[kind] ?? none);
  keptData.push(inlined ? read.data[data.inlined] : none, read.data[data.defers] ?? none);
  while (keptTables.at(-1) === 0) keptTables.pop();
  while (keptData.at(-1) === none) keptData.pop();
  return {
    ...{ entry, args, deferReturn, id, flag, inlined: inlined ? read.tables[tables.inlined] : 0 },
    name: names.kept(name, id === wrapper || args === unknownArgs),
    frame: moved.moved(frame),
    tables: keptTables.map((offset) => moved.moved(offset)),
    data: keptData,
  };
}

/** The words of a record, in a shape that may have more tables and data than it has. */
function row({ entry, name, args, deferReturn, frame, tables, data, id, flag }, [tablesLength, dataLength]) {
  const special = id | (flag << 8) | (dataLength << 24);
  // In this order: inRecord.
  const fixed = [entry, name, args, deferReturn, frame, 0, 0, tablesLength, 0, 0, special >>> 0];
  return [...fixed, ...padded(tables, tablesLength, 0), ...padded(data, dataLength, none)];
}

function padded(list, length, filling) {
  return [...list, ...new Array(length - list.length).fill(filling)];
}

/** Says in the head, and in what the runtime knows of the program, where everything is now. */
function describe({ memory, places, module, count }, after) {
  memory.set64(places.head + inHead.files, 0);
  const offsets = {
    names: after.names,
    units: after.tables,
    paths: after.tables,
    tables: after.tables,
    rows: after.rows,
  };
  for (const [name, address] of Object.entries(offsets))
    memory.set64(places.head + inHead[name], address - places.head);
  const slice = (where, address, length) => {
    for (const [i, word] of [address, length, length].entries()) memory.set64(module + where + 8 * i, word);
  };
  slice(inModule.names, after.names, after.tables - after.names);
  slice(inModule.units, after.tables, 0);
  slice(inModule.paths, after.tables, 0);
  slice(inModule.tables, after.tables, after.rows - after.tables);
  slice(inModule.records, after.rows, after.end - after.rows);
  slice(inModule.rows, after.rows, count + 1);
}

/** Whether the buckets have nothing but, in every one of a function's, its number. */
function bucketsFollow({ memory, buckets: from, bucketsEnd, count }) {
  const length = bucketsEnd - from;
  const expected = Buffer.alloc(length);
  for (let at = 0; at < length; at += buckets.size) {
    if (at + 4 > length) return false;
    expected.writeUInt32LE(Math.floor(at / buckets.size / buckets.each), at);
  }
  // Of the last function only the first bucket is needed.
  return length > buckets.size * buckets.each * (count - 1) && expected.equals(memory.at(from, length));
}

/** The names that are kept, in a table of their own. */
class Names {
  #functions;
  #places = new Map();

  constructor(functions) {
    this.#functions = functions;
    // At 0 there would be no name, and nobody looks there.
    this.bytes = Buffer.from(`\0${system}\0`);
    this.#places.set(system, 1);
  }

  /** Where the name at an offset is now. In full it is kept for those that the runtime takes apart or compares. */
  kept(offset, mayBeAsked) {
    const name = this.#functions.name(offset);
    // "value method main.T.M called using nil *T pointer" is worded from the wrapper's name (runtime.panicwrap).
    const full = mayBeAsked && (asked.has(name) || name.includes("("));
    if (!full) return name.startsWith(system) ? 1 : 0;
    if (!this.#places.has(name)) {
      this.#places.set(name, this.bytes.length);
      this.bytes = Buffer.concat([this.bytes, Buffer.from(`${name}\0`)]);
    }
    return this.#places.get(name);
  }
}

/** The tables by instruction that are kept, one behind the other. */
class Tables {
  #functions;
  #places = new Map([[0, 0]]);
  #parts = [Buffer.from([0])];
  #length = 1;

  constructor(functions) {
    this.#functions = functions;
  }

  get bytes() {
    return Buffer.concat(this.#parts);
  }

  moved(offset) {
    if (!this.#places.has(offset)) {
      const { memory, places } = this.#functions;
      const part = Buffer.from(memory.at(places.tables + offset, this.#functions.tableEnd(offset) - offset));
      this.#places.set(offset, this.#length);
      this.#parts.push(part);
      this.#length += part.length;
    }
    return this.#places.get(offset);
  }
}

/** Which bytes of the data of functions something leads to still, or undefined if some of that lies elsewhere. */
function usedData(functions, records) {
  const { data: from, buckets: to } = functions;
  const used = new Uint8Array(to - from);
  for (const record of records) {
    for (const [kind, offset] of record.data.entries()) {
      if (offset === none) continue;
      const length = dataLength(functions, record, kind, from + offset);
      if (!(offset + length <= used.length)) return undefined;
      used.fill(1, offset, offset + length);
    }
  }
  return used;
}

/** How long the data of a kind are that lie at an address. */
export function dataLength(functions, record, kind, at) {
  const { memory } = functions;
  if (!memory.has(at, 8)) return Number.NaN;
  // How many maps of how many bits (runtime.stackmap).
  if (kind === data.args || kind === data.locals) return 8 + memory.u32(at) * Math.ceil(memory.u32(at + 4) / 8);
  // How many objects, of sixteen bytes (runtime.stackObjectRecord).
  if (kind === data.objects) return 8 + 16 * memory.u64(at);
  if (kind === data.inlined) return 16 * inlinedIn(functions, record);
  // Two numbers, seven bits a byte: where the frame has its deferred calls (runtime.(*_panic).initOpenCodedDefers).
  let length = 0;
  for (let left = 2; left > 0 && memory.has(at, length + 1); length++) if (memory.at(at + length, 1)[0] < 128) left--;
  return length;
}

/** How many calls that were inlined the kept data of a function speak of. */
function inlinedIn(functions, { inlined }) {
  return 1 + functions.values(inlined).found.reduce((most, [, value = -1]) => Math.max(most, value), -1);
}

/** Where the calls that were inlined are described, each once. */
function inlinedCalls(functions, records) {
  const found = new Set();
  for (const record of records) {
    const offset = record.data[data.inlined] ?? none;
    if (offset === none) continue;
    for (let i = inlinedIn(functions, record) - 1; i >= 0; i--) found.add(functions.data + offset + 16 * i);
  }
  return found;
}
