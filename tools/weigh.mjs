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
      ["the engine with its data as Go writes it", { rewritten: false }],
      ["and with whole dependencies", { rewritten: false, trimmed: false }],
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
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };

  let imported = 0;
  let data = 0;
  const bodies = [];
  const names = new Map();
  const sections = {
    0: (end) => {
      if (text() !== "name") return;
      while (at < end) {
        const isFunctions = bytes[at++] === 1;
        const next = number() + at;
        if (isFunctions) for (let left = number(); left > 0; left--) names.set(number(), text());
        at = next;
      }
    },
    2: () => {
      // Go imports functions only, each with a type.
      imported = number();
    },
    10: () => {
      for (let left = number(); left > 0; left--) {
        const size = number();
        bodies.push(size);
        at += size;
      }
    },
    11: (end) => {
      data = end - at;
    },
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const end = number() + at;
    sections[id]?.(end);
    at = end;
  }

  const parts = new Map([["data", data]]);
  for (const [i, size] of bodies.entries()) {
    const part = packageOf(names.get(imported + i) ?? "", known);
    parts.set(part, (parts.get(part) ?? 0) + size);
  }
  return parts;
}

/** The package that a linker's name begins with. The linker writes "_" for all but letters, digits and points. */
function packageOf(name, packages) {
  const written = (path) => `${path.replace(/[^\w.]/g, "_")}.`;
  return packages.find((path) => name.startsWith(written(path))) ?? "made by the compiler";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) weights();
