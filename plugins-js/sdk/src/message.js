import { Body } from './body.js';
import { Headers } from './headers.js';
import { BodyBuffer, Direction, HeaderMap, host } from './host.js';

/** One direction of a stream. */
class Message {
  #owner;
  #stream;

  constructor(owner, stream, headers, trailers, buffer) {
    this.#owner = owner;
    this.#stream = stream;
    this.headers = new Headers(owner, headers);
    this.trailers = new Headers(owner, trailers);
    this.body = new Body(owner, buffer);
    this.paused = false;
  }

  /** Lets a paused direction go on, after the callback that is running. */
  resume() {
    if (!this.paused) return;
    this.#owner.select();
    host.continueStream(this.#stream);
    this.paused = false;
  }
}

export class RequestMessage extends Message {
  constructor(owner) {
    super(owner, Direction.Request, HeaderMap.RequestHeaders, HeaderMap.RequestTrailers, BodyBuffer.RequestBody);
  }

  get method() {
    return this.headers.get(':method');
  }

  get path() {
    return this.headers.get(':path');
  }

  get authority() {
    return this.headers.get(':authority');
  }
}

export class ResponseMessage extends Message {
  constructor(owner) {
    super(owner, Direction.Response, HeaderMap.ResponseHeaders, HeaderMap.ResponseTrailers, BodyBuffer.ResponseBody);
  }

  get status() {
    return Number(this.headers.get(':status'));
  }
}
