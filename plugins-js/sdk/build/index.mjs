// From a plugin's entry file to a proxy-wasm module.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { dropExports, embedSource } from './embed.mjs';
import { unusedCallbacks } from './probe.mjs';

const BUILD_ONLY_EXPORTS = ['weir_source_size', 'weir_source_read', 'weir_callbacks'];

/** Where the runtime is: beside the SDK's sources in the repository, or in the installed package. */
const PLACES = ['../runtime/weir-js-runtime.wasm', '../../runtime/out/weir-js-runtime.wasm'].map((place) =>
  fileURLToPath(new URL(place, import.meta.url)),
);

export function runtimePath() {
  const given = process.env.WEIR_JS_RUNTIME;
  if (given) return given;
  const found = PLACES.find((place) => existsSync(place));
  if (!found) throw new Error(`runtime: not found at ${PLACES.join(' or ')} (remedy: run plugins-js/runtime/build, or set WEIR_JS_RUNTIME)`);
  return found;
}

/** Bundles `entry` and what it imports to one script. `define` replaces global names by JSON values. */
export async function bundle(entry, { minify = false, define = {} } = {}) {
  const values = Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)]));
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2023',
    logLevel: 'warning',
    charset: 'utf8',
    minify,
    define: values,
  });
  return result.outputFiles[0].text;
}

/** The bytes of the plugin's module. */
export async function buildPlugin(entry, { runtime = runtimePath(), ...options } = {}) {
  const source = await bundle(entry, options);
  const module = embedSource(await readFile(runtime), source);
  return dropExports(module, [...BUILD_ONLY_EXPORTS, ...unusedCallbacks(module)]);
}
