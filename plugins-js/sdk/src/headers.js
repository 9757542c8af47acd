import { host } from './host.js';

/** One header or trailer list of a stream. Names are matched without regard to case. */
export class Headers {
  #owner;
  #map;

  constructor(owner, map) {
    this.#owner = owner;
    this.#map = map;
  }

  #select() {
    this.#owner.select();
    return this.#map;
  }

  /** The first value, or undefined. */
  get(name) {
    return host.getHeader(this.#select(), name);
  }

  has(name) {
    return this.get(name) !== undefined;
  }

  getAll(name) {
    const wanted = name.toLowerCase();
    return this.entries().flatMap(([key, value]) => (key.toLowerCase() === wanted ? [value] : []));
  }

  entries() {
    return host.getHeaders(this.#select());
  }

  [Symbol.iterator]() {
    return this.entries()[Symbol.iterator]();
  }

  set(name, value) {
    host.replaceHeader(this.#select(), name, String(value));
  }

  append(name, value) {
    host.addHeader(this.#select(), name, String(value));
  }

  delete(name) {
    host.removeHeader(this.#select(), name);
  }

  /** Replaces the whole list. */
  replaceAll(entries) {
    host.setHeaders(this.#select(), toPairs(entries));
  }
}

/** A list of [name, value], from such a list, another iterable of pairs, or an object. */
export function toPairs(headers = []) {
  const entries = typeof headers[Symbol.iterator] === 'function' ? [...headers] : Object.entries(headers);
  return entries.map(([name, value]) => [String(name), String(value)]);
}
