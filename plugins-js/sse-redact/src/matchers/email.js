// E-mail addresses as they are met in practice: ASCII, a local part of at most 64 characters out of letters, digits and
// . _ % + -, and a domain of at least two labels whose last one is letters or punycode.
import { decided, undecided } from './hit.js';

const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
const MAX_LABEL = 63;
const LOCAL = table(/[A-Za-z0-9._%+-]/);
const LOCAL_START = table(/[A-Za-z0-9_]/);
const ALNUM = table(/[A-Za-z0-9]/);
const HYPHEN = 0x2d;
const DOT = 0x2e;
const TOP_LABEL = /^(?:[A-Za-z]{2,}|[Xx][Nn]--[A-Za-z0-9-]*[A-Za-z0-9])$/;

function table(pattern) {
  return Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)));
}

export class EmailMatcher {
  maxHeld = MAX_LOCAL + 1 + MAX_DOMAIN + 1;

  constructor(mask) {
    this.mask = mask;
  }

  find(text, from, final) {
    for (let at = text.indexOf('@', from); at >= 0; at = text.indexOf('@', at + 1)) {
      const start = localStart(text, from, at);
      if (start < 0) continue;
      const end = domainEnd(text, at + 1, final);
      if (end === undefined) return undecided(start);
      if (end > 0) return decided(start, end, this.mask);
    }
    if (final) return null;
    const start = localStart(text, from, text.length);
    return start < 0 ? null : undecided(start);
  }
}

/** Where a local part that ends before `at` starts; -1: nowhere. */
function localStart(text, from, at) {
  const lowest = Math.max(from, at - MAX_LOCAL);
  let start = -1;
  for (let i = at - 1; i >= lowest; i--) {
    const code = text.charCodeAt(i);
    if (!LOCAL[code]) break;
    if (LOCAL_START[code]) start = i;
  }
  return start;
}

/** Where the longest domain from `start` ends; 0: there is none; undefined: it depends on what follows. */
function domainEnd(text, start, final) {
  let end = 0;
  let label = start;
  let i = start;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (i - start >= MAX_DOMAIN || (code !== DOT && i - label >= MAX_LABEL)) return end;
    if (code === DOT) {
      if (!labelMayEnd(text, label, i)) return end;
      label = i + 1;
    } else if (code === HYPHEN) {
      if (i === label) return end;
    } else if (!ALNUM[code]) {
      return end;
    } else if (label > start && i > label && TOP_LABEL.test(text.slice(label, i + 1))) {
      end = i + 1;
    }
  }
  const full = i - start >= MAX_DOMAIN;
  return final || full ? end : undefined;
}

function labelMayEnd(text, label, at) {
  return at > label && text.charCodeAt(at - 1) !== HYPHEN;
}
