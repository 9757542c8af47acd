// What is tried on an open socket. Each case throws when it fails.
import assert from 'node:assert/strict';
import { once } from 'node:events';

const next = async (socket) => {
  const [data, binary] = await once(socket, 'message');
  return binary ? data : data.toString();
};

const ask = async (socket, message) => {
  const answer = next(socket);
  socket.send(message);
  return answer;
};

const closed = async (socket) => {
  const [code, reason] = await once(socket, 'close');
  return `${code} ${reason}`;
};

export const cases = {
  'text': async ({ socket }) => assert.equal(await ask(socket, 'hello'), 'hello'),
  'text, UTF-8': async ({ socket }) => assert.equal(await ask(socket, 'κόσμε \u{1F30D}'), 'κόσμε \u{1F30D}'),
  'text, empty': async ({ socket }) => assert.equal(await ask(socket, ''), ''),
  'binary': async ({ socket }) => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    assert.deepEqual(await ask(socket, bytes), bytes);
  },
  'lengths at the borders': async ({ socket }) => {
    for (const length of [125, 126, 127, 65535, 65536]) {
      assert.equal((await ask(socket, Buffer.alloc(length, 7))).length, length);
    }
  },
  'large, 8 MiB': async ({ socket }) => {
    const bytes = Buffer.alloc(8 << 20, 'weir');
    assert.ok(bytes.equals(await ask(socket, bytes)));
  },
  'fragments to the server': async ({ socket }) => {
    const answer = next(socket);
    socket.send('one ', { fin: false });
    socket.send('two ', { fin: false });
    socket.send('three', { fin: true });
    assert.equal(await answer, 'one two three');
  },
  'fragments to the client': async ({ socket }) => assert.equal(await ask(socket, 'fragments'), 'abc'),
  'ping of the client': async ({ socket }) => {
    socket.ping('anyone');
    assert.equal((await once(socket, 'pong'))[0].toString(), 'anyone');
  },
  'ping of the server': async ({ socket }) => assert.equal(await ask(socket, 'ping'), 'answered'),
  'many small': async ({ socket }) => {
    const all = new Promise((done) => {
      let heard = 0;
      socket.on('message', (data) => {
        assert.equal(data.toString(), `${heard}`);
        heard += 1;
        if (heard === 5000) done();
      });
    });
    for (let i = 0; i < 5000; i++) socket.send(`${i}`);
    await all;
  },
  'subprotocol': async ({ protocol }) => assert.equal(protocol, 'chat'),
  'close of the client': async ({ socket }) => {
    const end = closed(socket);
    socket.close(3999, 'enough');
    assert.equal(await end, '3999 enough');
  },
  'close of the server': async ({ socket }) => {
    const end = closed(socket);
    socket.send('close');
    assert.equal(await end, '4001 as asked');
  },
  'the server breaks off': async ({ socket }) => {
    const end = closed(socket);
    socket.send('break');
    assert.equal(await end, '1006 ');
  },
};

export const deflated = {
  'permessage-deflate': async ({ socket, extensions }) => {
    assert.match(extensions, /permessage-deflate/);
    const text = 'weir '.repeat(50_000);
    assert.equal(await ask(socket, text), text);
    assert.equal(await ask(socket, 'again'), 'again');
  },
};
