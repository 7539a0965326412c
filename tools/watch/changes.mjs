// Tells when files change.

import { readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";

/** What editors leave beside a file while they write it, and what others put there. */
const passed = /^[.#]|~$|\.(swp|swx|tmp)$|^(4913|node_modules)$/;

/** An editor writes a file in several steps, and may write several files. Changes that are as close as this are one. */
const settleMilliseconds = 40;

/**
 * Watches the files below folders, which may come and go. Calls changed(paths) when they have changed. Every folder is
 * watched by itself: what recursive watching sees of a file that is replaced, as most editors do, is not the same
 * everywhere.
 */
export function watchFiles(folders, changed) {
  const watchers = new Map();
  let gathered = new Set();
  let settling;

  const gather = (path) => {
    gathered.add(path);
    clearTimeout(settling);
    settling = setTimeout(() => {
      const paths = [...gathered];
      gathered = new Set();
      changed(paths);
    }, settleMilliseconds);
  };

  /** Watches a folder and those in it. With report, what is in it has just come. */
  const add = (folder, report) => {
    if (watchers.has(folder)) return;
    let entries;
    try {
      watchers.set(
        folder,
        watch(folder, (_, name) => name && seen(folder, String(name))),
      );
      watchers.get(folder).on("error", () => remove(folder));
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      remove(folder); // it has gone already
      return;
    }
    for (const entry of entries) {
      if (passed.test(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) add(path, report);
      else if (report) gather(path);
    }
  };

  const remove = (folder) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  const seen = (folder, name) => {
    if (passed.test(name)) return;
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) add(path, true);
    else if (watchers.has(path)) remove(path);
    else gather(path);
  };

  for (const folder of folders) add(folder, false);
  return {
    close() {
      clearTimeout(settling);
      for (const folder of [...watchers.keys()]) remove(folder);
    },
  };
}
