// As the SDK documents its calls: the handler waits for the service "auth", and answers for it when the
// request may not go on.
import { httpCall, registerPlugin } from 'weir-sdk';

registerPlugin({
  async onRequestHeaders(ctx) {
    const authorization = ctx.request.headers.get('authorization') ?? '';
    const answer = await httpCall('auth', { path: '/auth', headers: { authorization }, timeoutMs: 2000 });
    if (answer.status !== 200) {
      ctx.respond({ status: 403, headers: { 'x-refused-by': 'await-auth' }, body: `auth says ${answer.status}\n` });
      return;
    }
    ctx.request.headers.set('x-allowed', 'yes');
  },
});
