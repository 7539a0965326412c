// A reporter for "node --test" that keeps nothing back: every event of a test is a line of JSON at the moment at which
// it happens. tools/test/readers.mjs reads it.

import { inspect } from "node:util";

export default async function* events(source) {
  let running;
  for await (const { type, data } of source) {
    if (type === "test:dequeue" && data.name === data.file) running = data.file;
    // A test that a helper puts up would be the helper's.
    const own = !data.file || data.file === running || /\.test\.\w+$/.test(data.file);
    const event = eventOf(type, own ? data : { ...data, file: running, line: undefined });
    if (event) yield `${JSON.stringify(event)}\n`;
  }
}

function eventOf(type, { name, file, nesting = 0, line, details, skip, todo, message }) {
  switch (type) {
    case "test:dequeue":
      return { type: "start", file, name, nesting };
    case "test:complete":
      return { type: "end", file, name, nesting };
    case "test:pass":
      if (details.type === "suite") return undefined;
      return { type: skip || todo ? "skip" : "pass", file, name, nesting, ms: details.duration_ms };
    case "test:fail":
      return { type: "fail", file, name, nesting, line, ms: details.duration_ms, why: why(details.error) };
    case "test:stdout":
    case "test:stderr":
      return { type: "output", file, text: message };
    default:
      return undefined;
  }
}

/** What Node wraps an error in says nothing that a reader wants. */
function why(error) {
  const reason = error?.cause ?? error;
  return typeof reason === "string" ? reason : inspect(reason, { depth: 4 });
}
