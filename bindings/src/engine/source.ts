// Where the engine's WebAssembly comes from. It is compiled once and the
// module is handed on; a worker never fetches, because a blob worker cannot
// do so everywhere.

import { unpack } from "./packed.ts";
import { FaultlabError } from "./wire.ts";

export interface Source {
  /** Where faultlab.wasm was copied to, if it does not lie beside the script. */
  wasmURL?: string | URL;
  wasmBytes?: BufferSource;
  wasmModule?: WebAssembly.Module;
}

let usual: Promise<WebAssembly.Module> | undefined;

/** Compiles what the source names. The file beside the script is compiled once for all engines of a page. */
export function compile(source: Source): Promise<WebAssembly.Module> {
  if (source.wasmModule) return Promise.resolve(source.wasmModule);
  if (source.wasmBytes) return WebAssembly.compile(source.wasmBytes);
  if (source.wasmURL) return compileFrom(new URL(source.wasmURL, base()));
  usual ??= compileUsual().catch((error) => {
    usual = undefined; // so that the next engine tries again
    throw error;
  });
  return usual;
}

/** An inline block first, then what the protocol of the page allows. */
async function compileUsual(): Promise<WebAssembly.Module> {
  const inline = globalThis.document?.getElementById("faultlab-wasm")?.textContent;
  if (inline) return compilePacked(inline.trim());
  // The literal form below is what bundlers look for.
  const url = new URL("./faultlab.wasm", import.meta.url);
  const script = new URL("faultlab.wasm.js", url);
  if (!globalThis.document) return compileFrom(url);
  // A page from a file and a frame without an origin of its own may load scripts, and fetch nothing.
  if (url.protocol === "file:" || globalThis.origin === "null") return compilePacked(await packedByScript(script));
  try {
    return await compileFrom(url);
  } catch (error) {
    // Who puts the edition for a folder onto a host has the script alone.
    const packed = await packedByScript(script).catch(() => undefined);
    if (packed === undefined) throw error;
    return compilePacked(packed);
  }
}

async function compileFrom(url: URL): Promise<WebAssembly.Module> {
  const node = nodeFiles();
  if (node && url.protocol === "file:") return WebAssembly.compile(new Uint8Array(node.readFileSync(url)));
  const response = await fetch(url).catch((error) => {
    throw new FaultlabError("wasm", `${url} could not be fetched: ${error.message}`);
  });
  if (!response.ok) throw new FaultlabError("wasm", `${url} could not be fetched: HTTP ${response.status}`);
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  // A server that does not know .wasm is common; one that answers every
  // address with its front page is more common still.
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d) {
    const what = bytes[0] === 0x3c ? "an HTML page" : "something else";
    throw new FaultlabError("wasm", `${url} is not WebAssembly but ${what}: was faultlab.wasm copied there?`);
  }
  return WebAssembly.compile(bytes);
}

/** A folder that was opened by double-click may load scripts but fetch nothing. */
function packedByScript(url: URL): Promise<string> {
  const shelf = globalThis as { __FAULTLAB_WASM__?: string | undefined };
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url.href;
    script.onload = () => {
      script.remove();
      const packed = shelf.__FAULTLAB_WASM__;
      shelf.__FAULTLAB_WASM__ = undefined;
      if (packed) resolve(packed);
      else reject(new FaultlabError("wasm", `${url} does not hold the engine`));
    };
    script.onerror = () => {
      reject(new FaultlabError("wasm", `${url} is missing: a zipped folder must be extracted first`));
    };
    document.head.append(script);
  });
}

function compilePacked(packed: string): Promise<WebAssembly.Module> {
  return unpack(packed).then((bytes) => WebAssembly.compile(bytes));
}

function base(): string {
  return globalThis.document?.baseURI ?? import.meta.url;
}

/** Node's files without an import that bundlers for browsers would stumble over. */
function nodeFiles(): typeof import("node:fs") | undefined {
  const getBuiltin = (globalThis.process as NodeJS.Process | undefined)?.getBuiltinModule;
  return getBuiltin?.("node:fs") as typeof import("node:fs") | undefined;
}
