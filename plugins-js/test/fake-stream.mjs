// One stream of the fake host: its maps, its buffers and what went on to the next filter.
const PAUSED = new Set([1, 2, 3, 4]);
const SIDES = { request: 0, response: 1 };

class Side {
  headers = [];
  trailers = [];
  held = Buffer.alloc(0);
  sent = [];
  paused = false;
  resumeAsked = false;

  /** Everything that went on, as one buffer. */
  get output() {
    return Buffer.concat(this.sent);
  }
}

export class FakeStream {
  localResponse = undefined;
  request = new Side();
  response = new Side();

  constructor(host, id) {
    this.host = host;
    this.id = id;
  }

  /** Runs a header callback; true when the headers went on. */
  headers(side, headers, end = false) {
    this[side].headers = headers.map(([name, value]) => [name.toLowerCase(), value]);
    return this.#act(side, `proxy_on_${side}_headers`, headers.length, end ? 1 : 0);
  }

  /** Runs a body callback; gives what went on to the next filter because of it. */
  body(side, chunk, end = false) {
    const state = this[side];
    state.held = Buffer.concat([state.held, Buffer.from(chunk)]);
    if (!this.host.exports[`proxy_on_${side}_body`]) this.#release(state);
    else if (this.#act(side, `proxy_on_${side}_body`, state.held.length, end ? 1 : 0)) this.#release(state);
    return state.sent.at(-1) ?? Buffer.alloc(0);
  }

  trailers(side, trailers) {
    this[side].trailers = trailers;
    return this.#act(side, `proxy_on_${side}_trailers`, trailers.length);
  }

  /** Log, done, delete, as at the end of an HTTP stream. */
  end() {
    for (const name of ['proxy_on_log', 'proxy_on_done', 'proxy_on_delete']) this.host.call(name, this.id, this.id);
    this.host.drop(this.id);
  }

  continueStream(direction) {
    const [side] = Object.entries(SIDES).find(([, number]) => number === direction) ?? [];
    if (side) this[side].resumeAsked = true;
    return side !== undefined;
  }

  /** Resumes take effect after the guest has returned. */
  afterCall() {
    for (const side of Object.keys(SIDES)) {
      const state = this[side];
      if (!state.resumeAsked) continue;
      state.resumeAsked = false;
      state.paused = false;
      if (state.held.length) this.#release(state);
    }
  }

  #act(side, name, ...args) {
    const action = this.host.call(name, this.id, this.id, ...args) ?? 0;
    this[side].paused = PAUSED.has(action);
    return !this[side].paused && !this.localResponse;
  }

  #release(state) {
    state.sent.push(state.held);
    state.held = Buffer.alloc(0);
    state.paused = false;
  }
}
