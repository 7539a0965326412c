// Reads the tables of functions in the memory of a program written in Go.
//
// For every function Go keeps a record: its name, how big its frame is at which instruction, where pointers lie in it, and,
// for the trace that a panic prints, which instruction belongs to which line of which file and to which function that was
// inlined there. The layout is Go's own affair (runtime/symtab.go, runtime/runtime2.go, cmd/link/internal/ld/pcln.go), so
// everything in it is checked before anything is believed.

/** abi.Go120PCLnTabMagic, two zeros, instructions of one byte, pointers of eight: the head of the tables. */
const head = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);

/** Where numbers lie in the head (runtime.pcHeader). */
export const inHead = { functions: 8, files: 16, names: 32, units: 40, paths: 48, tables: 56, rows: 64, size: 72 };

/** Where numbers lie in what the runtime knows of the program (runtime.moduledata); a slice has its length behind it. */
export const inModule = {
  ...{ head: 0, names: 8, units: 32, paths: 56, tables: 80, records: 104, rows: 128, buckets: 152, first: 160 },
  ...{ last: 168, text: 176, data: 320, end: 328, size: 336 },
};

/** Where numbers lie in a record (runtime._func). Behind it are the offsets of tables by instruction, and of data. */
export const inRecord = {
  ...{ entry: 0, name: 4, args: 8, deferReturn: 12, frame: 16, file: 20, line: 24, tables: 28, unit: 32 },
  ...{ startLine: 36, id: 40, flag: 41, data: 43, size: 44 },
};

/** The tables by instruction that a record counts (abi.PCDATA_...), and the data (abi.FUNCDATA_...), as far as we ask. */
export const tables = { stackMap: 1, inlined: 2 };
export const data = { args: 0, locals: 1, objects: 2, inlined: 3, defers: 4 };

/** In the place of an offset of data: there is none. */
export const none = 0xffffffff;

/** Numbers of special functions (abi.FuncID) by which we see that we know their numbering. */
const known = { "runtime.gopanic": 10, "runtime.morestack": 13, "runtime.sigpanic": 20, "runtime.systemstack": 21 };
/** The number of functions that the compiler makes: wrappers of methods, comparisons. */
export const wrapper = 23;

/** The flag of a function in assembly (abi.FuncFlagAsm). */
const assembly = 4;

/** What a record says of the size of arguments if only the caller knows it (abi.ArgsSizeUnknown). */
export const unknownArgs = 0x80000000;

/** The tables of functions in a memory, or undefined if it has none as they are known here. */
export function readFunctions(memory) {
  const found = readTables(memory);
  return found?.numbersAreKnown() ? found : undefined;
}

/** The same, also if they have been rewritten and there are no names left by which to see how functions are numbered. */
export function readTables(memory) {
  const found = [];
  for (let at = memory.bytes.indexOf(head); at >= 0; at = memory.bytes.indexOf(head, at + 1)) {
    const read = tryAt(memory, memory.start + at);
    if (read) found.push(read);
  }
  return found.length === 1 ? found[0] : undefined;
}

function tryAt(memory, at) {
  if (!memory.has(at, inHead.size)) return undefined;
  const place = (name) => at + memory.u64(at + inHead[name]);
  const count = memory.u64(at + inHead.functions);
  const places = { names: place("names"), units: place("units"), paths: place("paths"), tables: place("tables") };
  Object.assign(places, { head: at, rows: place("rows") });
  const order = [at + inHead.size, places.names, places.units, places.paths, places.tables, places.rows];
  if (places.names !== order[0] || order.some((x, i) => i > 0 && x < order[i - 1])) return undefined;
  if (count < 1 || !memory.has(places.rows, 8 * count + 4)) return undefined;

  const module = moduleOf(memory, places, count);
  if (!module) return undefined;
  const functions = new Functions(memory, places, module, count);
  return functions.valid() ? functions : undefined;
}

/** Finds what the runtime knows of the program by what it says of these tables. */
function moduleOf(memory, places, count) {
  const pointer = Buffer.alloc(8);
  pointer.writeBigUInt64LE(BigInt(places.head));
  const found = [];
  for (let i = memory.bytes.indexOf(pointer); i >= 0; i = memory.bytes.indexOf(pointer, i + 1)) {
    const at = memory.start + i;
    if (!memory.has(at, inModule.size)) continue;
    const slice = (where) => [0, 8, 16].map((word) => memory.u64(at + where + word));
    const is = (where, start, length) => slice(where).every((word, i) => word === [start, length, length][i]);
    const [records, size] = slice(inModule.records);
    if (
      is(inModule.names, places.names, places.units - places.names) &&
      is(inModule.paths, places.paths, places.tables - places.paths) &&
      is(inModule.tables, places.tables, places.rows - places.tables) &&
      is(inModule.records, places.rows, size) &&
      is(inModule.rows, places.rows, count + 1) &&
      slice(inModule.units)[0] === places.units &&
      memory.has(records, size)
    )
      found.push(at);
  }
  return found.length === 1 ? found[0] : undefined;
}

