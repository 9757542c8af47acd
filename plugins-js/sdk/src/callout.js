import { toPairs } from './headers.js';
import { BodyBuffer, HeaderMap, host, WHOLE } from './host.js';
import { log } from './log.js';

const calls = new Map();

class CallResponse {
  constructor(headers, body, trailers) {
    this.headers = headers;
    this.body = body;
    this.trailers = trailers;
  }

  get status() {
    return Number(this.header(':status'));
  }

  header(name) {
    const wanted = name.toLowerCase();
    return this.headers.find(([key]) => key.toLowerCase() === wanted)?.[1];
  }

  text() {
    return host.utf8Decode(this.body, false);
  }

  json() {
    return JSON.parse(this.text());
  }
}

/**
 * Sends a request to an upstream of the gateway. The promise is rejected when there is no answer; a timeout or a
 * refused connection is an answer: 504 or 503, as the gateway makes it.
 */
export function httpCall(upstream, request = {}) {
  const { method = 'GET', path = '/', authority = upstream, headers, body, trailers, timeoutMs = 5000 } = request;
  const pairs = [[':method', method], [':path', path], [':authority', authority], ...toPairs(headers)];
  return new Promise((resolve, reject) => {
    const token = host.httpCall(upstream, pairs, body, toPairs(trailers), timeoutMs);
    calls.set(token, { resolve, reject, upstream });
  });
}

/** The answer to a call: everything is read now, since the host offers it during this callback only. */
export function onHttpCallResponse(token, headerCount) {
  const call = calls.get(token);
  if (!call) {
    log.warn(`http call ${token}: an answer to no call`);
    return;
  }
  calls.delete(token);
  if (headerCount === 0) {
    call.reject(new Error(`http call to ${call.upstream}: no answer (${host.getStatus().join(' ')})`));
    return;
  }
  const headers = host.getHeaders(HeaderMap.CallHeaders);
  const body = host.getBuffer(BodyBuffer.CallBody, 0, WHOLE);
  call.resolve(new CallResponse(headers, body, host.getHeaders(HeaderMap.CallTrailers)));
}
