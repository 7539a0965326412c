// A static file server that is just enough for the companion and its tests.
// A page needs the right types from it: a browser takes WebAssembly and
// modules from nobody else.
//
//     node tools/serve.mjs FOLDER [PORT]

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".zip": "application/zip",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Serves a folder on this machine alone. headersFor(path) adds headers to the answer for a path; answer(path, request,
 * response) may give the answer itself, and says so; rewrite(html, path) makes another page of one.
 * Resolves to { url, close } once it listens; port 0 takes any free one.
 */
export async function serve(folder, { port = 0, headersFor = () => ({}), answer = () => false, rewrite } = {}) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    if (answer(path, request, response)) return;
    const file = await resolve(folder, path);
    if (file?.redirect) {
      response.writeHead(301, { location: file.redirect });
      response.end();
      return;
    }
    const type = file ? (types[extname(file.name)] ?? "application/octet-stream") : types[rewrite ? ".html" : ".txt"];
    const isRewritten = rewrite && type === types[".html"];
    let text = file ? "" : `There is no ${isRewritten ? escaped(path) : path} here.\n`;
    if (isRewritten) text = rewrite(file ? await readFile(file.name, "utf8") : text, path);
    response.writeHead(file ? 200 : 404, {
      "content-type": type,
      "content-length": text ? Buffer.byteLength(text) : file.size,
      "cache-control": "no-cache",
      ...(file && headersFor(path)),
    });
    if (request.method === "HEAD") response.end();
    else if (text) response.end(text);
    else createReadStream(file.name).pipe(response);
  });
  await new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", listening);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function escaped(path) {
  return path.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The file of a path; a folder stands for its index.html, under an address that ends with a slash. */
async function resolve(folder, path) {
  let name;
  try {
    name = join(folder, normalize(decodeURIComponent(path)));
  } catch {
    return undefined; // an address that is no text
  }
  const found = await stat(name).catch(() => undefined);
  if (found?.isFile()) return { name, size: found.size };
  if (!found?.isDirectory()) return undefined;
  if (!path.endsWith("/")) return { redirect: `${path}/` };
  const index = join(name, "index.html");
  const size = (await stat(index).catch(() => undefined))?.size;
  return size === undefined ? undefined : { name: index, size };
}

/** Serves at a port, or at any free one if that is taken. */
export async function serveAt(folder, port, options) {
  try {
    return await serve(folder, { ...options, port });
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    return serve(folder, options);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = ".", port = "8080"] = process.argv.slice(2);
  const asked = await serveAt(folder, Number(port));
  console.log(`Faultlab is at ${asked.url} (stop it with Ctrl-C).`);
}
