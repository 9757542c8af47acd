// What the browser's page needs behind the gateway: itself, events, a WebSocket, and an answer that takes its time.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455 section 1.3
const CLOSE = 8;
const page = readFileSync(new URL('page.html', import.meta.url));

function events(request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let ticks = 0;
  const timer = setInterval(() => {
    response.write(`data: tick ${++ticks}\n\n`);
    if (ticks === 3) clearInterval(timer);
  }, 50);
  request.on('close', () => clearInterval(timer));
}

function echo(request, response) {
  let bytes = 0;
  request.on('data', (chunk) => (bytes += chunk.length));
  request.on('end', () => response.end(`${request.method} of ${bytes} bytes`));
}

const paths = {
  '/': (request, response) => response.setHeader('content-type', 'text/html').end(page),
  '/events': events,
  '/echo': echo,
  '/slow': (request, response) => setTimeout(() => response.setHeader('content-type', 'image/png').end(), 2_000),
};

const server = http.createServer((request, response) => {
  const serve = paths[request.url];
  if (serve) serve(request, response);
  else response.writeHead(404).end();
});

// Frames of a browser are masked, and these are short and come whole.
function frame(bytes) {
  const length = bytes[1] & 127;
  const mask = bytes.subarray(2, 6);
  return { opcode: bytes[0] & 15, body: Buffer.from(bytes.subarray(6, 6 + length).map((b, i) => b ^ mask[i % 4])) };
}

function send(socket, opcode, body) {
  socket.write(Buffer.concat([Buffer.from([0x80 | opcode, body.length]), body]));
}

server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + GUID).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
  );
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    const { opcode, body } = frame(bytes);
    if (opcode === CLOSE) {
      send(socket, CLOSE, body);
      socket.end();
    } else {
      send(socket, opcode, Buffer.concat([Buffer.from('echo '), body]));
    }
  });
});

server.listen(Number(process.argv[2]), '127.0.0.1');
