import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeHost } from './fake-host.mjs';
import { moduleOf } from './modules.mjs';

const module = await moduleOf(`
  import { Action, httpCall, registerPlugin } from 'weir-sdk';
  const modes = {
    edit(ctx) {
      const { headers } = ctx.request;
      headers.set('X-Set', 'héllo');
      headers.append('x-more', 1);
      headers.delete('x-gone');
      headers.set('x-seen', [headers.get('x-two'), headers.getAll('x-two').length, headers.has('x-gone'), ctx.request.path].join());
    },
    all(ctx) { ctx.request.headers.replaceAll({ ':path': '/new', a: 'b' }); },
    deny(ctx) { ctx.respond({ status: 403, headers: { 'x-why': 'no' }, body: 'denied', detail: 'test' }); },
    pause(ctx) { return ctx.pause(); },
    async quick() { await null; },
    async ask(ctx) {
      const answer = await httpCall('auth', { path: '/check', headers: { 'x-a': '1' }, body: 'who?', timeoutMs: 700 });
      if (answer.status !== 200) return ctx.respond({ status: 401, body: answer.text() });
      ctx.request.headers.set('x-user', answer.json().user + answer.header('X-Extra'));
    },
    async fallback(ctx) {
      try { await httpCall('auth'); } catch (error) { ctx.request.headers.set('x-failed', error.message); }
    },
    async lost() { await httpCall('auth'); throw new Error('too late'); },
    unknown() { return httpCall('unknown'); },
    throws() { throw new RangeError('on purpose'); },
    async rejects() { await null; throw new RangeError('later'); },
    forgets() { Promise.reject(new Error('nobody looks')); },
    tail(ctx) { ctx.property = ctx.getPropertyString('route_name'); ctx.request.headers.set('x-route', ctx.property); },
  };
  registerPlugin({
    onRequestHeaders(ctx) { return modes[ctx.request.headers.get('mode')]?.(ctx); },
    onRequestBody(ctx, chunk, end) {
      const mode = ctx.request.headers.get('mode');
      if (mode === 'buffer') return end ? 'whole:' + chunk.length : ctx.pause();
      if (mode === 'async') return Promise.resolve();
      if (mode === 'parts') { ctx.request.body.prepend('<'); ctx.request.body.append(new Uint8Array([62])); }
    },
    onRequestTrailers(ctx) { ctx.request.trailers.set('x-trailer', 'yes'); },
    onResponseHeaders(ctx) { ctx.response.headers.set('x-status', ctx.response.status + 1); },
    onResponseBody(ctx, chunk, end) { if (end) ctx.resume(); },
  });
`);

function streamIn(mode, host = FakeHost.configured(module)) {
  const stream = host.stream();
  stream.went = stream.headers('request', [[':path', '/p'], ['mode', mode], ['x-two', 'a'], ['x-two', 'b'], ['x-gone', '1']]);
  stream.header = (name) => {
    const value = stream.request.headers.find(([key]) => key === name)?.[1];
    return value && Buffer.from(value, 'latin1').toString();
  };
  return stream;
}

test('headers are read, set, added to and removed', () => {
  const stream = streamIn('edit');
  assert.equal(stream.went, true);
  assert.equal(stream.header('x-set'), 'héllo');
  assert.equal(stream.header('x-more'), '1');
  assert.equal(stream.header('x-seen'), 'a,2,false,/p');
});

test('the whole header list is replaced', () => {
  assert.deepEqual(streamIn('all').request.headers, [[':path', '/new'], ['a', 'b']]);
});

test('respond answers the request', () => {
  const stream = streamIn('deny');
  assert.equal(stream.went, false);
  const { status, body, headers, detail } = stream.localResponse;
  assert.deepEqual([status, body.toString(), headers, detail], [403, 'denied', [['x-why', 'no']], 'test']);
});

