import { host, WHOLE } from './host.js';

/** The part of a body that the host holds at the moment: the chunk of a body callback, or all of it while paused. */
export class Body {
  #owner;
  #buffer;

  constructor(owner, buffer) {
    this.#owner = owner;
    this.#buffer = buffer;
  }

  get(start = 0, length = WHOLE) {
    this.#owner.select();
    return host.getBuffer(this.#buffer, start, length);
  }

  replace(content) {
    this.#write(0, WHOLE, content);
  }

  prepend(content) {
    this.#write(0, 0, content);
  }

  append(content) {
    this.#write(WHOLE, 0, content);
  }

  #write(start, length, content) {
    this.#owner.select();
    host.setBuffer(this.#buffer, start, length, content);
  }
}
