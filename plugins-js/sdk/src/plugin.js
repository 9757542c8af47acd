// registerPlugin: the callbacks that the runtime calls.
import { onHttpCallResponse } from './callout.js';
import { HttpContext, RootContext } from './context.js';
import { BodyBuffer, entered, host, WHOLE } from './host.js';
import { log } from './log.js';
import { bodyOutcome, headersOutcome } from './outcome.js';
import { enterRoot, fireTimers } from './timers.js';

const contexts = new Map();
const HOOKS = new Set(['name', 'rawConfig', 'configure', 'onLog', 'onDone']);
const HEADER_CALLBACKS = {
  onRequestHeaders: ['on_request_headers', 'request'],
  onRequestTrailers: ['on_request_trailers', 'request'],
  onResponseHeaders: ['on_response_headers', 'response'],
  onResponseTrailers: ['on_response_trailers', 'response'],
};
const BODY_CALLBACKS = {
  onRequestBody: ['on_request_body', 'request', BodyBuffer.RequestBody],
  onResponseBody: ['on_response_body', 'response', BodyBuffer.ResponseBody],
};

/** Registers the module's plugin; called once, at the top level. */
export function registerPlugin(plugin) {
  if (host.callbacks) throw new Error('registerPlugin: called twice (expected: one plugin per module)');
  for (const name of Object.keys(plugin)) {
    if (HOOKS.has(name) || HEADER_CALLBACKS[name] || BODY_CALLBACKS[name]) continue;
    throw new TypeError(`registerPlugin: unknown member ${name} (expected: a callback of the Plugin type)`);
  }
  host.callbacks = { ...lifecycle(plugin), ...headerCallbacks(plugin), ...bodyCallbacks(plugin), ...hooks(plugin) };
}

/** The context of a callback, made the current one. */
function enter(id) {
  const context = contexts.get(id);
  if (!context) throw new Error(`context ${id}: unknown`);
  entered(id);
  enterRoot(context.root ?? context);
  return context;
}

function lifecycle(plugin) {
  return {
    on_context_create(id, parent) {
      contexts.set(id, parent === 0 ? new RootContext(id) : new HttpContext(id, contexts.get(parent)));
      return 0;
    },
    on_configure(id, size) {
      return configure(plugin, enter(id), size) ? 1 : 0;
    },
    on_tick(id) {
      enter(id);
      fireTimers();
      return 0;
    },
    on_http_call_response(id, token, headers) {
      enter(id);
      onHttpCallResponse(token, headers);
      return 0;
    },
    on_delete(id) {
      contexts.get(id).closed = true;
      contexts.delete(id);
      return 0;
    },
  };
}

function configure(plugin, root, size) {
  root.rawConfig = size ? host.getBuffer(BodyBuffer.PluginConfiguration, 0, WHOLE) : new Uint8Array(0);
  try {
    const given = plugin.rawConfig ? root.rawConfig : parseConfig(root.rawConfig);
    const config = plugin.configure ? plugin.configure(given, root) : given;
    if (typeof config?.then === 'function') throw new TypeError('configure: returned a promise (expected: a value)');
    root.config = config === undefined ? given : config;
    return true;
  } catch (error) {
    log.error(`configuration refused: ${error.message ?? error}`);
    return false;
  }
}

function parseConfig(bytes) {
  if (bytes.length === 0) return {};
  const text = host.utf8Decode(bytes, false);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`not JSON: ${error.message}`);
  }
}

function headerCallbacks(plugin) {
  const callbacks = {};
  for (const [name, [callback, side]] of Object.entries(HEADER_CALLBACKS)) {
    if (!plugin[name]) continue;
    callbacks[callback] = (id, _count, end) => {
      const ctx = enter(id);
      return headersOutcome(ctx, ctx[side], plugin[name](ctx, end === undefined || end !== 0));
    };
  }
  return callbacks;
}

function bodyCallbacks(plugin) {
  const callbacks = {};
  for (const [name, [callback, side, buffer]] of Object.entries(BODY_CALLBACKS)) {
    if (!plugin[name]) continue;
    callbacks[callback] = (id, size, end) => {
      const ctx = enter(id);
      const chunk = size ? host.getBuffer(buffer, 0, size) : new Uint8Array(0);
      return bodyOutcome(ctx, ctx[side], plugin[name](ctx, chunk, end !== 0), name);
    };
  }
  return callbacks;
}

function hooks(plugin) {
  const callbacks = {};
  if (plugin.onLog) callbacks.on_log = (id) => after(id, (ctx) => plugin.onLog(ctx));
  if (plugin.onDone) callbacks.on_done = (id) => after(id, (ctx) => plugin.onDone(ctx));
  return callbacks;
}

/** Roots get these callbacks too; the plugin hears of streams only. Gives true: nothing is left to wait for. */
function after(id, notify) {
  const ctx = enter(id);
  if (ctx instanceof HttpContext) notify(ctx);
  return 1;
}
