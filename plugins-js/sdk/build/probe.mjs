// Starts a finished module once, without a host: an error in the plugin's top level shows at build time, and the
// module says which callbacks the plugin has.

/** In the order of the table in the runtime's exports.c. */
const CALLBACKS = [
  'proxy_on_context_create',
  'proxy_on_vm_start',
  'proxy_on_configure',
  'proxy_on_tick',
  'proxy_on_request_headers',
  'proxy_on_request_body',
  'proxy_on_request_trailers',
  'proxy_on_response_headers',
  'proxy_on_response_body',
  'proxy_on_response_trailers',
  'proxy_on_http_call_response',
  'proxy_on_done',
  'proxy_on_log',
  'proxy_on_delete',
];

/** The names of the callback exports that the plugin does not use. */
export function unusedCallbacks(bytes) {
  const module = new WebAssembly.Module(bytes);
  const messages = [];
  const instance = new WebAssembly.Instance(module, imports(module, () => instance.exports.memory.buffer, messages));
  try {
    instance.exports._initialize();
  } catch (error) {
    throw new Error(`the plugin does not start: ${messages.join('\n') || error.message}`, { cause: error });
  }
  for (const message of messages) process.stderr.write(`${message}\n`);
  const used = instance.exports.weir_callbacks();
  return CALLBACKS.filter((_, i) => !(used & (1 << i)));
}

const UNIMPLEMENTED = 12;

function imports(module, memory, messages) {
  const given = {
    proxy_log(_level, at, size) {
      messages.push(Buffer.from(memory(), at, size).toString());
      return 0;
    },
    clock_time_get(_clock, _precision, at) {
      new DataView(memory()).setBigUint64(at, BigInt(Date.now()) * 1000000n, true);
      return 0;
    },
  };
  const object = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (object[from] ??= {})[name] = given[name] ?? (() => UNIMPLEMENTED);
  }
  return object;
}
