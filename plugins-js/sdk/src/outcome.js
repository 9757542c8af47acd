// From what a handler returned to what the host is told.
import { Action } from './context.js';
import { host } from './host.js';
import { log } from './log.js';

/** The action after a synchronous handler. */
function action(ctx, message, returned) {
  const asked = ctx.takePause();
  if (ctx.responded) return Action.Pause;
  message.paused = asked || returned === Action.Pause;
  return message.paused ? Action.Pause : Action.Continue;
}

/** Headers and trailers: an asynchronous handler pauses the stream until it has settled. */
export function headersOutcome(ctx, message, returned) {
  if (!isPromise(returned)) return action(ctx, message, returned);
  let waiting = false;
  let early;
  returned.then(
    (value) => {
      if (waiting) late(ctx, message, value);
      else early = { value };
    },
    (error) => {
      if (!ctx.closed) throw error;
      log.debug(`a handler failed after its stream had ended: ${error}`);
    },
  );
  host.runJobs();
  if (early) return action(ctx, message, early.value);
  waiting = true;
  ctx.takePause();
  message.paused = true;
  return Action.Pause;
}

function late(ctx, message, value) {
  const keep = ctx.takePause() || value === Action.Pause;
  if (!keep && !ctx.closed && !ctx.responded) message.resume();
}

/** Bodies: returned bytes take the place of the chunk. */
export function bodyOutcome(ctx, message, returned, handler) {
  if (isPromise(returned)) {
    throw new TypeError(`${handler}: returned a promise (expected: a synchronous handler; use ctx.pause and ctx.resume)`);
  }
  if (typeof returned === 'string' || returned instanceof Uint8Array) {
    message.body.replace(returned);
    return action(ctx, message, Action.Continue);
  }
  return action(ctx, message, returned);
}

function isPromise(value) {
  return typeof value?.then === 'function';
}
