import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeHost } from './fake-host.mjs';
import { plugin } from './modules.mjs';

function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

for (const version of ['1', '2']) {
  const config = '{"color":"blå"}';
  const hash = fnv1a(`${version}:${config}`);
  const stamp = `${version}:${hash.toString(16).padStart(8, '0')}`;
  const key = (1 + (hash % 7)) << 5;
  const xor = (chunk) => Buffer.from(chunk.map((byte) => byte ^ key));
  const bytes = Buffer.from(Array.from({ length: 1027 }, (_, i) => (i * 31) & 0xff));

  test(`stamp-v${version}: headers carry version and configuration hash`, () => {
    const stream = FakeHost.configured(plugin(`stamp-v${version}`), config).stream();
    assert.equal(stream.headers('request', [[':path', '/']], true), true);
    stream.headers('response', [[':status', '200']]);
    assert.deepEqual(stream.request.headers, [[':path', '/'], ['x-stamp-req-js', stamp]]);
    assert.deepEqual(stream.response.headers, [[':status', '200'], ['x-stamp-js', stamp]]);
  });

  test(`stamp-v${version}: every response byte is changed, chunk by chunk`, () => {
    const stream = FakeHost.configured(plugin(`stamp-v${version}`), config).stream();
    for (const size of [1, 3, 4, 5, 1027]) {
      const chunk = bytes.subarray(0, size);
      assert.deepEqual(stream.body('response', chunk), xor(chunk));
    }
    assert.equal(stream.body('response', '', true).length, 0);
  });

  test(`stamp-v${version}: request bytes are changed on demand only`, () => {
    const host = FakeHost.configured(plugin(`stamp-v${version}`), config);
    const plain = host.stream();
    plain.headers('request', [[':path', '/']]);
    assert.deepEqual(plain.body('request', bytes), bytes);
    const asked = host.stream();
    asked.headers('request', [['x-stamp-body', 'request']]);
    assert.deepEqual(asked.body('request', bytes), xor(bytes));
  });
}
