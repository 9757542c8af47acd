// The built modules that tests run.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a built plugin. */
export function plugin(name) {
  const path = fileURLToPath(new URL(`../out/${name}.wasm`, import.meta.url));
  if (!existsSync(path)) throw new Error(`${path}: not found (remedy: run plugins-js/build)`);
  return path;
}
