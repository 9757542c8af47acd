// Compiled, not run: the SDK's types as a plugin meets them.
import { Action, httpCall, log, metrics, registerPlugin, sharedData } from 'weir-sdk';

interface Config {
  header: string;
}

const denied = metrics.counter('denied');

registerPlugin<Config, { size: number }>({
  configure(config): Config {
    if (typeof config.header !== 'string') throw new Error('header: missing (expected: a text)');
    return { header: config.header };
  },

  async onRequestHeaders(ctx, end) {
    ctx.state = { size: 0 };
    const key = ctx.request.headers.get(ctx.config.header);
    const answer = await httpCall('auth', { path: `/check?end=${end}`, headers: { 'x-key': key ?? '' } });
    if (answer.status === 200) return;
    denied.increment();
    ctx.respond({ status: 401, body: answer.body });
  },

  onResponseBody(ctx, chunk, end) {
    ctx.state.size += chunk.length;
    if (!end) return Action.Pause;
    log.info('size', ctx.state.size, sharedData.get('total')?.cas);
    // @ts-expect-error a number is no content
    ctx.response.body.replace(1);
    return new TextEncoder().encode('replaced');
  },

  // @ts-expect-error unknown callback
  onRequest() {},
});

// @ts-expect-error the upstream's name is missing
httpCall();
