// What a matcher's find(text, from, final) gives: the first match that starts at or after `from`, or null.
//
// A hit is decided when no text that may follow can change it; else its end is UNDECIDED and the text from its start
// on must be held. `final` says that nothing follows. text[from - 1], where there is one, is the character before.

export const UNDECIDED = -1;

export function decided(start, end, mask) {
  return { start, end, mask };
}

export function undecided(start) {
  return { start, end: UNDECIDED };
}
