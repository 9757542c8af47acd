// Masks matches in a text that comes in parts. The result does not depend on where it is cut.
import { UNDECIDED } from './matchers/hit.js';

const CONTEXT = 1;

/**
 * push and end give pieces in the order of the text: { text } goes on as it is, { text, mask } is to be replaced.
 * Text that a match could still begin in is held until a later push or end.
 */
export class Redactor {
  #matchers;
  #buffer = '';
  #at = 0; // before it: the character before the held text
  #rest; // of a match longer than its pattern's limit: { matcher, carry }

  constructor(matchers) {
    this.#matchers = matchers;
  }

  /** How much text is held, in UTF-16 units. */
  get held() {
    return this.#buffer.length - this.#at;
  }

  push(text) {
    this.#buffer += text;
    const last = this.#buffer.charCodeAt(this.#buffer.length - 1);
    const half = last >= 0xd800 && last <= 0xdbff;
    return this.#scan(half ? this.#buffer.slice(0, -1) : this.#buffer, half ? this.#buffer.slice(-1) : '', false);
  }

  /** Everything held; then a new text may begin. */
  end() {
    const pieces = this.#scan(this.#buffer, '', true);
    this.#buffer = '';
    this.#at = 0;
    this.#rest = undefined;
    return pieces;
  }

  #scan(text, after, final) {
    const pieces = [];
    const hits = this.#matchers.map(() => undefined);
    let at = this.#at;
    for (;;) {
      const hit = this.#rest ? this.#takeRest(text, at, final) : this.#earliest(hits, text, at, final);
      if (hit === undefined) continue;
      const start = hit ? hit.start : text.length;
      if (start > at) pieces.push({ text: text.slice(at, start) });
      at = start;
      if (!hit || hit.end === UNDECIDED) break;
      pieces.push({ text: text.slice(at, hit.end), mask: hit.mask });
      at = hit.end;
      this.#rest = hit.carry && { matcher: hit.matcher, carry: hit.carry };
    }
    this.#at = Math.min(at, CONTEXT);
    this.#buffer = text.slice(at - this.#at) + after;
    return pieces;
  }

  /** The rest of an overlong match, masked by nothing; undefined when it is at its end. */
  #takeRest(text, at, final) {
    const hit = this.#rest.matcher.extend(text, at, this.#rest.carry, final);
    if (hit) return hit.end === UNDECIDED ? hit : { ...hit, mask: '' };
    this.#rest = undefined;
    return undefined;
  }

  /** The hit that starts first, of those the longest; an undecided one is taken for the longest. */
  #earliest(hits, text, at, final) {
    let best = null;
    this.#matchers.forEach((matcher, i) => {
      const known = hits[i] !== undefined && (hits[i] === null || hits[i].start >= at);
      if (!known) hits[i] = matcher.find(text, at, final);
      if (hits[i] && (!best || comesBefore(hits[i], best))) best = hits[i];
    });
    return best;
  }
}

function comesBefore(hit, other) {
  if (hit.start !== other.start) return hit.start < other.start;
  if (other.end === UNDECIDED) return false;
  return hit.end === UNDECIDED || hit.end > other.end;
}
