// Says what the engine weighs, and what each part of it adds.
//
//     node tools/weigh.mjs
//
// The order in which parts are added matters, for what two of them need is paid
// by the first. A part costs what a page must load more, so brotli's figures
// are the ones that count; the bytes of each package, in the second table, are
// those in front of any compression.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, packages, trim } from "./engine.mjs";
import { joined, lighten } from "./lighten/lighten.mjs";
import { functionNames, Reader, section, sections, sizedItems } from "./lighten/wasm.mjs";
import { table } from "./table.mjs";

/** Programs that grow to the engine, one part after the other. */
const steps = [
  ["an empty Go program", "./tools/weigh/empty"],
  ["with safejs", "./tools/weigh/safejs"],
  ["with msgp", "./tools/weigh/msgp"],
  ["with the core: the engine", "./wasm"],
];

/** Prints what the engine and each of its parts weigh. It is built anew, from the tree as it is. */
export function weights() {
  const scratch = mkdtempSync(join(tmpdir(), "faultlab-weigh-"));
  const built = (options) => {
    const out = join(scratch, "out.wasm");
    build(out, options);
    return readFileSync(out);
  };
  try {
    trim();
    const rows = steps.map(([name, program]) => [name, ...sizes(built({ program }))]);
    for (const [i, row] of rows.entries()) row.push(i > 0 ? row[3] - rows[i - 1][3] : row[3]);
    const heavier = [
      ["the engine with its code as Go writes it", { lighten: (program) => lighten(program, { code: false }) }],
      ["and its tables of functions", { lighten: joined }],
      ["and its memory in many pieces", { lighten: false }],
      ["and with whole dependencies", { lighten: false, trimmed: false }],
    ].map(([name, options]) => [name, ...sizes(built(options)), ""]);
    table(["bytes", "raw", "gzip -9", "brotli -11", "adds"], [...rows, ...heavier]);

    const parts = [...weigh(built({ names: true }), packages())].sort(([, a], [, b]) => b - a);
    const all = sum(parts);
    const [shown, small] = [parts.slice(0, 24), parts.slice(24)];
    shown.push([`${small.length} smaller packages`, sum(small)]);
    table(
      ["inside the engine", "raw", "%"],
      shown.map(([name, size]) => [name, size, ((100 * size) / all).toFixed(1)]),
    );
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function sum(parts) {
  return parts.reduce((all, [, size]) => all + size, 0);
}

/** The bytes of a file as it is, and as a host may send it. */
export function sizes(bytes) {
  return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli(bytes, constants.BROTLI_MAX_QUALITY)];
}

/** The bytes after brotli in a quality of 0 to 11. */
export function brotli(bytes, quality) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

/**
 * Weighs a WebAssembly program written in Go by the names that the linker leaves unless told to strip: a map from
 * what there is (one of the packages, "data", the rest) to bytes, in no order.
 */
export function weigh(bytes, packages) {
  // The longest name first, for one package's may begin with another's.
  const known = packages.toSorted((a, b) => b.length - a.length);
  const all = sections(bytes);
  const body = (wanted) => all.find(([id]) => id === wanted)[1];
  const names = functionNames(all);
  // Go imports functions only.
  const imported = new Reader(body(section.imports)).unsigned();
  const parts = new Map([["data", body(section.data).length]]);
  for (const [i, code] of sizedItems(body(section.code)).entries()) {
    const part = packageOf(names[imported + i] ?? "", known);
    parts.set(part, (parts.get(part) ?? 0) + code.length);
  }
  return parts;
}

/** The package that a linker's name begins with. The linker writes "_" for all but letters, digits and points. */
function packageOf(name, packages) {
  const written = (path) => `${path.replace(/[^\w.]/g, "_")}.`;
  return packages.find((path) => name.startsWith(written(path))) ?? "made by the compiler";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) weights();
