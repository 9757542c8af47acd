// TextEncoder and TextDecoder of the Encoding Standard, for UTF-8.
import { host } from './host.js';

const NOTHING = new Uint8Array(0);
const BOM = '\uFEFF';

export class TextEncoder {
  get encoding() {
    return 'utf-8';
  }

  encode(text = '') {
    return host.utf8Encode(String(text));
  }
}

export class TextDecoder {
  #held = NOTHING;
  #started = false;

  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    if (!/^\s*utf-?8\s*$/i.test(label)) throw new RangeError(`TextDecoder: ${label} (expected: utf-8)`);
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
  }

  get encoding() {
    return 'utf-8';
  }

  decode(input = NOTHING, { stream = false } = {}) {
    const bytes = join(this.#held, view(input));
    const end = bytes.length - (stream ? incompleteTail(bytes) : 0);
    this.#held = bytes.slice(end);
    const text = host.utf8Decode(bytes.subarray(0, end), this.fatal);
    const first = !this.#started;
    this.#started = stream && (this.#started || text.length > 0);
    return first && !this.ignoreBOM && text.startsWith(BOM) ? text.slice(1) : text;
  }
}

function view(input) {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  return new Uint8Array(input);
}

function join(head, tail) {
  if (head.length === 0) return tail;
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}

/** How many bytes at the end begin a sequence that the next chunk may complete. */
function incompleteTail(bytes) {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}
