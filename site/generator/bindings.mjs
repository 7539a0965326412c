// The one place where the generator touches the npm package beside it: the engine
// client, the views that draw still pictures, and the colour tokens.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const packageFolder = path.join(here, '..', '..', 'bindings');

const library = () => import(new URL('../../bindings/dist/faultlab.js', import.meta.url));

/** The engine under Node: the same client and the same WebAssembly as in a page. */
export async function openEngine() {
  const { createEngine } = await library();
  return createEngine();
}
export async function tokensCss() {
  const { readFile } = await import('node:fs/promises');
  return readFile(path.join(here, '..', 'style', 'tokens-standin.css'), 'utf8');
}
