import assert from 'node:assert/strict';
import test from 'node:test';
import { readConfig } from '../src/config.js';
import { SseLane } from '../src/sse/stream.js';
import { TextLane } from '../src/text-lane.js';
import { cut, pick, random, text } from './random.mjs';
import { MAX_HELD, settings } from './settings.mjs';

function mask(whole) {
  const lane = new TextLane(settings.matchers);
  return lane.push(whole) + lane.end();
}

function run(stream, options = {}, parts = [stream]) {
  const lane = new SseLane((options.settings ?? settings).matchers, options);
  return parts.map((part) => lane.push(part)).join('') + lane.end();
}

/** A reader of its own, after the HTML standard's "event stream interpretation". */
function dispatched(stream) {
  const events = [];
  let data = '';
  let name = '';
  for (const line of stream.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    if (line === '') {
      if (data !== '') events.push({ data: data.slice(0, -1), name });
      [data, name] = ['', ''];
      continue;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (field === 'data') data += `${value}\n`;
    if (field === 'event') name = value;
  }
  return events;
}

const chunk = (choice, extra = {}) => JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', model: 'm', ...extra, choices: [choice] });
const delta = (content, index = 0) => `data: ${chunk({ index, delta: { content }, finish_reason: null })}\n\n`;
const finish = (index = 0) => `data: ${chunk({ index, delta: {}, finish_reason: 'stop' })}\n\n`;
const contents = (stream, index = 0) =>
  dispatched(stream)
    .filter(({ data }) => data !== '[DONE]')
    .flatMap(({ data }) => JSON.parse(data).choices)
    .filter((choice) => choice.index === index)
    .map((choice) => choice.delta.content ?? '')
    .join('');

test('events without a match pass byte by byte', () => {
  const stream = `\uFEFF: hi\nretry: 10\n\nid: 7\r\nevent:  x\r\ndata:no space \r\ndata:  two \r\n\r\n${delta('a. ')}data\n\n${finish()}data: [DONE]\n\n`;
  for (const parts of [[stream], [...stream]]) assert.equal(run(stream, {}, parts), stream);
});

test('an address over several deltas is masked, and the text comes before the end', () => {
  const output = run(delta('Ask b') + delta('ob@exam') + delta('ple.com') + finish() + 'data: [DONE]\n\n');
  assert.deepEqual(
    dispatched(output).map(({ data }) => (data === '[DONE]' ? data : JSON.parse(data).choices[0])),
    [
      { index: 0, delta: { content: 'Ask ' }, finish_reason: null },
      { index: 0, delta: { content: '' }, finish_reason: null },
      { index: 0, delta: { content: '' }, finish_reason: null },
      { index: 0, delta: { content: '[EMAIL]' }, finish_reason: null },
      { index: 0, delta: {}, finish_reason: 'stop' },
      '[DONE]',
    ],
  );
});

test('an event goes on as soon as it is complete', () => {
  const lane = new SseLane(settings.matchers);
  assert.equal(contents(lane.push(delta('Hello, wor'))), 'Hello, ');
  assert.equal(contents(lane.push(delta('ld. '))), 'world. ');
});

test('a text that ends in its last event is released there', () => {
  const last = `data: ${chunk({ index: 0, delta: { content: 'ple.com' }, finish_reason: 'stop' })}\n\n`;
  const output = run(delta('bob@exam') + last);
  assert.deepEqual(dispatched(output).map(({ data }) => JSON.parse(data).choices[0].delta.content), ['', '[EMAIL]']);
});

test('choices do not mix', () => {
  const output = run(delta('bob@exa', 0) + delta('4111 1111 ', 1) + delta('mple.com.', 0) + delta('1111 1111', 1) + finish(0) + finish(1));
  assert.equal(contents(output, 0), '[EMAIL].');
  assert.equal(contents(output, 1), '[CARD]');
});

test('tool arguments stay JSON; log probabilities do not repeat what was masked', () => {
  const tool = (text) => `data: ${chunk({ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: text } }] }, finish_reason: null })}\n\n`;
  const output = run(tool('{"to":"x\\n') + tool('bob@exam') + tool('ple.com"}') + finish());
  const said = dispatched(output).flatMap(({ data }) => JSON.parse(data).choices[0].delta.tool_calls ?? []);
  assert.deepEqual(JSON.parse(said.map((call) => call.function.arguments).join('')), { to: 'x\n[EMAIL]' });
  const logged = `data: ${chunk({ index: 0, delta: { content: 'bob@example.com.' }, logprobs: { content: [{ token: 'bob' }] }, finish_reason: null })}\n\n`;
  assert.equal(JSON.parse(dispatched(run(logged))[0].data).choices[0].logprobs, null);
});

test('completions of the older kind', () => {
  const old = (text) => `data: ${JSON.stringify({ choices: [{ text, index: 0, finish_reason: null }] })}\n\n`;
  const output = run(old('to bob@') + old('example.com') + 'data: [DONE]\n\n');
  const said = dispatched(output).filter(({ data }) => data !== '[DONE]').map(({ data }) => JSON.parse(data).choices[0].text);
  assert.equal(said.join(''), 'to [EMAIL]');
});

test('plain text goes on over events, and an event of another name ends it', () => {
  assert.equal(run('data: to bob@ex\n\ndata: ample.com\n\nevent: b\ndata: next!\n\n'), 'data: to \n\ndata: [EMAIL]\n\nevent: b\ndata: next!\n\n');
});

test('separate events are texts of their own', () => {
  const separate = { separate: true };
  assert.equal(run('data: bob@example.com\n\ndata: 42\n\n', separate), 'data: [EMAIL]\n\ndata: 42\n\n');
});

test('other JSON is masked event by event', () => {
  assert.equal(run('id: 1\ndata: {"a" : "bob@example.com", "n": 4111111111111111}\n\ndata: {"b":"x"}\n\n'), 'id: 1\ndata: {"a" : "[EMAIL]", "n": "[CARD]"}\n\ndata: {"b":"x"}\n\n');
});

test('comments are masked', () => assert.equal(run(': from bob@example.com\n\n'), ': from [EMAIL]\n\n'));

test('a stream that is cut off loses nothing', () => {
  assert.equal(run('data: a bob'), 'data: a \n\ndata: bob\n\n');
  assert.equal(run('data: a!'), 'data: a!');
  assert.equal(run(`${delta('x!')}data: {"choices":[`), `${delta('x!')}data: {"choices":[`);
});

test('an event beyond all bounds does not grow without end, and is masked still', () => {
  const lane = new SseLane(settings.matchers);
  let output = '';
  for (let i = 0; i < 40; i++) {
    output += lane.push(`data: ${'x.'.repeat(50000)} bob@`) + lane.push('example.com ');
    assert.ok(lane.held < 2 ** 21);
  }
  output += lane.end();
  assert.ok(lane.overflown);
  assert.equal(output.split('[EMAIL]').length, 41);
  assert.doesNotMatch(output, /bob@/);
});

/** A stream with `whole` cut into events; gives also how to read the visible text. */
function streamOf(next, whole) {
  const ending = pick(next, ['\n', '\r\n', '\r']);
  const kind = pick(next, ['json', 'plain']);
  const line = (field, value) => `${field}:${next() < 0.8 ? ' ' : ''}${value}${ending}`;
  const noise = () => (next() < 0.2 ? `: keep-alive${ending}${ending}` : '') + (next() < 0.2 ? line('id', String(next())) : '');
  if (kind === 'plain') {
    const safe = whole.replaceAll(/[\s[{]/g, '.');
    const events = cut(next, safe).map((part) => noise() + `data: ${part}${ending}${ending}`);
    return { stream: events.join(''), safe, read: (output) => dispatched(output).map(({ data }) => data).join('') };
  }
  const events = cut(next, whole).map((part) => noise() + line('data', chunk({ index: 0, delta: { content: part }, finish_reason: null })) + ending);
  const end = next() < 0.5 ? finish() + 'data: [DONE]\n\n' : '';
  return { stream: events.join('') + end, safe: whole, read: (output) => contents(output) };
}

test('property: however text is cut into events and events into chunks, the visible text is the masked whole', () => {
  for (let seed = 1; seed <= 4000; seed++) {
    const next = random(seed);
    const { stream, safe, read } = streamOf(next, text(next));
    const lane = new SseLane(settings.matchers);
    let output = '';
    for (const event of cut(next, stream)) output += lane.push(event);
    output += lane.end();
    assert.equal(read(output), mask(safe), `seed ${seed}`);
  }
});

test('property: beside an incomplete event no more is held than a match may need', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const next = random(seed);
    const lane = new SseLane(settings.matchers);
    for (const part of cut(next, text(next, 30))) {
      lane.push(delta(part));
      assert.ok(lane.held <= MAX_HELD, `seed ${seed}: ${lane.held} held`);
    }
  }
});

test('the default configuration masks addresses and cards', () => {
  const options = { settings: readConfig({}) };
  assert.equal(run('data: bob@example.com 4111111111111111!\n\n', options), 'data: [EMAIL] [CARD]!\n\n');
});
