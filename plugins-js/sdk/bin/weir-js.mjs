#!/usr/bin/env node
// The command weir-js.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPlugin } from '../build/index.mjs';

const USAGE = `usage: weir-js build ENTRY -o FILE.wasm [--minify] [--define NAME=VALUE]...

Bundles ENTRY (JavaScript or TypeScript) with what it imports and puts it into the runtime module.

  weir-js build src/plugin.js -o plugin.wasm
  weir-js build src/plugin.ts -o plugin.wasm --define VERSION=2`;

class UsageError extends Error {}

function parse(args) {
  const options = {
    output: { type: 'string', short: 'o' },
    minify: { type: 'boolean', default: false },
    define: { type: 'string', multiple: true, default: [] },
    runtime: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  };
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function parseDefine(text) {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--define ${text}: no value (expected: NAME=VALUE)`);
  return [text.slice(0, at), text.slice(at + 1)];
}

async function main(args) {
  const { values, positionals } = parse(args);
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const [command, entry, ...rest] = positionals;
  if (command !== 'build' || !entry || rest.length || !values.output) throw new UsageError(USAGE);
  const define = Object.fromEntries(values.define.map(parseDefine));
  const module = await buildPlugin(entry, { minify: values.minify, define, ...(values.runtime && { runtime: values.runtime }) });
  await mkdir(dirname(values.output), { recursive: true });
  await writeFile(values.output, module);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof UsageError ? error.message : `weir-js: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
