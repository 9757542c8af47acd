// From the tree to a nondeterministic automaton. A state is one of
// { set, next }: reads a code point · { boundary, next }: \b or \B · { options }: goes on without reading · {}: accepts.
import { RegexError } from './parse.js';

const MAX_STATES = 4000;

/** { states, start, accept }; states refer to each other by index. */
export function compile(tree) {
  const builder = new Builder();
  const accept = builder.add({});
  return { states: builder.states, start: builder.build(tree, accept), accept };
}

class Builder {
  states = [];

  add(state) {
    if (this.states.length >= MAX_STATES) throw new RegexError(`too large: more than ${MAX_STATES} states (remedy: smaller counts)`);
    return this.states.push(state) - 1;
  }

  /** The state from which `tree` is read, and then `next`. */
  build(tree, next) {
    if (tree.set) return this.add({ set: tree.set, next });
    if (tree.boundary !== undefined) return this.add({ boundary: tree.boundary, next });
    if (tree.choice) return this.add({ options: tree.choice.map((option) => this.build(option, next)) });
    if (tree.sequence) return tree.sequence.reduceRight((after, item) => this.build(item, after), next);
    return this.#repeat(tree, next);
  }

  #repeat({ repeat, min, max }, next) {
    let after = max === Infinity ? this.#star(repeat, next) : this.#optional(repeat, max - min, next);
    for (let i = 0; i < min; i++) after = this.build(repeat, after);
    return after;
  }

  #star(tree, next) {
    const loop = { options: [] };
    const index = this.add(loop);
    loop.options = [this.build(tree, index), next];
    return index;
  }

  #optional(tree, times, next) {
    let after = next;
    for (let i = 0; i < times; i++) after = this.add({ options: [this.build(tree, after), next] });
    return after;
  }
}
