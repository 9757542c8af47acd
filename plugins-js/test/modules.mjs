// The modules that tests run.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlugin } from 'weir-sdk/build';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The path of a built plugin. */
export function plugin(name) {
  const path = join(HERE, `../out/${name}.wasm`);
  if (!existsSync(path)) throw new Error(`${path}: not found (remedy: run plugins-js/build)`);
  return path;
}

/** Builds a plugin from its source text; `weir-sdk` can be imported. */
export async function moduleOf(source) {
  const folder = await mkdtemp(join(HERE, '.built-'));
  try {
    const entry = join(folder, 'plugin.js');
    await writeFile(entry, source);
    return await buildPlugin(entry);
  } finally {
    await rm(folder, { recursive: true });
  }
}
