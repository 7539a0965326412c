// Builds what has changed, and shows it: serves the companion, and loads its open pages again.
//
//     node tools/watch.mjs [PORT] [--with PACKAGE]
//
// What is watched is built in a folder of its own, build/watch, and is not what is published: the engine is one that
// has not been made lighter, and pages have a script in them that listens here. They do the same.
//
// A change goes no further than it must. A page is rendered alone, by a generator that is there already and has the
// engine's answers; a style sheet is changed in the open page; and where the package or the engine is another one, pages
// are loaded again before the generator has drawn all stills and worked out all numbers anew.

import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serveAt } from "./serve.mjs";
import { watchFiles } from "./watch/changes.mjs";
import { Generator, Superseded } from "./watch/generator.mjs";
import { Bundles, buildEngine } from "./watch/packages.mjs";
import { Pages } from "./watch/pages.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "build", "watch");
const bundles = join(out, "package");
const web = join(out, "web");

const folders = ["core", "wasm", "bindings/src", "site/generator", "site/pages", "site/script", "site/style"];
folders.push("testdata/scenarios", "testdata/schema");

/** What a changed file is part of, by its path from the root. */
const parts = [
  [/^(core|wasm)\/.*(?<!_test)\.go$/, "engine"],
  [/^bindings\/src\/.*(?<!\.test\.ts)$/, "package"],
  [/^site\/generator\/|^testdata\//, "generator"],
  [/^site\/pages\//, "pages"],
  [/^site\/style\/.*\.css$/, "style"],
  [/^site\//, "assets"],
];

class Watch {
  #own;
  #pages = new Pages();
  #bundles = new Bundles(bundles);
  #generator;
  #changed = new Map(); // the files of each part
  #working = false;
  #isFirst = true;
  #wrong = new Map(); // what is wrong with each page

  /** Watches, with the protocols and scenarios of somebody's own package if there is one. */
  constructor(own) {
    this.#own = own;
    this.#generator = new Generator({ root, out: web, bundles, own });
  }

  async start(port) {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(web, { recursive: true });
    const watched = folders.map((folder) => join(root, folder));
    watchFiles(this.#own ? [...watched, this.#own] : watched, (paths) => this.#see(paths));
    const { url } = await serveAt(web, port, {
      answer: (...asked) => this.#pages.answer(...asked),
      rewrite: (...page) => this.#pages.rewrite(...page),
    });
    console.log("building the engine, the package and the companion");
    this.#working = true;
    await Promise.all([this.#buildEngine(), this.#buildPackage()]);
    await this.#renew([]);
    this.#isFirst = false;
    console.log(`Faultlab is at ${url} (stop it with Ctrl-C).`);
    this.#working = false;
    await this.#work();
  }

  /** Notes what has changed, and begins to work on it. */
  #see(paths) {
    for (const path of paths) {
      const part = this.#partOf(path);
      if (part) this.#changed.set(part, [...(this.#changed.get(part) ?? []), path]);
    }
    this.#work();
  }

  #partOf(path) {
    const own = this.#own ? relative(this.#own, path) : "..";
    if (!own.startsWith("..")) return /\.go$/.test(own) ? "engine" : "generator";
    const from = relative(root, path).split(sep).join("/");
    return parts.find(([pattern]) => pattern.test(from))?.[1];
  }

  /** Builds until there is nothing left that has changed. */
  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#changed.size > 0) {
      const changed = this.#changed;
      this.#changed = new Map();
      const files = [...changed.values()].flat().map((path) => relative(root, path));
      await timed([...new Set(files)].join(", "), () => this.#build(changed));
    }
    this.#working = false;
  }

  /** Builds what has changed, and shows it. Says what came of it. */
  async #build(changed) {
    const engine = changed.has("engine") && (await this.#buildEngine());
    const bundled = changed.has("package") && (await this.#buildPackage());
    if (engine || bundled || changed.has("generator"))
      return this.#renew([engine, bundled].flatMap((files) => files || []));
    return this.#try("site", async () => {
      if (changed.has("assets")) await this.#generator.ask("assets");
      else if (changed.has("style")) await this.#generator.ask("style");
      if (changed.has("pages"))
        await this.#render({ names: changed.get("pages").map((path) => basename(path, ".md")) });
      if (changed.has("assets")) this.#pages.tell({ kind: "reload" });
      else if (changed.has("style")) this.#pages.tell({ kind: "style" });
      return "shown";
    });
  }

  #buildEngine() {
    return this.#try("engine", () => buildEngine(root, bundles, this.#own));
  }

  #buildPackage() {
    return this.#try("package", () => this.#bundles.rebuild());
  }

  /**
   * Starts the generator anew, for it has the package and the engine in it. Pages that run files which are others now are
   * loaded again at once; what is drawn and counted in them follows.
   */
  async #renew(files) {
    if (!existsSync(join(bundles, "faultlab.wasm")) || !existsSync(join(bundles, "faultlab.js"))) return undefined;
    const shown = files.map((file) => [file, join(web, "assets", basename(file))]).filter(([, to]) => existsSync(to));
    for (const [from, to] of shown) copyFileSync(from, to);
    if (shown.length > 0) this.#pages.tell({ kind: "reload" });
    const renewed = await this.#try("site", async () => {
      await this.#generator.restart();
      await this.#generator.ask("assets");
      return true;
    });
    const all = timed("all pages", () => this.#try("site", () => this.#render({ redrawn: shown.length > 0 })));
    if (this.#isFirst) await all;
    return renewed && (shown.length > 0 ? "loaded again" : "built");
  }

  /** Renders pages by their names, or all, and has those loaded again that have become others. */
  async #render({ names, redrawn = false }) {
    const { names: all, moved } = await this.#generator.ask("list");
    const isOpen = (name) => this.#pages.open.has(`${name}.html`);
    const wanted =
      moved || !names ? all.toSorted((a, b) => isOpen(b) - isOpen(a)) : all.filter((name) => names.includes(name));
    for (const name of this.#wrong.keys()) if (!all.includes(name)) this.#wrong.delete(name);
    let others = 0;
    // One by one: what somebody writes in the meantime waits for one of them and not for all.
    for (const name of wanted) {
      try {
        const file = await this.#generator.ask("page", name);
        this.#wrong.delete(name);
        if (!file) continue;
        others++;
        this.#pages.tell({ kind: "page", file, redrawn });
      } catch (error) {
        if (error instanceof Superseded) throw error;
        this.#wrong.set(name, error.message);
      }
    }
    if (this.#wrong.size > 0) throw new Error([...this.#wrong.values()].join("\n\n"));
    return `${others} of ${wanted.length} are others now,`;
  }

  /** Does something for a part. A mistake in it is told, and all stays as it was. */
  async #try(part, task) {
    try {
      const result = await task();
      this.#pages.note(part, undefined);
      return result;
    } catch (error) {
      if (error instanceof Superseded) return undefined;
      this.#pages.note(part, error.message);
      return undefined;
    }
  }
}

/** Says what came of something, and how long it took. */
async function timed(what, task) {
  const started = performance.now();
  const result = await task();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (result) console.log(`${what}: ${result} in ${seconds} s`);
}

const { values, positionals } = parseArgs({ options: { with: { type: "string" } }, allowPositionals: true });
await new Watch(values.with && resolve(values.with)).start(Number(positionals[0] ?? 8080));
