// The automaton made deterministic as the text asks for it. Beside matching it answers what a stream needs to know:
// whether more text could still change the result.
import { isWord, negate, normalize, WORD } from './charset.js';
import { compile } from './nfa.js';
import { parse } from './parse.js';

const MAX_CACHED = 1000;

export class Dfa {
  #nfa;
  #bounds; // where a class of equivalent code points starts, ascending
  #ascii;
  #states = new Map();

  constructor(source, ignoreCase) {
    this.#nfa = compile(parse(source, ignoreCase));
    this.#bounds = classBounds(this.#nfa.states);
    this.#ascii = Array.from({ length: 128 }, (_, code) => this.#search(code));
  }

  /** The state before the first code point; `afterWord`: a word character stands before it. */
  start(afterWord) {
    return this.#state(this.#closure([this.#nfa.start]), afterWord);
  }

  /**
   * { accepts, next }: whether the text before `code` matches, given that `code` follows, and the state after it
   * (null: no match goes on).
   */
  step(state, code) {
    const index = code < 128 ? this.#ascii[code] : this.#search(code);
    return (state.steps[index] ??= this.#compute(state, code));
  }

  /** The code points that a match can start with. */
  get firstSet() {
    const start = this.#closure([this.#nfa.start]);
    const reached = [false, true].flatMap((before) => [false, true].flatMap((after) => this.#resolve(start, before, after).readers));
    return normalize(reached.flatMap((index) => this.#nfa.states[index].set.map((range) => [...range])));
  }

  get matchesEmpty() {
    const start = this.#closure([this.#nfa.start]);
    return [false, true].some((before) => [false, true].some((after) => this.#resolve(start, before, after).accepts));
  }

  #compute(state, code) {
    const { accepts, readers } = this.#resolve(state.members, state.afterWord, isWord(code));
    const targets = [];
    for (const index of readers) {
      const { set, next } = this.#nfa.states[index];
      if (set.some(([first, last]) => code >= first && code <= last)) targets.push(next);
    }
    return { accepts, next: targets.length ? this.#state(this.#closure(targets), isWord(code)) : null };
  }

  #state(members, afterWord) {
    const key = `${afterWord}:${members.join()}`;
    if (this.#states.size > MAX_CACHED) this.#states.clear();
    if (!this.#states.has(key)) this.#states.set(key, this.#describe(members, afterWord));
    return this.#states.get(key);
  }

  #describe(members, afterWord) {
    const beforeWord = this.#resolve(members, afterWord, true);
    const beforeOther = this.#resolve(members, afterWord, false);
    return {
      members,
      afterWord,
      steps: [],
      goesOn: beforeWord.readers.length + beforeOther.readers.length > 0,
      acceptsAtEnd: beforeOther.accepts,
      acceptsSometimes: beforeWord.accepts || beforeOther.accepts,
      acceptsAlways: beforeWord.accepts && beforeOther.accepts,
    };
  }

  /** The states reached without reading, boundaries left unresolved; sorted. */
  #closure(indexes) {
    const seen = new Set();
    const open = [...indexes];
    while (open.length) {
      const index = open.pop();
      if (seen.has(index)) continue;
      seen.add(index);
      open.push(...(this.#nfa.states[index].options ?? []));
    }
    return [...seen].filter((index) => !this.#nfa.states[index].options).sort((a, b) => a - b);
  }

  /** Passes the boundaries that hold between the two characters. */
  #resolve(members, afterWord, beforeWord) {
    const atBoundary = afterWord !== beforeWord;
    const seen = new Set();
    const open = [...members];
    while (open.length) {
      const index = open.pop();
      if (seen.has(index)) continue;
      seen.add(index);
      const { boundary, next } = this.#nfa.states[index];
      if (boundary === atBoundary) open.push(...this.#closure([next]));
    }
    return { accepts: seen.has(this.#nfa.accept), readers: [...seen].filter((index) => this.#nfa.states[index].set) };
  }

  #search(code) {
    let low = 0;
    let high = this.#bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#bounds[middle] <= code) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Code points between two bounds are in the same sets, and alike in being word characters. */
function classBounds(states) {
  const sets = [WORD, negate(WORD), ...states.flatMap(({ set }) => (set ? [set] : []))];
  const bounds = new Set(sets.flat().flatMap(([first, last]) => [first, last + 1]));
  return [...bounds].sort((a, b) => a - b);
}
