// Random texts, repeatable by their seed.

/** A generator of numbers in [0, 1): the same for the same seed. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick(next, list) {
  return list[Math.floor(next() * list.length)];
}

const SNIPPETS = [
  'bob@example.com', 'a.b-c+d@mail.example.co.uk', 'x@y', 'x@y.z', '@', '@@', '.', '..', '-', 'bob@exa', 'mple.com', 'not@-an.email',
  'very.long.local.part.that.goes.on.and.on.and.on.and.on.and.on.and.on.and@example.org', 'q@xn--bcher-kva.example', 'q@bücher.de',
  '4111 1111 1111 1111', '4111111111111111', '5500-0000-0000-0004', '340000000000009', '4111 1111', ' 1111 1111', '4111111111111112',
  '12345678901234567890123456789', '0', '7', '42', '6011 0000 0000 0004', 'sk-abcdefghijklmnop', 'sk-', 'SK-0123456789abcdef0123',
  'ID:1234', 'ID:12345', 'id:9', 'aaab', 'aaa', 'b', ' ', ' ', ' ', '\n', 'hello', 'world', 'é', '😀', '漢字', '"', '\\', '{', '}', ':', ',',
];

export function text(next, parts = 12) {
  const count = Math.floor(next() * parts) + 1;
  return Array.from({ length: count }, () => (next() < 0.1 ? String.fromCharCode(32 + next() * 95) : pick(next, SNIPPETS))).join('');
}

/** Cuts a string or byte array into parts, often tiny ones. */
export function cut(next, whole) {
  const parts = [];
  const largest = pick(next, [1, 3, 10, 60]);
  for (let at = 0; at < whole.length; ) {
    const size = 1 + Math.floor(next() * largest);
    parts.push(whole.slice(at, at + size));
    at += size;
  }
  return parts;
}
