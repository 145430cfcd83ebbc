// Where wapiti has a server call that can be made to call anybody, and asks who has: /ssrf/RUN/REQUEST/FIELD/ is
// kept, and /get_ssrf.php answers with it. Prints its address.

import { createServer } from 'node:http';

/** @type {Record<string, Record<string, object[]>>} */
const calls = {};

const server = createServer((request, response) => {
  const [, kind, , asked, field] = String(request.url).split('/');
  if (kind === 'ssrf' && asked !== undefined && field !== undefined) {
    const call = { url: request.url, date: new Date().toISOString(), ip: request.socket.remoteAddress, method: request.method, size: 0 };
    ((calls[asked] ??= {})[field] ??= []).push(call);
  }
  response.setHeader('content-type', 'application/json').end(JSON.stringify(calls));
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}/`);
});