export class Functions {
  constructor(memory, places, module, count) {
    this.memory = memory;
    this.places = places;
    this.module = module;
    this.count = count;
    const u64 = (where) => memory.u64(module + where);
    this.end = places.rows + u64(inModule.records + 8);
    this.buckets = u64(inModule.buckets);
    this.bucketsEnd = u64(inModule.end);
    this.data = u64(inModule.data);
    /** The number in front of the first function's: instructions of function i are numbered from (first + i) * 65536. */
    this.first = u64(inModule.first) / 65536;
    this.records = Array.from({ length: count }, (_, i) => places.rows + memory.u32(places.rows + 8 * i + 4));
    this.byName = new Map();
  }

  /** Whether everything is where it should be. */
  valid() {
    const { memory, places, count } = this;
    // Behind the records lie the data of functions, and behind those the buckets: all in one stretch.
    if (
      !(this.end <= this.data && this.data <= this.buckets && memory.has(this.buckets, this.bucketsEnd - this.buckets))
    )
      return false;
    for (const [i, record] of this.records.entries()) {
      if (record < places.rows + 8 * count + 4 || record + inRecord.size > this.end) return false;
      const read = this.read(i);
      if (read.tables.length > 8 || record + inRecord.size + 4 * (read.tables.length + read.data.length) > this.end)
        return false;
      if (read.entry !== this.first + i || memory.u32(places.rows + 8 * i) !== read.entry) return false;
      if (read.name >= places.units - places.names) return false;
      if ([read.frame, ...read.tables].some((offset) => this.tableEnd(offset) === undefined)) return false;
      if (read.data.some((offset) => offset !== none && this.data + offset >= this.buckets)) return false;
      this.byName.set(this.name(read.name), i);
    }
    return memory.u32(places.rows + 8 * count) === this.first + count;
  }

  /** Whether special functions have the numbers that they are known by. */
  numbersAreKnown() {
    return Object.entries(known).every(([name, id]) => {
      const i = this.byName.get(name);
      return i !== undefined && this.read(i).id === id;
    });
  }

  /** What the record of function i says. */
  read(i) {
    const { memory } = this;
    const at = this.records[i];
    const u32 = (where) => memory.u32(at + where);
    const [id, flag, , data] = memory.at(at + inRecord.id, 4);
    const offsets = (from, length) => Array.from({ length }, (_, j) => u32(from + 4 * j));
    const length = Math.min(u32(inRecord.tables), 9);
    return {
      ...{ entry: u32(inRecord.entry), name: u32(inRecord.name), args: u32(inRecord.args), frame: u32(inRecord.frame) },
      ...{ deferReturn: u32(inRecord.deferReturn), id, flag, isAssembly: (flag & assembly) !== 0 },
      tables: offsets(inRecord.size, length),
      data: offsets(inRecord.size + 4 * length, data),
    };
  }

  /** The name that lies at an offset in the table of names. */
  name(offset) {
    const at = this.places.names - this.memory.start + offset;
    return this.memory.bytes.toString("utf8", at, this.memory.bytes.indexOf(0, at));
  }

  /**
   * The values of a table by instruction: [instruction, value], from which instruction on each, and the last without.
   * It is pairs of numbers, seven bits a byte, up to a zero that isn't the first: by how much the value changes, and
   * for how many instructions it holds.
   */
  values(offset) {
    const bytes = this.memory.at(this.places.tables, this.places.rows - this.places.tables);
    const found = [];
    let at = offset;
    const number = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte === undefined || byte < 128) return value;
      }
    };
    let value = -1;
    let instruction = 0;
    for (let first = true; at < bytes.length && (first || bytes[at] !== 0); first = false) {
      const change = number();
      value += change & 1 ? -(change >>> 1) - 1 : change >>> 1;
      found.push([instruction, value]);
      instruction += number();
    }
    found.push([instruction, undefined]);
    return { found, end: at < bytes.length ? at + 1 : undefined };
  }

  /** Where a table ends, or undefined if that is nowhere. An offset of 0 says that there is none. */
  tableEnd(offset) {
    if (offset >= this.places.rows - this.places.tables) return undefined;
    return offset === 0 ? 0 : this.values(offset).end;
  }

  /** How big the frame of function i is at an instruction; undefined beyond its end. */
  depth(i, instruction) {
    const { frame } = this.read(i);
    if (frame === 0) return undefined;
    return this.values(frame).found.findLast(([from]) => from <= instruction)?.[1];
  }
}
