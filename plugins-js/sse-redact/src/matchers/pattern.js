// A custom pattern: the leftmost, then the longest text that the regular expression matches.
import { isWord } from '../regex/charset.js';
import { Dfa } from '../regex/dfa.js';
import { RegexError } from '../regex/parse.js';
import { undecided } from './hit.js';

export class PatternMatcher {
  #dfa;
  #first;
  #maxLength;

  /** `maxLength`, in UTF-16 units, bounds how far a match is followed before it must have come to an end. */
  constructor({ regex, ignoreCase = false, maxLength, mask }) {
    this.#dfa = new Dfa(regex, ignoreCase);
    if (this.#dfa.matchesEmpty) throw new RegexError(`${regex}: matches the empty text`);
    this.#first = new RegExp(`[${this.#dfa.firstSet.map(classRange).join('')}]`, 'gu');
    this.#maxLength = maxLength;
    this.maxHeld = maxLength + 2;
    this.mask = mask;
  }

  find(text, from, final) {
    const first = this.#first;
    for (first.lastIndex = from; first.test(text); ) {
      const start = startOf(text, first.lastIndex);
      const hit = this.#run(text, start, this.#dfa.start(start > 0 && isWord(text.charCodeAt(start - 1))), final);
      if (hit) return hit;
    }
    return null;
  }

  /**
   * Goes on with a match that was longer than maxLength, from the state that it left in `carry`: its rest is masked
   * too. Null: there is no rest.
   */
  extend(text, from, carry, final) {
    return this.#run(text, from, carry, final);
  }

  #run(text, start, from, final) {
    let state = from;
    let end = start;
    let atEnd;
    let i = start;
    let full = false;
    for (; i < text.length; ) {
      const code = text.codePointAt(i);
      const { accepts, next } = this.#dfa.step(state, code);
      if (accepts) [end, atEnd] = [i, state];
      full = i - start >= this.#maxLength;
      if (!next || full) return this.#result(start, end, next && atEnd);
      state = next;
      i += code > 0xffff ? 2 : 1;
    }
    full = i - start >= this.#maxLength;
    if (!final && !full && state.goesOn) return undecided(start);
    if (!final && state.acceptsSometimes && !state.acceptsAlways) return undecided(start);
    if (final ? state.acceptsAtEnd : state.acceptsAlways) [end, atEnd] = [i, state];
    return this.#result(start, end, full && !final && state.goesOn && atEnd);
  }

  #result(start, end, carry) {
    return end > start ? { start, end, mask: this.mask, carry: carry || undefined, matcher: this } : null;
  }
}

/** Where the code point that ends at `end` starts. */
function startOf(text, end) {
  const low = text.charCodeAt(end - 1);
  const high = end > 1 ? text.charCodeAt(end - 2) : 0;
  const pair = low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff;
  return end - (pair ? 2 : 1);
}

function classRange([first, last]) {
  return `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`;
}
