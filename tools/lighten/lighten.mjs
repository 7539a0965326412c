// Makes a program written in Go lighter to load, and leaves what it does as it was.
//
// RATIONALE.md says what each part of this saves, under "The engine's weight".

import { followsRules, rewriteFunction } from "./calls.mjs";
import { readFunction, writeFunction } from "./code.mjs";
import { readFunctions } from "./functions.mjs";
import { Helpers, helperType } from "./helpers.mjs";
import { Memory } from "./memory.mjs";
import { startFunction, startType } from "./start.mjs";
import { rewriteTables } from "./tables.mjs";
import { list, Reader, section, sections, sized, sizedItems, unsigned, withSections } from "./wasm.mjs";

/** The only Go whose tables and calls are known here. Another one may do anything otherwise. */
export const knownGo = "go1.26";

/**
 * The program with its memory in few pieces, its tables of functions as a page needs them, and code that says the same
 * shorter; undefined if its tables aren't those of the Go that is known. The names of functions stay if somebody is to
 * look inside, and the code if that is not to be touched.
 */
export function lighten(program, { names = false, code: rewritten = true } = {}) {
  const parts = partsOf(program, names);
  const memory = Memory.read(parts.get(section.data));
  const functions = readFunctions(memory);
  const code = sizedItems(parts.get(section.code));
  if (functions?.count !== code.length) return undefined;

  const types = typesOf(parts.get(section.types));
  const typeOf = numbers(parts.get(section.functions));
  const imports = new Reader(parts.get(section.imports)).unsigned();
  const add = (type, bodies) => {
    if (!types.some((one) => one.equals(type))) types.push(type);
    for (const body of bodies) {
      typeOf.push(types.findIndex((one) => one.equals(type)));
      code.push(body);
    }
  };
  if (rewritten) {
    const numbers = new Map([...functions.byName].map(([name, i]) => [name, imports + i]));
    const helpers = new Helpers(imports + code.length, numbers);
    for (const [i, body] of code.entries())
      if (types[typeOf[i]].equals(goType)) code[i] = rewrite(body, functions, i, helpers);
    add(helperType, helpers.bodies());
  }
  const start = rewriteTables(functions);
  if (start === false) return undefined;
  if (start) {
    parts.set(section.start, unsigned(imports + code.length));
    add(startType, [startFunction(start)]);
  }
  parts.set(section.types, list(types));
  parts.set(section.functions, list(typeOf.map(unsigned)));
  parts.set(section.code, list(code.map(sized)));
  parts.set(section.data, memory.section());
  return assembled(program, parts);
}

/** The program with its memory in few pieces, whoever made it. */
export function joined(program) {
  const parts = partsOf(program, false);
  parts.set(section.data, Memory.read(parts.get(section.data)).section());
  return assembled(program, parts);
}

/** The sections of a program; the custom ones have their names for numbers. */
function partsOf(program, names) {
  const parts = sections(program).map(([id, body]) => [id === section.custom ? new Reader(body).text() : id, body]);
  return new Map(parts.filter(([id]) => names || id !== "name"));
}

function assembled(program, parts) {
  // In the order of their numbers, and the custom ones behind them.
  const sorted = [...parts].sort(([a], [b]) => (typeof a === "number" ? a : 99) - (typeof b === "number" ? b : 99));
  const numbered = sorted.map(([id, body]) => [typeof id === "number" ? id : section.custom, body]);
  const made = withSections(program, numbered);
  if (!WebAssembly.validate(made)) throw new Error("tools/lighten has made something that is no program");
  return made;
}

/** Rewrites the code of a function, if it is one that Go's compiler has made by its rules. */
function rewrite(body, functions, i, helpers) {
  const fn = readFunction(body);
  if (!followsRules(fn)) return body;
  const { deferReturn, isAssembly } = functions.read(i);
  const depth = (place) => functions.depth(i, place);
  rewriteFunction(fn, { number: functions.first + i, deferReturn, isAssembly, depth }, helpers);
  return writeFunction(fn);
}

/** The type of what Go's compiler makes of a function: it takes a place, and says whether all are to be left. */
const goType = Buffer.from([0x60, 1, 0x7f, 1, 0x7f]);

/** The types of functions. */
function typesOf(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.unsigned() }, () => {
    const start = reader.at;
    if (reader.byte() !== 0x60) throw new Error("there is a type that is no function's");
    for (let lists = 2; lists > 0; lists--) reader.take(reader.unsigned());
    return body.subarray(start, reader.at);
  });
}

function numbers(body) {
  const reader = new Reader(body);
  return Array.from({ length: reader.unsigned() }, () => reader.unsigned());
}
