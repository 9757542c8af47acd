// What outlives a stream: shared data and metrics.
import { host } from './host.js';

/** Bytes shared by all VMs of one vm_id, on all workers. */
export const sharedData = Object.freeze({
  /** { value, cas } or undefined. */
  get(key) {
    const entry = host.getSharedData(key);
    return entry && { value: entry[0], cas: entry[1] };
  },

  /** False when `cas` is given and another write came first; 0 writes in any case. */
  set(key, value, cas = 0) {
    return host.setSharedData(key, value, cas);
  },
});

const COUNTER = 0;
const GAUGE = 1;
const HISTOGRAM = 2;

/** Defined with the host at its first use, so that metrics may be declared at the top level. */
class Metric {
  #type;
  #name;
  #id;

  constructor(type, name) {
    this.#type = type;
    this.#name = name;
  }

  get id() {
    this.#id ??= host.defineMetric(this.#type, this.#name);
    return this.#id;
  }
}

class Counter extends Metric {
  increment(by = 1) {
    host.incrementMetric(this.id, by);
  }

  get value() {
    return host.getMetric(this.id);
  }
}

class Gauge extends Metric {
  set(value) {
    host.recordMetric(this.id, value);
  }

  add(delta) {
    host.incrementMetric(this.id, delta);
  }

  get value() {
    return host.getMetric(this.id);
  }
}

class Histogram extends Metric {
  record(value) {
    host.recordMetric(this.id, value);
  }
}

export const metrics = Object.freeze({
  counter: (name) => new Counter(COUNTER, name),
  gauge: (name) => new Gauge(GAUGE, name),
  histogram: (name) => new Histogram(HISTOGRAM, name),
});
