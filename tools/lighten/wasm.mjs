// The outer form of a WebAssembly program: numbers, and sections.

/** What the sections are numbered as. */
export const section = { custom: 0, types: 1, imports: 2, functions: 3, start: 8, elements: 9, code: 10, data: 11 };

/** Reads WebAssembly's numbers: seven bits a byte, the lowest first. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    if (this.done) throw new Error("the program is cut off");
    return this.bytes[this.at++];
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("the program is cut off");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  unsigned() {
    let value = 0;
    for (let power = 1; ; power *= 128) {
      const byte = this.byte();
      value += (byte & 127) * power;
      if (byte < 128) return value;
    }
  }

  /** A signed number of up to 64 bits: a plain one if that holds it, and a BigInt if not. */
  signed() {
    const first = this.byte();
    if (first < 128) return first & 64 ? first - 128 : first;
    let value = BigInt(first & 127);
    for (let shift = 7n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) {
        value = BigInt.asIntN(64, byte & 64 ? value | (-1n << (shift + 7n)) : value);
        return Number.isSafeInteger(Number(value)) ? Number(value) : value;
      }
    }
  }

  text() {
    return this.take(this.unsigned()).toString();
  }
}

/** Appends an unsigned number to an array of bytes. */
export function pushUnsigned(bytes, value) {
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  bytes.push(value);
}

/** Appends a signed number, plain or BigInt, to an array of bytes. */
export function pushSigned(bytes, value) {
  if (value >= -64 && value < 64) {
    bytes.push(Number(value) & 127);
    return;
  }
  let rest = BigInt(value);
  // The sixth bit of the last byte is the sign.
  for (; rest < -64n || rest >= 64n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest & 127n));
}

export function unsigned(value) {
  const bytes = [];
  pushUnsigned(bytes, value);
  return Buffer.from(bytes);
}

export function signed(value) {
  const bytes = [];
  pushSigned(bytes, value);
  return Buffer.from(bytes);
}

/** A list as WebAssembly writes it: how many, and one after the other. */
export function list(items) {
  return Buffer.concat([unsigned(items.length), ...items]);
}

/** Something with its length in front. */
export function sized(bytes) {
  return Buffer.concat([unsigned(bytes.length), bytes]);
}

/** The sections of a program, in its order: [number, body] each. */
export function sections(program) {
  const reader = new Reader(program, 8);
  const found = [];
  while (!reader.done) found.push([reader.byte(), reader.take(reader.unsigned())]);
  return found;
}

/** The program that has these sections. */
export function withSections(program, all) {
  return Buffer.concat([program.subarray(0, 8), ...all.flatMap(([id, body]) => [Buffer.from([id]), sized(body)])]);
}

/** The items of a section that is a list of things with a length in front. */
export function sizedItems(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.unsigned() }, () => reader.take(reader.unsigned()));
}

/** The names of functions that a linker has left in a program, by their numbers; none if it was told to strip them. */
export function functionNames(all) {
  const names = [];
  for (const [id, body] of all) {
    const reader = new Reader(body);
    if (id !== section.custom || reader.text() !== "name") continue;
    while (!reader.done) {
      const areFunctions = reader.byte() === 1;
      const inside = new Reader(reader.take(reader.unsigned()));
      if (areFunctions) for (let left = inside.unsigned(); left > 0; left--) names[inside.unsigned()] = inside.text();
    }
  }
  return names;
}
