// Payment card numbers: 13 to 19 digits that pass the Luhn check and start with 2 to 6, as the card networks' ranges
// do; one space or hyphen may stand between two digits; no digit stands before or after.
import { decided, undecided } from './hit.js';

const MIN_DIGITS = 13;
const MAX_DIGITS = 19;
const ZERO = 0x30;

export class CardMatcher {
  maxHeld = 2 * MAX_DIGITS + 1;

  constructor(mask) {
    this.mask = mask;
  }

  find(text, from, final) {
    const first = /[2-6]/g;
    for (first.lastIndex = from; first.test(text); ) {
      const start = first.lastIndex - 1;
      if (isDigit(text, start - 1)) continue;
      const end = numberEnd(text, start, final);
      if (end === undefined) return undecided(start);
      if (end > 0) return decided(start, end, this.mask);
    }
    return null;
  }
}

function isDigit(text, at) {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= ZERO + 9;
}

function isSeparator(text, at) {
  return text[at] === ' ' || text[at] === '-';
}

/** Where the longest card number from `start` ends; 0: there is none; undefined: it depends on what follows. */
function numberEnd(text, start, final) {
  const digits = [];
  let end = 0;
  for (let i = start; ; i++) {
    if (i >= text.length && !final) return undefined;
    if (isDigit(text, i)) {
      if (digits.length === MAX_DIGITS) return end;
      digits.push(text.charCodeAt(i) - ZERO);
      continue;
    }
    const closed = isDigit(text, i - 1);
    if (closed && digits.length >= MIN_DIGITS && luhn(digits)) end = i;
    if (!closed || !isSeparator(text, i) || digits.length === MAX_DIGITS) return end;
  }
}

function luhn(digits) {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = double ? 2 * digits[i] : digits[i];
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