test('the answer of a plugin passes the plugin again', () => {
  const stream = streamIn('deny');
  assert.equal((stream.localResponse = undefined) ?? stream.headers('response', [[':status', '403']]), true);
  assert.equal(stream.body('response', 'denied', true).toString(), 'denied');
});

test('pause holds the headers', () => assert.equal(streamIn('pause').request.paused, true));

test('an asynchronous handler that settles at once does not pause', () => assert.equal(streamIn('quick').went, true));

test('an asynchronous handler pauses until the call is answered', () => {
  const host = FakeHost.configured(module);
  const stream = streamIn('ask', host);
  assert.equal(stream.request.paused, true);
  const [call] = host.calls;
  assert.deepEqual(
    [call.upstream, call.timeout, call.body.toString(), call.headers],
    ['auth', 700, 'who?', [[':method', 'GET'], [':path', '/check'], [':authority', 'auth'], ['x-a', '1']]],
  );
  const other = streamIn('edit', host);
  host.answer([[':status', '200'], ['x-extra', '!']], '{"user":"alice"}');
  assert.equal(stream.request.paused, false);
  assert.equal(stream.header('x-user'), 'alice!');
  assert.equal(other.header('x-user'), undefined);
});

test('a handler may answer after a call', () => {
  const host = FakeHost.configured(module);
  const stream = streamIn('ask', host);
  host.answer([[':status', '500']], 'broken');
  assert.equal(stream.localResponse.status, 401);
  assert.equal(stream.localResponse.body.toString(), 'broken');
  assert.equal(stream.request.paused, true);
});

test('a call without an answer rejects', () => {
  const host = FakeHost.configured(module);
  const stream = streamIn('fallback', host);
  host.answer();
  assert.equal(stream.header('x-failed'), 'http call to auth: no answer (11 reset)');
});

test('a failure after the end of the stream does not trap', () => {
  const host = FakeHost.configured(module);
  streamIn('lost', host).end();
  host.answer([[':status', '200']]);
  assert.match(host.messages('debug')[0], /too late/);
});

test('an answer to no call is only logged', () => {
  const host = FakeHost.configured(module);
  host.calls.push({ token: 99 });
  host.answer([[':status', '200']]);
  assert.match(host.messages('warn')[0], /99/);
});

for (const [mode, pattern] of [
  ['throws', /^on_request_headers: RangeError: on purpose\n.*plugin\.js/s],
  ['rejects', /^on_request_headers: RangeError: later\n.*plugin\.js/s],
  ['forgets', /^on_request_headers: Error: nobody looks/],
  ['unknown', /proxy_http_call: BadArgument \(2\)/],
]) {
  test(`an exception traps and is logged with its stack: ${mode}`, () => {
    const host = FakeHost.configured(module);
    assert.throws(() => streamIn(mode, host), WebAssembly.RuntimeError);
    assert.match(host.messages('error')[0], pattern);
  });
}

test('a body is held, then replaced as a whole', () => {
  const stream = streamIn('buffer');
  assert.equal(stream.body('request', 'one').length, 0);
  assert.equal(stream.body('request', 'two', true).toString(), 'whole:6');
});

test('a body chunk gets a prefix and a suffix', () => {
  assert.equal(streamIn('parts').body('request', 'x').toString(), '<x>');
});

test('an asynchronous body handler is an error that says so', () => {
  const host = FakeHost.configured(module);
  const stream = streamIn('async', host);
  assert.throws(() => stream.body('request', 'x'), WebAssembly.RuntimeError);
  assert.match(host.messages('error')[0], /onRequestBody: returned a promise/);
});

test('trailers, response headers and properties', () => {
  const stream = streamIn('tail');
  stream.trailers('request', []);
  stream.headers('response', [[':status', '200']]);
  assert.deepEqual(stream.request.trailers, [['x-trailer', 'yes']]);
  assert.deepEqual(stream.response.headers.at(-1), ['x-status', '201']);
  assert.equal(stream.header('x-route'), 'a-route');
});
