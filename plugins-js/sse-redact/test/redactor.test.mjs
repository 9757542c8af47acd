import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from '../src/config.js';
import { JsonLane } from '../src/json-lane.js';
import { TextLane } from '../src/text-lane.js';
import { cut, random, text } from './random.mjs';
import { MAX_HELD, settings } from './settings.mjs';

function mask(whole, { matchers } = settings, Lane = TextLane) {
  const lane = new Lane(matchers);
  return lane.push(whole) + lane.end();
}

function maskWith(regex, whole, options = {}) {
  return mask(whole, readConfig({ detect: [], patterns: [{ regex, mask: '#', ...options }] }));
}

for (const [input, expected] of [
  ['mail bob@example.com now', 'mail [EMAIL] now'],
  ['bob@example.com.', '[EMAIL].'],
  ['<bob.b+tag@mail.example.co.uk>', '<[EMAIL]>'],
  ['...bob@example.com', '...[EMAIL]'],
  ['bob@example', 'bob@example'],
  ['bob@example.c', 'bob@example.c'],
  ['bob@-example.com bob@example-.com bob@a..com', 'bob@-example.com bob@example-.com bob@a..com'],
  ['a@b@example.com', 'a@[EMAIL]'],
  ['q@xn--bcher-kva.xn--p1ai', '[EMAIL]'],
  [`${'x'.repeat(70)}@example.com`, `${'x'.repeat(6)}[EMAIL]`],
  ['4111 1111 1111 1111', '[CARD]'],
  ['4111-1111-1111-1111 2026', '[CARD] 2026'],
  ['340000000000009,', '[CARD],'],
  ['4111111111111112', '4111111111111112'],
  ['44111111111111111', '44111111111111111'],
  ['4111  1111 1111 1111', '4111  1111 1111 1111'],
  ['1700000000000', '1700000000000'],
  ['4111 1111 1111 1111@example.com', '[CARD]@example.com'],
  ['SK-ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!', '[KEY]!'],
  ['ID:1234 ID:12345 xID:1234', '[ID] ID:12345 xID:1234'],
]) {
  test(`masks: ${input}`, () => assert.equal(mask(input), expected));
}

test('the longest of several matches at one place wins', () => {
  assert.equal(maskWith('a|ab|abc', 'abcabab a'), '### #');
  assert.equal(maskWith('(a|ab)(c|bcd)', 'abcd'), '#');
});

test('patterns agree with the engine\'s own regular expressions', () => {
  const next = random(7);
  for (const source of ['[a-c]+\\d?', '\\bab*\\b', '(?:ab|ba){2,3}', 'a\\Bb', '[^a\\s]{2}c', '\\w+\\b:', '(?<x>a|b)c{0,2}', 'A[b-]|\\x61\\u0031']) {
    for (let i = 0; i < 300; i++) {
      const whole = Array.from({ length: 1 + next() * 20 }, () => 'abc1-: é'[Math.floor(next() * 8)]).join('');
      assert.equal(maskWith(source, whole), whole.replace(new RegExp(source, 'gu'), '#'), `${source} in ${whole}`);
    }
  }
});

test('case is ignored on demand', () => {
  assert.equal(maskWith('straße[a-c]é', 'STRAßEBÉ STRASSEBÉ', { ignore_case: true }), '# STRASSEBÉ');
  assert.equal(maskWith('[^a]', 'aAb', { ignore_case: true }), 'aA#');
});

test('a match beyond max_length is masked to its end', () => {
  assert.equal(maskWith('k[0-9]{3,}', `k${'1'.repeat(1000)}x k1`, { max_length: 8 }), '#x k1');
  assert.equal(maskWith('(ab)+', `${'ab'.repeat(50)}a`, { max_length: 5 }), '#a');
  assert.equal(maskWith('[^;]*;', `${'x'.repeat(20)};`, { max_length: 8 }), `${'x'.repeat(13)}#`);
});

test('property: however a text is cut, the result is that of the whole', () => {
  for (let seed = 1; seed <= 6000; seed++) {
    const next = random(seed);
    const whole = text(next);
    const lane = new TextLane(settings.matchers);
    let output = '';
    for (const part of cut(next, whole)) {
      output += lane.push(part);
      assert.ok(lane.held <= MAX_HELD, `seed ${seed}: ${lane.held} characters held`);
    }
    assert.equal(output + lane.end(), mask(whole), `seed ${seed}`);
  }
});

test('no more is held than what a match could begin with', () => {
  for (const [input, held] of [
    ['Hello, world. ', 0],
    ['Hello', 5],
    ['word Hello', 5],
    ['total: 17 ', 0],
    ['bob@example.com', 15],
    ['bob@example.com ', 0],
    ['bob@!', 0],
    ['nr. 4111 1', 6],
    ['nr. 4111 1x', 2],
    ['nr. 4111 1x!', 0],
    ['a- 1111 ', 0],
  ]) {
    const lane = new TextLane(readConfig({}).matchers);
    lane.push(input.slice(0, 3));
    lane.push(input.slice(3));
    assert.equal(lane.held, held, input);
  }
});

test('a pattern that cannot go on is masked at once', () => {
  const lane = new TextLane(readConfig({ detect: [], patterns: [{ regex: 'abc', mask: '#' }] }).matchers);
  assert.deepEqual(['a', 'b', 'c', 'ab', 'x'].map((part) => lane.push(part)), ['', '', '#', '', 'abx']);
});

test('a character cut in two halves is whole again', () => {
  const lane = new TextLane(settings.matchers);
  assert.equal(lane.push('\ud83d'), '');
  assert.equal(lane.push('\ude00.') + lane.end(), '<U>.');
});

test('property: JSON stays JSON, its strings are masked, and nothing else changes', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const next = random(seed);
    const values = Array.from({ length: 3 }, () => text(next, 5));
    const source = JSON.stringify({ list: values, n: 4111111111111111, plain: [1, true, null, 'é'] }).replaceAll('é', '\\u00e9');
    const lane = new JsonLane(settings.matchers);
    const output = cut(next, source).map((part) => lane.push(part)).join('') + lane.end();
    assert.deepEqual(JSON.parse(output), { list: values.map((value) => mask(value)), n: '[CARD]', plain: [1, true, null, 'é'] }, `seed ${seed}`);
    assert.ok(output.endsWith('"plain":[1,true,null,"\\u00e9"]}'), output);
  }
});

test('escapes are decoded before the search and kept where nothing is masked', () => {
  assert.equal(mask('"a\\nbob\\u0040example.com\\tz\\/"', settings, JsonLane), '"a\\n[EMAIL]\\tz\\/"');
  assert.equal(mask('bob@example.com', settings, JsonLane), '"[EMAIL]"');
});
