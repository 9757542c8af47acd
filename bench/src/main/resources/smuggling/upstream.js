// An upstream on Node's HTTP server: answers with the target that it saw, and says on standard output what it saw.
'use strict';
const CUT_SHORT = ['HPE_INVALID_EOF_STATE', 'HPE_CLOSED_CONNECTION'];
const server = require('http').createServer((request, response) => {
  request.on('error', () => {});
  request.on('data', () => {});
  request.on('end', () => {
    console.log(`200 ${request.method} ${request.url}`);
    response.end(request.url);
  });
});
server.on('upgrade', (request, socket) => {
  console.log(`200 ${request.method} ${request.url}`);
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
});
server.on('clientError', (error, socket) => {
  if (String(error.code).startsWith('HPE_') && !CUT_SHORT.includes(error.code)) console.log(`400 - ${error.code}`);
  socket.destroy();
});
server.listen(Number(process.argv[2]), '127.0.0.1');
