import { Redactor } from './redactor.js';

const OUTSIDE = 0;
const STRING = 1;
const ESCAPES = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const BORDER = { [OUTSIDE]: /"/g, [STRING]: /["\\]/g };

/**
 * JSON text that is masked as it comes in. Each string is searched as what it says, escapes decoded; what is not
 * masked keeps its spelling. A match outside strings (a card number given as a number) becomes a string.
 */
export class JsonLane {
  #redactor;
  #state = OUTSIDE;
  #escape = ''; // the beginning of an escape sequence
  #raw = []; // how the text in the redactor is spelled: [spelling, units it stands for]

  constructor(matchers) {
    this.#redactor = new Redactor(matchers);
  }

  get held() {
    return this.#raw.reduce((sum, [spelling]) => sum + spelling.length, this.#escape.length);
  }

  push(text) {
    let output = '';
    let at = 0;
    while (at < text.length) {
      if (this.#escape) {
        output += this.#continueEscape(text[at++]);
        continue;
      }
      const border = BORDER[this.#state];
      border.lastIndex = at;
      const next = border.test(text) ? border.lastIndex - 1 : text.length;
      if (next > at) output += this.#feed(text.slice(at, next));
      at = next;
      if (at < text.length) output += this.#pass(text[at++]);
    }
    return output;
  }

  end() {
    const output = this.#show(this.#redactor.end()) + this.#escape;
    this.#state = OUTSIDE;
    this.#escape = '';
    return output;
  }

  /** A quote or backslash that stands between texts. */
  #pass(char) {
    if (char === '\\') {
      this.#escape = char;
      return '';
    }
    const output = this.#show(this.#redactor.end()) + char;
    this.#state = this.#state === STRING ? OUTSIDE : STRING;
    return output;
  }

  #continueEscape(char) {
    const escape = this.#escape + char;
    const decoded = decode(escape);
    this.#escape = decoded === undefined ? escape : '';
    return decoded === undefined ? '' : this.#feed(decoded, escape);
  }

  #feed(text, spelling = text) {
    this.#raw.push([spelling, text.length]);
    return this.#show(this.#redactor.push(text));
  }

  #show(pieces) {
    let output = '';
    for (const { text, mask } of pieces) {
      const spelling = this.#take(text.length);
      output += mask === undefined ? spelling : this.#quote(mask);
    }
    return output;
  }

  #quote(mask) {
    const quoted = JSON.stringify(mask);
    return this.#state === STRING ? quoted.slice(1, -1) : quoted;
  }

  /** The spelling of the next units of text. */
  #take(units) {
    let taken = '';
    let left = units;
    while (left > 0) {
      const [spelling, length] = this.#raw[0];
      if (length <= left) {
        taken += spelling;
        left -= length;
        this.#raw.shift();
        continue;
      }
      taken += spelling.slice(0, left);
      this.#raw[0] = [spelling.slice(left), length - left];
      left = 0;
    }
    return taken;
  }
}

/** What an escape sequence stands for; undefined: it is not at its end. A wrong one stands for itself. */
function decode(escape) {
  const kind = escape[1];
  if (kind !== 'u') return ESCAPES[kind] ?? kind;
  if (/^[0-9a-fA-F]{4}$/.test(escape.slice(2))) return String.fromCharCode(parseInt(escape.slice(2), 16));
  return /^[0-9a-fA-F]{0,3}$/.test(escape.slice(2)) ? undefined : escape;
}
