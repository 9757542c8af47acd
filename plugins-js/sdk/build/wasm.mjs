// The part of the WebAssembly binary format that embedding needs: sections, names, numbers in LEB128.

export const Section = Object.freeze({ Import: 2, Export: 7, Code: 10, Data: 11, DataCount: 12 });

const PREAMBLE = 8;

/** Reads numbers and byte strings one after the other. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  u32() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  name() {
    return new TextDecoder().decode(this.take(this.u32()));
  }
}

export function u32(value) {
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value);
  return bytes;
}

/** A signed number, as the operand of i32.const. */
export function s32(value) {
  const bytes = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    const last = (value === 0 && !(low & 0x40)) || (value === -1 && low & 0x40);
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}

export function sized(bytes) {
  return Buffer.concat([Buffer.from(u32(bytes.length)), bytes]);
}

/** [{ id, bytes }] in the order of the module. */
export function readSections(module) {
  const bytes = Buffer.from(module);
  if (bytes.readUInt32LE(0) !== 0x6d736100 || bytes.readUInt32LE(4) !== 1) {
    throw new Error('not a WebAssembly module (expected: magic and version 1)');
  }
  const reader = new Reader(bytes, PREAMBLE);
  const sections = [];
  while (!reader.done) sections.push({ id: reader.byte(), bytes: reader.take(reader.u32()) });
  return sections;
}

export function writeSections(sections) {
  const preamble = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  return Buffer.concat([preamble, ...sections.flatMap(({ id, bytes }) => [Buffer.from([id]), sized(bytes)])]);
}

/** [{ name, kind, index }] */
export function readExports(section) {
  const reader = new Reader(section.bytes);
  return Array.from({ length: reader.u32() }, () => ({ name: reader.name(), kind: reader.byte(), index: reader.u32() }));
}

export function writeExports(exports) {
  const entries = exports.map(({ name, kind, index }) =>
    Buffer.concat([sized(Buffer.from(name)), Buffer.from([kind, ...u32(index)])]),
  );
  return { id: Section.Export, bytes: Buffer.concat([Buffer.from(u32(exports.length)), ...entries]) };
}

/** The bodies of the functions that the module defines itself. */
export function readBodies(section) {
  const reader = new Reader(section.bytes);
  return Array.from({ length: reader.u32() }, () => reader.take(reader.u32()));
}

export function writeBodies(bodies) {
  return { id: Section.Code, bytes: Buffer.concat([Buffer.from(u32(bodies.length)), ...bodies.map(sized)]) };
}
