// Sets of code points: sorted lists of [first, last] that neither touch nor overlap.

const LAST = 0x10ffff;
const CASED = 0x530; // Latin, Greek, Cyrillic: how far case folding goes

export function normalize(ranges) {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0]);
  const merged = [];
  for (const [first, last] of sorted) {
    const open = merged.at(-1);
    if (open && first <= open[1] + 1) open[1] = Math.max(open[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function negate(set) {
  const outside = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) outside.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) outside.push([next, LAST]);
  return outside;
}

export function of(...chars) {
  return normalize([...chars.join('')].map((char) => [char.codePointAt(0), char.codePointAt(0)]));
}

/** With the other case of each letter. */
export function foldCase(set) {
  const added = [];
  for (const [first, last] of set) {
    for (let code = first; code <= Math.min(last, CASED); code++) {
      const char = String.fromCodePoint(code);
      for (const other of [char.toLowerCase(), char.toUpperCase()]) {
        const folded = other.codePointAt(0);
        if (folded !== code && String.fromCodePoint(folded) === other) added.push([folded, folded]);
      }
    }
  }
  return normalize([...set.map((range) => [...range]), ...added]);
}

export const DIGIT = [[0x30, 0x39]];
export const WORD = normalize([[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]);
export const SPACE = normalize([
  [0x09, 0x0d], [0x20, 0x20], [0xa0, 0xa0], [0x1680, 0x1680], [0x2000, 0x200a],
  [0x2028, 0x2029], [0x202f, 0x202f], [0x205f, 0x205f], [0x3000, 0x3000], [0xfeff, 0xfeff],
]);
export const NOT_LINE_END = negate(of('\n\r\u2028\u2029'));

export function isWord(code) {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a);
}
