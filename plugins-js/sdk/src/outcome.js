// From what a handler returned to what the host is told.
import { Action } from './context.js';
import { host } from './host.js';
import { log } from './log.js';

/** The action after a synchronous handler. */
function action(ctx, message, returned) {
  const asked = ctx.takePause();
  if (ctx.takeAnswered()) return Action.Pause;
  message.paused = asked || returned === Action.Pause;
  return message.paused ? Action.Pause : Action.Continue;
}

/** Headers and trailers: an asynchronous handler pauses the stream until it has settled. */
export function headersOutcome(ctx, message, returned) {
  if (!isPromise(returned)) return action(ctx, message, returned);
  let settled;
  let later;
  returned.then(
    (value) => {
      if (later) later(value);
      else settled = { value };
    },
    (error) => {
      if (!ctx.closed) throw error;
      log.debug(`a handler failed after its stream had ended: ${error}`);
    },
  );
  host.runJobs();
  if (settled) return action(ctx, message, settled.value);
  later = resumer(ctx, message, ctx.takeAnswered());
  ctx.takePause();
  message.paused = true;
  return Action.Pause;
}

/** Resumes when the handler has settled, unless it has answered the request or asked for a pause. */
function resumer(ctx, message, answered) {
  return (value) => {
    const keep = ctx.takePause() || value === Action.Pause;
    if (!keep && !answered && !ctx.takeAnswered() && !ctx.closed) message.resume();
  };
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
