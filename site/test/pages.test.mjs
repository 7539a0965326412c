// Claims about every page of both forms, as it was built.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { build, filesBelow, forms, openLab, tagsOf } from "./support.mjs";

let opened;
let first;
let second;
const built = {};

before(async () => {
  opened = await openLab();
  first = await build(opened);
  second = await build(opened);
  for (const form of forms) built[form] = await filesBelow(path.join(first.out, form));
});

after(async () => {
  await first?.remove();
  await second?.remove();
  await opened?.close();
});

function* pages() {
  for (const form of forms) {
    for (const [name, bytes] of built[form]) {
      if (!name.endsWith(".html")) continue;
      const source = bytes.toString("utf8");
      yield { where: `${form}/${name}`, form, name, source, tags: tagsOf(source) };
    }
  }
}

test("both forms have the same pages", () => {
  const names = (form) => [...built[form].keys()].filter((f) => f.endsWith(".html")).sort();
  assert.deepEqual(names("web"), names("folder"));
  assert.ok(names("web").includes("index.html") && names("web").includes("404.html"));
});

test("every page has a language, a title of its own, a description and one h1", () => {
  const titles = new Map();
  for (const { where, form, source, tags } of pages()) {
    assert.equal(tags.find((t) => t.name === "html").attributes.lang, "en", where);
    assert.equal(tags.filter((t) => t.name === "h1").length, 1, `${where}: h1`);
    const title = /<title>([^<]+)<\/title>/.exec(source)[1];
    assert.equal(titles.get(form + title), undefined, `${where} and ${titles.get(form + title)} share a title`);
    titles.set(form + title, where);
    const description = tags.find((t) => t.name === "meta" && t.attributes.name === "description");
    assert.ok(description?.attributes.content.length > 30, `${where}: description`);
  }
});

test("headings do not skip a level", () => {
  for (const { where, tags } of pages()) {
    let level = 0;
    for (const { name } of tags.filter((t) => /^h[1-6]$/.test(t.name))) {
      assert.ok(Number(name[1]) <= level + 1, `${where}: ${name} after h${level}`);
      level = Number(name[1]);
    }
  }
});

test("every address is relative and leads somewhere", () => {
  for (const { where, form, name, tags } of pages()) {
    for (const { name: tag, attributes } of tags) {
      for (const key of ["href", "src", "xlink:href"]) {
        if (!(key in attributes)) continue;
        const address = attributes[key];
        assert.doesNotMatch(address, /^([a-z]+:|\/)/i, `${where}: <${tag} ${key}="${address}">`);
        const [file, fragment] = address.replace(/\?[^#]*/, "").split("#");
        const target = file ? path.posix.join(path.posix.dirname(name), file) : name;
        assert.ok(built[form].has(target), `${where}: ${address} is missing`);
        if (fragment) {
          const ids = tagsOf(built[form].get(target).toString("utf8")).map((t) => t.attributes.id);
          assert.ok(
            ids.includes(decodeURIComponent(fragment.split("=")[0])),
            `${where}: nothing has the id of ${address}`,
          );
        }
        if (tag === "a" && file)
          assert.match(file, /\.(html|json)$/, `${where}: ${address} would not open from a folder`);
      }
    }
  }
});

test("ids are unique", () => {
  for (const { where, tags } of pages()) {
    const ids = tags.map((t) => t.attributes.id).filter(Boolean);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    assert.deepEqual(twice, [], where);
  }
});

test("no page has a style or a script of its own, or asks another host", () => {
  for (const { where, source, tags } of pages()) {
    for (const { name, attributes } of tags) {
      assert.notEqual(name, "style", where);
      assert.ok(!("style" in attributes), `${where}: <${name} style="${attributes.style}">`);
      for (const key of Object.keys(attributes)) assert.doesNotMatch(key, /^on/, `${where}: <${name} ${key}>`);
      if (name === "script") assert.ok(attributes.src, `${where}: a script without src`);
    }
    const policy = tags.find((t) => t.attributes["http-equiv"] === "Content-Security-Policy").attributes.content;
    assert.match(policy, /^default-src 'none'/, where);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|:\/\//, where);
    // A frame without an origin is allowed schemes, for in WebKit nothing is its own.
    if (!where.endsWith("embed.html")) assert.doesNotMatch(policy, /https?:/, where);
    assert.doesNotMatch(source, /<(?:img|iframe|video|audio|source|object|embed)\b[^>]*https?:/, where);
  }
});

test("the folder form has classic scripts only, and none that file:// refuses", () => {
  for (const { where, form, tags } of pages()) {
    for (const { attributes } of tags.filter((t) => t.name === "script" || t.name === "link")) {
      assert.ok(!("integrity" in attributes) && !("crossorigin" in attributes), where);
      if (form === "folder") assert.notEqual(attributes.type, "module", where);
    }
  }
  for (const [name, bytes] of built.folder) {
    if (name.endsWith(".js")) assert.doesNotMatch(bytes.toString("utf8"), /^\s*(import|export)\s/m, name);
  }
});

test("style sheets load only what is beside them", () => {
  for (const form of forms) {
    for (const [name, bytes] of built[form]) {
      if (!name.endsWith(".css")) continue;
      for (const [, address] of bytes.toString("utf8").matchAll(/url\(["']?([^"')]+)["']?\)/g)) {
        if (address.startsWith("#")) continue;
        assert.ok(built[form].has(path.posix.join(path.posix.dirname(name), address)), `${form}/${name}: ${address}`);
      }
    }
  }
});

test("every figure has a still picture and a caption", () => {
  for (const { where, source } of pages()) {
    for (const [, inside] of source.matchAll(/<fault-lab [^>]*>([\s\S]*?)<\/fault-lab>/g)) {
      assert.match(inside, /<svg[^>]* role="img"/, where);
    }
    for (const [whole] of source.matchAll(/<figure[\s\S]*?<\/figure>/g)) {
      assert.match(whole, /<figcaption>[\s\S]*\w[\s\S]*<\/figcaption>/, where);
    }
  }
});

test("a build is the same byte for byte every time", async () => {
  for (const form of forms) {
    const again = await filesBelow(path.join(second.out, form));
    assert.deepEqual([...again.keys()].sort(), [...built[form].keys()].sort());
    for (const [name, bytes] of built[form]) assert.ok(bytes.equals(again.get(name)), `${form}/${name} differs`);
  }
});
