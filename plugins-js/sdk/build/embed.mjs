// Puts a plugin's source into the runtime module, as a passive data segment that two functions hand out.
import { readBodies, readExports, readSections, Section, s32, sized, u32, writeBodies, writeExports, writeSections } from './wasm.mjs';

const FUNCTION = 0;
const OP = { end: 0x0b, localGet: 0x20, i32Const: 0x41, memoryInit: [0xfc, 0x08], dataDrop: [0xfc, 0x09] };
const PASSIVE = 1;

/** The module with the source in it; everything else stays as it is. */
export function embedSource(runtime, source) {
  const module = WebAssembly.Module.imports(new WebAssembly.Module(runtime));
  const imported = module.filter(({ kind }) => kind === 'function').length;
  const text = Buffer.from(source);
  let sections = readSections(runtime);
  const segment = segmentCount(sections);
  sections = withSegment(sections, segment, text);
  const bodies = {
    weir_source_size: constantBody(text.length),
    weir_source_read: readBody(segment, text.length),
  };
  return writeSections(sections.map((section) => replaceBodies(section, sections, imported, bodies)));
}

/** The module without the named exports. */
export function dropExports(module, names) {
  const dropped = new Set(names);
  return writeSections(
    readSections(module).map((section) =>
      section.id === Section.Export ? writeExports(readExports(section).filter(({ name }) => !dropped.has(name))) : section,
    ),
  );
}

function segmentCount(sections) {
  const data = sections.find(({ id }) => id === Section.Data);
  if (!data) throw new Error('the runtime has no data section (expected: a module made by plugins-js/runtime/build)');
  return count(data.bytes).value;
}

/** The number at the head of a vector, and how many bytes it takes. */
function count(bytes) {
  let length = 1;
  while (bytes[length - 1] & 0x80) length++;
  let value = 0;
  for (let i = length - 1; i >= 0; i--) value = value * 128 + (bytes[i] & 0x7f);
  return { value, length };
}

function withSegment(sections, segment, text) {
  const dataCount = { id: Section.DataCount, bytes: Buffer.from(u32(segment + 1)) };
  return sections.flatMap((section) => {
    if (section.id === Section.DataCount) return [];
    if (section.id === Section.Code) return [dataCount, section];
    if (section.id !== Section.Data) return [section];
    const old = section.bytes.subarray(count(section.bytes).length);
    const added = Buffer.concat([Buffer.from([PASSIVE]), sized(text)]);
    return [{ id: Section.Data, bytes: Buffer.concat([Buffer.from(u32(segment + 1)), old, added]) }];
  });
}

function replaceBodies(section, sections, imported, bodies) {
  if (section.id !== Section.Code) return section;
  const exports = readExports(sections.find(({ id }) => id === Section.Export));
  const functions = readBodies(section);
  for (const [name, body] of Object.entries(bodies)) {
    const found = exports.find((entry) => entry.name === name && entry.kind === FUNCTION);
    if (!found) throw new Error(`the runtime exports no ${name} (expected: a module made by plugins-js/runtime/build)`);
    functions[found.index - imported] = body;
  }
  return writeBodies(functions);
}

function constantBody(value) {
  return Buffer.from([0, OP.i32Const, ...s32(value), OP.end]);
}

/** memory.init from the start of the segment to the address in the argument; the segment is dropped afterwards. */
function readBody(segment, length) {
  const init = [OP.localGet, 0, OP.i32Const, 0, OP.i32Const, ...s32(length), ...OP.memoryInit, ...u32(segment), 0];
  return Buffer.from([0, ...init, ...OP.dataDrop, ...u32(segment), OP.end]);
}
