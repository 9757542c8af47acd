// Echo servers on the library ws: over HTTP/1.1, and over HTTP/2 by RFC 8441.
import http from 'node:http';
import http2 from 'node:http2';
import { WebSocket, WebSocketServer } from 'ws';
// Not among what ws exports: the compression of a connection that ws has not opened.
import PerMessageDeflate from './node_modules/ws/lib/permessage-deflate.js';

function serve(socket) {
  socket.on('error', () => {});
  socket.on('message', (data, binary) => {
    const text = binary ? '' : data.toString();
    if (text === 'close') socket.close(4001, 'as asked');
    else if (text === 'break') socket.terminate();
    else if (text === 'fragments') {
      socket.send('a', { fin: false });
      socket.send('b', { fin: false });
      socket.send('c', { fin: true });
    } else if (text === 'ping') {
      socket.once('pong', () => socket.send('answered'));
      socket.ping('are you there');
    } else socket.send(data, { binary });
  });
}

const listening = (server) =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

export async function overHttp1() {
  const server = http.createServer();
  const sockets = new WebSocketServer({
    server, perMessageDeflate: true, handleProtocols: (offered) => (offered.has('chat') ? 'chat' : false),
  });
  sockets.on('connection', serve);
  return listening(server);
}

/** ws knows nothing of HTTP/2, but speaks over any duplex stream. */
export function over(stream, isServer, deflate) {
  const socket = new WebSocket(null, undefined, { autoPong: true });
  socket._isServer = isServer;
  if (deflate) {
    const extension = new PerMessageDeflate({}, isServer);
    extension.accept([{}]);
    socket._extensions = { [PerMessageDeflate.extensionName]: extension };
  }
  socket.setSocket(stream, Buffer.alloc(0), { maxPayload: 0, skipUTF8Validation: false, allowSynchronousEvents: true });
  return socket;
}

export async function overHttp2() {
  const server = http2.createServer({ settings: { enableConnectProtocol: true } });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    if (headers[':protocol'] !== 'websocket') {
      stream.respond({ ':status': 400 }, { endStream: true });
      return;
    }
    const deflate = (headers['sec-websocket-extensions'] ?? '').includes('permessage-deflate');
    const answer = { ':status': 200 };
    if (deflate) answer['sec-websocket-extensions'] = 'permessage-deflate';
    if ((headers['sec-websocket-protocol'] ?? '').includes('chat')) answer['sec-websocket-protocol'] = 'chat';
    stream.respond(answer);
    serve(over(stream, true, deflate));
  });
  return listening(server);
}
