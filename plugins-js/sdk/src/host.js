// The host functions, as the runtime offers them, and the context they act on.

/** Set by the runtime; absent outside a module, where only code that calls no host function runs. */
export const host = globalThis.__proxyWasm;

let effective = 0;

/** The host starts each callback in the callback's own context. */
export function entered(id) {
  effective = id;
}

/** Makes `id` the context that the next host calls act on. */
export function actOn(id) {
  if (effective === id) return;
  host.setEffectiveContext(id);
  effective = id;
}

/** The values of the ABI, spec section "Types". */
export const HeaderMap = Object.freeze({
  RequestHeaders: 0,
  RequestTrailers: 1,
  ResponseHeaders: 2,
  ResponseTrailers: 3,
  CallHeaders: 6,
  CallTrailers: 7,
});

export const BodyBuffer = Object.freeze({ RequestBody: 0, ResponseBody: 1, CallBody: 4, PluginConfiguration: 7 });

export const Direction = Object.freeze({ Request: 0, Response: 1 });

export const WHOLE = 0xffffffff;
