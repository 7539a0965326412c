// Says what a WebAssembly program written in Go is made of: how many bytes each
// package's code has, by the names that the linker leaves unless told to strip.

import { readFileSync } from "node:fs";

/** Weighs a file: a map from what there is (one of the packages, "data", the rest) to bytes, in no order. */
export function weigh(file, packages) {
  // The longest name first, for one package's may begin with another's.
  const known = packages.toSorted((a, b) => b.length - a.length);
  const bytes = readFileSync(file);
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
