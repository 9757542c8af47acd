// The part of JavaScript's regular expressions that can be matched over a stream: no lookaround, no
// back-references, no anchors but \b and \B. Gives a tree of { set }, { sequence }, { choice }, { repeat, min, max }, { boundary }.
import { DIGIT, foldCase, negate, normalize, NOT_LINE_END, of, SPACE, WORD } from './charset.js';

const CLASSES = { d: DIGIT, D: negate(DIGIT), w: WORD, W: negate(WORD), s: SPACE, S: negate(SPACE) };
const CONTROLS = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };
const MAX_COUNT = 1000;

export class RegexError extends Error {}

export function parse(source, ignoreCase = false) {
  return new Parser(source, ignoreCase).parse();
}

class Parser {
  #source;
  #chars;
  #at = 0;
  #fold;

  constructor(source, ignoreCase) {
    this.#source = source;
    this.#chars = [...source];
    this.#fold = ignoreCase ? foldCase : (set) => set;
  }

  parse() {
    const tree = this.#choice();
    if (this.#peek() === ')') this.#fail('a ) without its (');
    return tree;
  }

  #fail(problem) {
    throw new RegexError(`${this.#source}: ${problem} at character ${this.#at + 1}`);
  }

  #peek() {
    return this.#chars[this.#at];
  }

  #next() {
    return this.#chars[this.#at++];
  }

  #eat(text) {
    const found = this.#chars.slice(this.#at, this.#at + text.length).join('') === text;
    if (found) this.#at += text.length;
    return found;
  }

  #choice() {
    const options = [this.#sequence()];
    while (this.#eat('|')) options.push(this.#sequence());
    return options.length === 1 ? options[0] : { choice: options };
  }

  #sequence() {
    const items = [];
    while (this.#peek() !== undefined && this.#peek() !== '|' && this.#peek() !== ')') {
      items.push(this.#quantified(this.#atom()));
    }
    return items.length === 1 ? items[0] : { sequence: items };
  }

  #atom() {
    const char = this.#next();
    if (char === '(') return this.#group();
    if (char === '[') return { set: this.#bracket() };
    if (char === '.') return { set: NOT_LINE_END };
    if (char === '\\') return this.#escape();
    if (char === '^' || char === '$') this.#fail(`${char} has no place in a stream (remedy: \\b), `);
    if ('*+?{'.includes(char)) this.#fail(`${char} repeats nothing`);
    return { set: this.#fold(of(char)) };
  }

  #group() {
    if (this.#eat('?')) {
      const named = this.#peek() === '<' && !'=!'.includes(this.#chars[this.#at + 1]);
      if (named) this.#groupName();
      else if (!this.#eat(':')) this.#fail('lookahead, lookbehind and flags cannot be used in a stream,');
    }
    const tree = this.#choice();
    if (!this.#eat(')')) this.#fail('a ( without its )');
    return tree;
  }

  #groupName() {
    const end = this.#chars.indexOf('>', this.#at);
    if (end < 0) this.#fail('a group name without its >');
    this.#at = end + 1;
  }

  #escape() {
    const char = this.#peek();
    if (char === 'b' || char === 'B') {
      this.#at++;
      return { boundary: char === 'b' };
    }
    if (/[1-9k]/.test(char ?? '')) this.#fail('back-references cannot be used in a stream,');
    return { set: this.#escapedSet() };
  }

  /** What follows a backslash, inside or outside brackets. */
  #escapedSet() {
    const char = this.#next();
    if (char === undefined) this.#fail('a \\ at the end');
    if (CLASSES[char]) return CLASSES[char];
    if (CONTROLS[char]) return of(CONTROLS[char]);
    if (char === '0') return of('\0');
    if (char === 'x') return this.#fold(this.#hex(2));
    if (char === 'u') return this.#fold(this.#eat('{') ? this.#bracedHex() : this.#hex(4));
    if (/[A-Za-z0-9]/.test(char)) this.#fail(`\\${char} is not known`);
    return of(char);
  }

  #hex(length) {
    const digits = this.#chars.slice(this.#at, this.#at + length).join('');
    if (!new RegExp(`^[0-9a-fA-F]{${length}}$`).test(digits)) this.#fail(`not ${length} hexadecimal digits`);
    this.#at += length;
    return single(parseInt(digits, 16));
  }

  #bracedHex() {
    const end = this.#chars.indexOf('}', this.#at);
    const digits = this.#chars.slice(this.#at, Math.max(end, this.#at)).join('');
    if (!/^[0-9a-fA-F]{1,6}$/.test(digits) || parseInt(digits, 16) > 0x10ffff) this.#fail('not a code point');
    this.#at = end + 1;
    return single(parseInt(digits, 16));
  }

  #bracket() {
    const inverted = this.#eat('^');
    const ranges = [];
    while (!this.#eat(']')) {
      if (this.#peek() === undefined) this.#fail('a [ without its ]');
      ranges.push(...this.#range());
    }
    const set = this.#fold(normalize(ranges.map((range) => [...range])));
    const result = inverted ? negate(set) : set;
    if (result.length === 0) this.#fail('a class that matches nothing');
    return result;
  }

  #range() {
    const first = this.#classAtom();
    if (this.#peek() !== '-' || this.#chars[this.#at + 1] === ']' || this.#chars[this.#at + 1] === undefined) return first;
    this.#at++;
    const last = this.#classAtom();
    if (!isSingle(first) || !isSingle(last)) this.#fail('a range from or to a class');
    if (first[0][0] > last[0][0]) this.#fail('a range that ends before it starts');
    return [[first[0][0], last[0][0]]];
  }

  #classAtom() {
    const char = this.#next();
    if (char === undefined) this.#fail('a [ without its ]');
    if (char !== '\\') return of(char);
    if (this.#eat('b')) return of('\b');
    return this.#escapedSet();
  }

  #quantified(item) {
    const counts = this.#counts();
    if (!counts) return item;
    if (item.boundary !== undefined) this.#fail('a repeated \\b');
    if (this.#peek() === '?') this.#fail('a lazy quantifier: a stream is matched by the longest text (remedy: a class such as [^,]*),');
    if (this.#peek() !== undefined && '*+{'.includes(this.#peek())) this.#fail('a quantifier after a quantifier');
    return { repeat: item, min: counts[0], max: counts[1] };
  }

  #counts() {
    if (this.#eat('*')) return [0, Infinity];
    if (this.#eat('+')) return [1, Infinity];
    if (this.#eat('?')) return [0, 1];
    if (!this.#eat('{')) return undefined;
    const end = this.#chars.indexOf('}', this.#at);
    const match = /^(\d+)(,(\d*))?$/.exec(this.#chars.slice(this.#at, Math.max(end, this.#at)).join(''));
    if (!match) this.#fail('a { that is no count (remedy: \\{)');
    this.#at = end + 1;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3]);
    if (max < min) this.#fail('a count whose end is below its start');
    if (min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT)) this.#fail(`a count above ${MAX_COUNT}`);
    return [min, max];
  }
}

function single(code) {
  return [[code, code]];
}

function isSingle(set) {
  return set.length === 1 && set[0][0] === set[0][1];
}
