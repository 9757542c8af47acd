// The built module, in the fake host.
import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeHost } from '../../test/fake-host.mjs';
import { plugin } from '../../test/modules.mjs';
import { BodyRedactor } from '../src/body.js';
import { readConfig } from '../src/config.js';
import { cut, random, text } from './random.mjs';
import { PATTERNS } from './settings.mjs';

const MODULE = plugin('sse-redact');

function stream(config, type = 'text/event-stream', more = []) {
  const host = FakeHost.configured(MODULE, config);
  const stream = host.stream();
  stream.headers('request', [[':path', '/'], ['accept-encoding', 'gzip'], ['range', 'bytes=0-1'], ['te', 'trailers'], ['accept', '*/*']], true);
  stream.headers('response', [[':status', '200'], ['content-type', type], ['content-length', '100'], ...more]);
  return stream;
}

test('the request asks for a whole, uncompressed answer', () => {
  assert.deepEqual(stream({}).request.headers, [[':path', '/'], ['accept', '*/*']]);
});

test('an event stream is masked chunk by chunk and loses its length', () => {
  const events = stream({});
  assert.deepEqual(events.response.headers, [[':status', '200'], ['content-type', 'text/event-stream']]);
  assert.equal(events.body('response', 'data: write to bob@exam').toString(), '');
  assert.equal(events.body('response', 'ple.com!\n\ndata: by').toString(), 'data: write to [EMAIL]!\n\n');
  assert.equal(events.body('response', 'e!\n\n', true).toString(), 'data: bye!\n\n');
});

test('another content type passes as it is, its length too', () => {
  const html = stream({}, 'text/html');
  assert.equal(html.response.headers.some(([name]) => name === 'content-length'), true);
  assert.equal(html.body('response', 'bob@example.com', true).toString(), 'bob@example.com');
});

test('text and JSON on demand', () => {
  const config = { content_types: ['text/*', 'application/json'] };
  assert.equal(stream(config, 'text/plain; charset=UTF-8').body('response', 'é bob@example.com', true).toString(), 'é [EMAIL]');
  assert.equal(stream(config, 'application/json').body('response', '{"a":"\\nbob@example.com"}', true).toString(), '{"a":"\\n[EMAIL]"}');
  const latin1 = stream(config, 'text/plain;charset="ISO-8859-1"').body('response', Buffer.from('é bob@example.com', 'latin1'), true);
  assert.deepEqual(latin1, Buffer.from('é [EMAIL]', 'latin1'));
  const utf16 = Buffer.from('bob@example.com', 'utf16le');
  assert.deepEqual(stream(config, 'text/plain; charset=utf-16').body('response', utf16, true), utf16);
});

test('what is held goes out with the trailers', () => {
  const plain = stream({});
  assert.equal(plain.body('response', 'data: bob@example.com').length, 0);
  plain.trailers('response', [['x-t', '1']]);
  assert.equal(plain.response.held.toString(), 'data: [EMAIL]\n\n');
});

test('a compressed answer is refused, or passes on demand', () => {
  const refused = stream({}, 'text/event-stream', [['content-encoding', 'gzip']]);
  assert.equal(refused.localResponse.status, 502);
  const passed = stream({ compressed: 'pass' }, 'text/event-stream', [['content-encoding', 'gzip']]);
  assert.equal(passed.body('response', 'data: bob@example.com\n\n', true).toString(), 'data: bob@example.com\n\n');
  assert.match(passed.host.messages('warn')[0], /gzip/);
});

for (const [config, message] of [
  [{ detects: [] }, 'detects: unknown field (expected: one of detect, masks, patterns, content_types, plain_events, compressed)'],
  [{ detect: ['phone'] }, 'detect[0]: "phone" (expected: email or card)'],
  [{ detect: [] }, 'detect, patterns: both empty (expected: something to mask)'],
  [{ masks: { email: 1 } }, 'masks.email: 1 (expected: a text that is not empty)'],
  [{ patterns: {} }, 'patterns: {} (expected: a list)'],
  [{ patterns: [{}] }, 'patterns[0].regex: undefined (expected: a text that is not empty)'],
  [{ patterns: [{ regex: 'a', max_length: 0 }] }, 'patterns[0].max_length: 0 (expected: a whole number from 1 to 4096)'],
  [{ patterns: [{ regex: 'a', ignore_case: 1 }] }, 'patterns[0].ignore_case: 1 (expected: true or false)'],
  [{ patterns: [{ regex: 'a*' }] }, 'patterns[0].regex: a*: matches the empty text'],
  [{ patterns: [{ regex: '(a' }] }, 'patterns[0].regex: (a: a ( without its ) at character 3'],
  [{ patterns: [{ regex: 'a(?=b)' }] }, 'patterns[0].regex: a(?=b): lookahead, lookbehind and flags cannot be used in a stream, at character 4'],
  [{ patterns: [{ regex: '(?:a{900}){900}' }] }, 'patterns[0].regex: too large: more than 4000 states (remedy: smaller counts)'],
  [{ content_types: ['html'] }, 'content_types[0]: html (expected: a media type such as text/plain or text/*)'],
  [[], 'configuration: [] (expected: an object)'],
]) {
  test(`refused: ${JSON.stringify(config)}`, () => {
    const host = new FakeHost(MODULE);
    assert.equal(host.configure(config), false);
    assert.deepEqual(host.messages('error'), [`configuration refused: ${message}`]);
  });
}

test('property: the module does what its source does under Node', () => {
  const config = { patterns: PATTERNS, content_types: ['text/*', 'application/json'] };
  const host = FakeHost.configured(MODULE, config);
  for (let seed = 1; seed <= 150; seed++) {
    const next = random(seed);
    const type = ['text/event-stream', 'text/plain', 'application/json'][seed % 3];
    const whole = Buffer.from(type === 'text/plain' ? text(next) : `data: ${JSON.stringify({ choices: [{ delta: { content: text(next) } }] })}\n\n`);
    const reference = new BodyRedactor({ kind: { 'text/plain': 'text', 'application/json': 'json' }[type] ?? 'sse', encoding: 'utf-8' }, readConfig(config));
    const expected = Buffer.concat([reference.push(whole), reference.end()]);
    const one = host.stream();
    one.headers('response', [['content-type', type]]);
    for (const part of cut(next, whole)) one.body('response', part);
    one.body('response', '', true);
    assert.equal(one.response.output.toString(), expected.toString(), `seed ${seed}`);
    one.end();
  }
});
