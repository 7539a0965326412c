// Takes the tables of lines out of a program written in Go.
//
// For each function Go keeps by which instruction which line of which file is reached, for the trace that a panic prints.
// In a page nobody sees that trace: of what the engine prints when it dies, the first line is shown, and it names the
// cause. The tables are a fifteenth of what a page loads.
//
// A function without such a table is nothing new to the runtime: "An offset of 0 indicates that there is no table"
// (runtime/runtime2.go), and its lines are then printed as "?". So the offsets become 0, and what only they led to becomes
// zeros, which weigh nothing. What the collector and the stack need, where pointers are and how big a frame is, stays.

/** abi.Go120PCLnTabMagic, two zeros, instructions of one byte, pointers of eight: the head of the table of functions. */
const head = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);

// Where numbers lie in the head (runtime.pcHeader) and in a function's record (runtime._func).
const inHead = { functions: 8, names: 32, units: 40, files: 48, tables: 56, records: 64, size: 72 };
const inRecord = { name: 4, frame: 16, file: 20, line: 24, counted: 28, startLine: 36, others: 43, list: 44 };

/** Blanks the tables in the memory of a program. Says whether they were there as they are known here. */
export function blankLines(memory) {
  const heads = [];
  for (let at = memory.indexOf(head); at >= 0; at = memory.indexOf(head, at + 1)) heads.push(at);
  const found = heads.map((at) => tableAt(memory, at)).filter((table) => table !== undefined);
  if (found.length !== 1) return false;
  const { tables, records, used, files } = found[0];
  for (const record of records) {
    memory.writeUInt32LE(0, record + inRecord.file);
    memory.writeUInt32LE(0, record + inRecord.line);
    memory.writeInt32LE(0, record + inRecord.startLine);
  }
  memory.fill(0, ...files);
  for (let i = 0; i < used.length; i++) if (!used[i]) memory[tables + i] = 0;
  return true;
}

/** Reads the table of functions there, if it is one and all of it is as it should be. */
function tableAt(memory, at) {
  const number = (where) => Number(memory.readBigUInt64LE(at + where));
  const { length } = memory;
  if (at + inHead.size > length) return undefined;
  const places = ["names", "units", "files", "tables", "records"].map((name) => at + number(inHead[name]));
  const functions = number(inHead.functions);
  const [names, units, files, tables, list] = places;
  const inOrder = names === at + inHead.size && units >= names && files >= units && tables >= files && list >= tables;
  if (!inOrder || functions < 1 || list + 8 * functions > length) return undefined;

  const used = new Uint8Array(list - tables);
  const records = [];
  for (let i = 0; i < functions; i++) {
    const record = list + memory.readUInt32LE(list + 8 * i + 4);
    if (record + inRecord.list > length) return undefined;
    const counted = memory.readUInt32LE(record + inRecord.counted);
    const end = record + inRecord.list + 4 * (counted + memory[record + inRecord.others]);
    if (counted > 8 || end > length || memory.readInt32LE(record + inRecord.name) >= units - names) return undefined;
    const needed = [record + inRecord.frame];
    for (let j = 0; j < counted; j++) needed.push(record + inRecord.list + 4 * j);
    const blanked = [record + inRecord.file, record + inRecord.line];
    for (const where of [...needed, ...blanked]) if (memory.readUInt32LE(where) >= used.length) return undefined;
    for (const where of needed) if (!mark(memory, tables, memory.readUInt32LE(where), used)) return undefined;
    records.push(record);
  }
  return { tables, records, used, files: [units, tables] };
}

/** Marks a table of instructions as needed: pairs of numbers, of seven bits a byte, up to a zero that isn't the first. */
function mark(memory, tables, offset, used) {
  if (offset === 0) return true; // there is none
  let at = offset;
  const skip = () => {
    while (at < used.length && memory[tables + at] >= 128) at++;
    at++;
  };
  for (let first = true; first || memory[tables + at] !== 0; first = false) {
    skip();
    skip();
    if (at >= used.length) return false;
  }
  used.fill(1, offset, at + 1);
  return true;
}
