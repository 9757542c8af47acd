import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeHost } from './fake-host.mjs';
import { moduleOf } from './modules.mjs';

/** A configured host for a plugin whose configure function has this body. */
async function configuring(body, config = '{}') {
  return FakeHost.configured(
    await moduleOf(`import { metrics, sharedData, registerPlugin } from 'weir-sdk';
      registerPlugin({ configure(config, root) { ${body} }, onLog(ctx) { console.info('log', ctx.request.path); } });`),
    config,
  );
}

test('the module exports the callbacks that the plugin has', async () => {
  const module = await moduleOf(`import { registerPlugin } from 'weir-sdk'; registerPlugin({ onResponseBody() {} });`);
  const names = WebAssembly.Module.exports(new WebAssembly.Module(module)).map(({ name }) => name);
  assert.ok(names.includes('proxy_on_response_body'));
  assert.ok(names.includes('proxy_abi_version_0_2_1'));
  assert.ok(!names.some((name) => /request|response_headers|weir/.test(name)), names.join());
});

for (const [title, source, pattern] of [
  ['no plugin', '', /no plugin registered/],
  ['two plugins', `import { registerPlugin } from 'weir-sdk'; registerPlugin({}); registerPlugin({});`, /called twice/],
  ['an unknown callback', `import { registerPlugin } from 'weir-sdk'; registerPlugin({ onRequest() {} });`, /unknown member onRequest/],
  ['an error at the top level', 'null.x', /TypeError.*\n.*plugin\.js/s],
  ['a host call at the top level', `__proxyWasm.getHeaders(0)`, /getHeaders: not available while the module starts/],
  ['a timer at the top level', `import 'weir-sdk'; setTimeout(() => {}, 1)`, /no callback is running/],
]) {
  test(`the build refuses ${title}`, () => assert.rejects(moduleOf(source), pattern));
}

test('a configuration is parsed, refused when it is not JSON, and refused by the plugin', async () => {
  const host = await configuring(`if (config.n !== 1) throw new Error('n: ' + config.n + ' (expected: 1)');`, '{"n":1}');
  assert.equal(host.configure('{"n":2}'), false);
  assert.equal(host.configure('{'), false);
  assert.match(host.messages('error')[0], /configuration refused: n: 2 \(expected: 1\)/);
  assert.match(host.messages('error')[1], /configuration refused: not JSON/);
});

test('shared data with compare and swap', async () => {
  const host = await configuring(`
    const first = sharedData.get('k');
    sharedData.set('k', 'one');
    const { value, cas } = sharedData.get('k');
    console.log(first, value.length, sharedData.set('k', 'two', cas), sharedData.set('k', 'late', cas));`);
  assert.deepEqual(host.messages('info'), ['undefined 3 true false']);
  assert.equal(host.sharedData.get('k').value.toString(), 'two');
});

test('metrics', async () => {
  const host = await configuring(`
    const hits = metrics.counter('hits');
    hits.increment();
    hits.increment(41);
    metrics.gauge('level').set(7);
    metrics.histogram('size').record(2 ** 40);
    console.log(hits.value);`);
  assert.deepEqual(host.messages('info'), ['42']);
  assert.deepEqual(host.metrics.map(({ type, name, values }) => [type, name, values]), [
    [0, 'hits', [1, 41]],
    [1, 'level', [7]],
    [2, 'size', [2 ** 40]],
  ]);
});

test('timers share the one tick of the root context', async () => {
  const module = await moduleOf(`import { registerPlugin } from 'weir-sdk';
    registerPlugin({ configure() {
      setTimeout((word) => console.log(word), 30, 'once');
      const every = setInterval(() => console.log('every'), 10);
      clearTimeout(setTimeout(() => console.log('never'), 5));
      setTimeout(() => clearInterval(every), 45);
    } });`);
  const host = new FakeHost(module);
  host.now = 1000;
  host.configure('');
  const periods = [];
  for (let turn = 0; host.tickPeriod && turn < 20; turn++) {
    periods.push(host.tickPeriod);
    host.now += host.tickPeriod;
    host.tick();
  }
  assert.deepEqual(host.messages('info'), ['every', 'every', 'once', 'every', 'every']);
  assert.equal(host.tickPeriod, 0);
});

test('UTF-8 in and out', async () => {
  const host = await configuring(`
    const encoder = new TextEncoder(), decoder = new TextDecoder();
    const hex = (bytes) => Array.from(bytes, (b) => b.toString(16)).join('');
    console.log(hex(encoder.encode('aé€😀\\ud800\\0')), decoder.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff, 0xe2, 0x82, 0x41])));
    const bytes = encoder.encode('x😀€é');
    let text = '';
    for (const byte of bytes) text += decoder.decode(new Uint8Array([byte]), { stream: true });
    console.log(text + decoder.decode());
    try { new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0x61, 0x80])); } catch (e) { console.log(e.message); }`);
  assert.deepEqual(host.messages('info'), ['61c3a9e282acf09f9880efbfbd0 a\uFFFD\uFFFDA', 'x😀€é', 'not well-formed UTF-8 at byte 1']);
});

test('the end of a stream is told', async () => {
  const host = await configuring('');
  const stream = host.stream();
  stream.headers('request', [[':path', '/end']]);
  stream.end();
  assert.deepEqual(host.messages('info'), ['log /end']);
});
