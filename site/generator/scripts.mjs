// The scripts of each form. The web form loads modules, with the engine and its
// worker as files of the same origin. The folder form has classic scripts only,
// with the engine packed inside one of them: on file:// nothing else loads.

import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageFolder } from './bindings.mjs';

const packageFiles = {
  web: ['define.js', 'faultlab.js', 'faultlab.worker.js', 'faultlab.wasm'],
  folder: ['faultlab.iife.js', 'faultlab.wasm.js'],
};

/** What a page with figures loads, in this order; see layout.mjs. */
export const pageScripts = {
  web: ['site.js'],
  folder: ['faultlab.iife.js', 'site.js'],
};

/** Copies the package's files and writes site.js. */
export async function writeScripts(out, { siteFolder, form, scenarios }) {
  for (const file of packageFiles[form]) await copyFile(path.join(packageFolder, 'dist', file), path.join(out, file));
  const start = await readFile(path.join(siteFolder, 'script', 'start.js'), 'utf8');
  await writeFile(path.join(out, 'site.js'), assemble[form](start, JSON.stringify(Object.fromEntries(scenarios))));
}

const assemble = {
  web: (start, documents) => `import './define.js';
import * as faultlab from './faultlab.js';

${start}
start(faultlab, ${documents});
`,
  folder: (start, documents) => `(() => {
${start.replace(/^export /gm, '')}
start(globalThis.faultlab, ${documents});
})();
`,
};
