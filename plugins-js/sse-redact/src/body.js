// Bytes in, masked bytes out.
import { JsonLane } from './json-lane.js';
import { SseLane } from './sse/stream.js';
import { TextLane } from './text-lane.js';

const SLICE = 8192;

export class BodyRedactor {
  #lane;
  #codec;

  constructor({ kind, encoding }, { matchers, separate }) {
    this.#codec = encoding === 'utf-8' ? new Utf8() : new SingleBytes();
    if (kind === 'sse') this.#lane = new SseLane(matchers, { separate });
    else this.#lane = kind === 'json' ? new JsonLane(matchers) : new TextLane(matchers);
  }

  /** What can go on, out of all that came. */
  push(bytes) {
    return this.#codec.encode(this.#lane.push(this.#codec.decode(bytes, true)));
  }

  /** The rest. */
  end() {
    return this.#codec.encode(this.#lane.push(this.#codec.decode(undefined, false)) + this.#lane.end());
  }
}

class Utf8 {
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #encoder = new TextEncoder();

  decode(bytes, stream) {
    return this.#decoder.decode(bytes, { stream });
  }

  encode(text) {
    return this.#encoder.encode(text);
  }
}

class SingleBytes {
  decode(bytes = new Uint8Array(0)) {
    let text = '';
    for (let at = 0; at < bytes.length; at += SLICE) text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
    return text;
  }

  encode(text) {
    return Uint8Array.from(text, (char) => (char.charCodeAt(0) < 256 ? char.charCodeAt(0) : 0x3f));
  }
}
