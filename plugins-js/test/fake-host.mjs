// A fake proxy-wasm host, for tests under Node: one module instance, streams driven by hand, no network. It follows
// the ABI as the gateway does (effective contexts, cumulative buffers while paused, deferred resumes), in one thread
// and without timing: ticks and call answers are delivered when the test says so.
import { readFileSync } from 'node:fs';
import { FakeStream } from './fake-stream.mjs';
import { hostFunctions } from './fake-host-functions.mjs';

const modules = new Map();

/** From a path or the bytes of a module. */
function compiled(source) {
  if (!modules.has(source)) modules.set(source, new WebAssembly.Module(typeof source === 'string' ? readFileSync(source) : source));
  return modules.get(source);
}

export class FakeHost {
  logs = [];
  calls = [];
  sharedData = new Map();
  metrics = [];
  properties = new Map([['route_name', Buffer.from('a-route')]]);
  tickPeriod = 0;
  callAnswer = undefined;
  started = false;
  #nextId = 1;
  #contexts = new Map();
  #effective = 0;

  /** Instantiates the module and runs `_initialize`. */
  constructor(source) {
    const module = compiled(source);
    this.instance = new WebAssembly.Instance(module, hostFunctions(this, module));
    this.exports = this.instance.exports;
    this.exports._initialize();
    this.started = true;
  }

  /** A host with a configured root context; false from on_configure throws. */
  static configured(source, config = '') {
    const host = new FakeHost(source);
    if (!host.configure(config)) throw new Error(`refused: ${host.messages('error').join('; ')}`);
    return host;
  }

  configure(config) {
    const bytes = typeof config === 'string' || Buffer.isBuffer(config) ? Buffer.from(config) : Buffer.from(JSON.stringify(config));
    this.root = this.#nextId++;
    this.#contexts.set(this.root, { config: bytes, root: true });
    this.call('proxy_on_context_create', this.root, this.root, 0);
    if (this.call('proxy_on_vm_start', this.root, this.root, 0) === 0) return false;
    return this.call('proxy_on_configure', this.root, this.root, bytes.length) !== 0;
  }

  stream() {
    const stream = new FakeStream(this, this.#nextId++);
    this.#contexts.set(stream.id, stream);
    this.call('proxy_on_context_create', stream.id, stream.id, this.root);
    return stream;
  }

  drop(id) {
    this.#contexts.delete(id);
  }

  /** Calls an export, if it is there, with `context` as the effective one; then runs what the guest caused. */
  call(name, context, ...args) {
    const before = this.#effective;
    this.#effective = context;
    try {
      return this.exports[name]?.(...args);
    } finally {
      this.#effective = before;
      for (const stream of this.#contexts.values()) stream.afterCall?.();
    }
  }

  tick() {
    this.call('proxy_on_tick', this.root, this.root);
  }

  /** Answers the oldest open call. No headers: the call failed. */
  answer(headers = [], body = '', trailers = []) {
    const { token } = this.calls.shift();
    this.callAnswer = { headers, body: Buffer.from(body), trailers };
    this.call('proxy_on_http_call_response', this.root, this.root, token, headers.length, this.callAnswer.body.length, trailers.length);
    this.callAnswer = undefined;
  }

  get effective() {
    return this.#contexts.get(this.#effective);
  }

  setEffective(id) {
    if (!this.#contexts.has(id)) return false;
    this.#effective = id;
    return true;
  }

  messages(level) {
    return this.logs.filter((entry) => entry.level === level).map((entry) => entry.message);
  }

  get memory() {
    return Buffer.from(this.exports.memory.buffer);
  }

  /** Copies bytes into the guest as a result: address and size at the two pointers. */
  giveResult(bytes, dataAt, sizeAt) {
    const at = bytes.length ? this.exports.proxy_on_memory_allocate(bytes.length) : 0;
    const memory = this.memory;
    memory.set(bytes, at);
    memory.writeUInt32LE(at, dataAt);
    memory.writeUInt32LE(bytes.length, sizeAt);
  }
}
