// Clients on the library ws: over HTTP/1.1, and over HTTP/2 by RFC 8441.
import http2 from 'node:http2';
import { WebSocket } from 'ws';
import { over } from './server.mjs';

/** Connects over HTTP/1.1; the socket is open when this is done. */
export function overHttp1(port, deflate) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, ['chat'], { perMessageDeflate: deflate });
  return opened(socket);
}

function opened(socket) {
  return new Promise((done, fail) => {
    socket.once('open', () => done({ socket, protocol: socket.protocol, extensions: socket.extensions, end() {} }));
    socket.once('error', fail);
  });
}

/** Likewise over HTTP/2. */
export function overHttp2(port, deflate) {
  return new Promise((done, fail) => {
    const session = http2.connect(`http://127.0.0.1:${port}`);
    session.once('error', fail);
    session.once('remoteSettings', (settings) => {
      if (!settings.enableConnectProtocol) {
        fail(new Error('the gateway does not say SETTINGS_ENABLE_CONNECT_PROTOCOL'));
        return;
      }
      const headers = {
        ':method': 'CONNECT', ':protocol': 'websocket', ':scheme': 'http', ':path': '/', ':authority': `127.0.0.1:${port}`,
        'sec-websocket-version': '13', 'sec-websocket-protocol': 'chat',
      };
      if (deflate) headers['sec-websocket-extensions'] = 'permessage-deflate; client_max_window_bits';
      const stream = session.request(headers, { endStream: false });
      stream.once('error', fail);
      stream.once('response', (answer) => {
        if (answer[':status'] !== 200) {
          fail(new Error(`status ${answer[':status']}`));
          return;
        }
        const extensions = answer['sec-websocket-extensions'] ?? '';
        const socket = over(stream, false, extensions.includes('permessage-deflate'));
        done({ socket, protocol: answer['sec-websocket-protocol'], extensions, end: () => session.close() });
      });
    });
  });
}
