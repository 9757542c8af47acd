// Masks e-mail addresses, card numbers and custom patterns in responses as they stream by.
import { log, registerPlugin } from 'weir-sdk';
import { BodyRedactor } from './src/body.js';
import { readConfig } from './src/config.js';
import { bodyFormat } from './src/media-type.js';

/** Request headers that would make the answer unreadable or partial. */
const UNWANTED = ['accept-encoding', 'range', 'if-range'];
const GRPC = 'application/grpc';

/** Response headers that describe bytes which may no longer be the same. */
const OF_THE_BYTES = ['content-length', 'content-md5', 'digest', 'content-digest', 'repr-digest', 'accept-ranges'];

registerPlugin({
  configure: readConfig,

  onRequestHeaders(ctx) {
    const { headers } = ctx.request;
    for (const name of UNWANTED) headers.delete(name);
    // Not every host lets a plugin add to the body when trailers come; so they are not asked for.
    if (!headers.get('content-type')?.startsWith(GRPC)) headers.delete('te');
  },

  onResponseHeaders(ctx, end) {
    const { headers } = ctx.response;
    const format = bodyFormat(headers.get('content-type'), ctx.config.contentTypes);
    if (end || !format) return;
    const coding = headers.get('content-encoding') ?? 'identity';
    if (coding.toLowerCase() !== 'identity') {
      compressed(ctx, coding);
      return;
    }
    for (const name of OF_THE_BYTES) headers.delete(name);
    ctx.state = new BodyRedactor(format, ctx.config);
  },

  onResponseBody(ctx, chunk, end) {
    const redactor = ctx.state;
    if (!redactor) return undefined;
    const output = redactor.push(chunk);
    return end ? concat(output, redactor.end()) : output;
  },

  onResponseTrailers(ctx) {
    const rest = ctx.state?.end();
    if (rest?.length) ctx.response.body.append(rest);
  },
});

function compressed(ctx, coding) {
  if (ctx.config.passCompressed) {
    log.warn(`sse-redact: a response with content-encoding ${coding} passes unmasked`);
    return;
  }
  log.error(`sse-redact: a response with content-encoding ${coding} is refused (remedy: turn compression off in the upstream, or set compressed: pass)`);
  ctx.respond({ status: 502, headers: { 'content-type': 'text/plain' }, body: 'The response cannot be searched: it is compressed.\n', detail: 'sse_redact_compressed' });
}

function concat(head, tail) {
  if (tail.length === 0) return head;
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
