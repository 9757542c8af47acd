import { toPairs } from './headers.js';
import { actOn, host } from './host.js';
import { RequestMessage, ResponseMessage } from './message.js';

export const Action = Object.freeze({ Continue: 0, Pause: 1 });

class Context {
  #id;

  constructor(id) {
    this.#id = id;
    this.closed = false;
  }

  get id() {
    return this.#id;
  }

  /** Makes the host calls that follow act on this context. */
  select() {
    if (this.closed) throw new Error(`context ${this.#id}: has ended`);
    actOn(this.#id);
  }

  /** A property's bytes, or undefined. The path is a list, or a string with dots between its segments. */
  getProperty(path) {
    this.select();
    return host.getProperty(propertyPath(path));
  }

  getPropertyString(path) {
    const value = this.getProperty(path);
    return value && host.utf8Decode(value, false);
  }

  setProperty(path, value) {
    this.select();
    host.setProperty(propertyPath(path), value);
  }
}

function propertyPath(path) {
  return (Array.isArray(path) ? path : path.split('.')).join('\0');
}

/** One configured use of the plugin. */
export class RootContext extends Context {
  config = undefined;
  rawConfig = new Uint8Array(0);
}

/** One request with its response. */
export class HttpContext extends Context {
  #root;
  #pauseAsked = false;
  #answered = false;

  constructor(id, root) {
    super(id);
    this.#root = root;
    this.request = new RequestMessage(this);
    this.response = new ResponseMessage(this);
    /** For the plugin's own use, one stream long. */
    this.state = undefined;
  }

  get root() {
    return this.#root;
  }

  get config() {
    return this.#root.config;
  }

  /** Holds the direction whose callback is running until resume(). */
  pause() {
    this.#pauseAsked = true;
    return Action.Pause;
  }

  resume() {
    this.request.resume();
    this.response.resume();
  }

  /** Answers the request itself; what the handler returns no longer matters. */
  respond({ status = 200, headers, body, detail } = {}) {
    this.select();
    host.sendLocalResponse(status, toPairs(headers), body, detail);
    this.#answered = true;
    return Action.Pause;
  }

  /** Whether respond() was called since the last time this was asked: the plugin's own answer passes it again. */
  takeAnswered() {
    const answered = this.#answered;
    this.#answered = false;
    return answered;
  }

  /** Whether pause() was called since the last time this was asked. */
  takePause() {
    const asked = this.#pauseAsked;
    this.#pauseAsked = false;
    return asked;
  }
}
