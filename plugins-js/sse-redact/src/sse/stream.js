import { JsonLane } from '../json-lane.js';
import { TextLane } from '../text-lane.js';
import { CompletionLanes } from './completion-lanes.js';
import { formatEvent, SseReader } from './events.js';
import { asCompletion } from './openai.js';

const MAX_EVENT = 1 << 20;
const DONE = '[DONE]';

/**
 * An event stream that is masked as it comes in. Events go on at once; text that a match could begin in moves to the
 * next event of the same text, or, when that text ends, to an event of its own.
 */
export class SseLane {
  #matchers;
  #separate;
  #reader = new SseReader();
  #completion;
  #plain;
  #plainName = '';
  #overflow; // for the rest of a stream with an event beyond all bounds

  /** `separate`: each event of plain text is a text of its own. */
  constructor(matchers, { separate = false } = {}) {
    this.#matchers = matchers;
    this.#separate = separate;
    this.#completion = new CompletionLanes(matchers);
    this.#plain = new TextLane(matchers);
  }

  get held() {
    return this.#reader.held + this.#completion.held + this.#plain.held + (this.#overflow?.held ?? 0);
  }

  /** True once an event was too long to be held; what follows is masked as plain text. */
  get overflown() {
    return this.#overflow !== undefined;
  }

  push(text) {
    if (this.#overflow) return this.#overflow.push(text);
    let output = '';
    for (const item of this.#reader.push(text)) output += typeof item === 'string' ? item : this.#event(item);
    if (this.#reader.held <= MAX_EVENT) return output;
    this.#overflow = new TextLane(this.#matchers);
    return output + this.#flush() + this.#overflow.push(this.#reader.drain());
  }

  end() {
    if (this.#overflow) return this.#overflow.end();
    const last = this.#reader.end();
    if (!last) return this.#flush();
    const output = this.#event(last);
    const rest = this.#flush();
    return rest && output ? `${output}\n\n${rest}` : output + rest;
  }

  #flush() {
    return this.#flushPlain() + this.#completion.flush();
  }

  #flushPlain() {
    const rest = this.#plain.end();
    return rest ? formatEvent(this.#plainName, rest) : '';
  }

  #event(raw) {
    const event = raw.withComments((comment) => this.#mask(new TextLane(this.#matchers), comment));
    const { data } = event;
    if (data === undefined) return event.toString();
    if (data.trim() === DONE) return this.#flush() + event.toString();
    const json = parseJson(data);
    if (!json) return this.#plainEvent(event, data);
    const before = this.#flushPlain();
    return before + (asCompletion(json) ? this.#completionEvent(event, json) : this.#jsonEvent(event, data));
  }

  #completionEvent(event, json) {
    const { before, changed } = this.#completion.take(json, event.name);
    return before + (changed ? event.withData(JSON.stringify(json)) : event).toString();
  }

  /** JSON of another kind is a text of its own. */
  #jsonEvent(event, data) {
    return replaced(event, data, this.#mask(new JsonLane(this.#matchers), data)).toString();
  }

  #plainEvent(event, data) {
    if (this.#separate) return replaced(event, data, this.#mask(this.#plain, data)).toString();
    const before = this.#plainName === event.name ? '' : this.#flushPlain();
    this.#plainName = event.name;
    const output = this.#plain.push(data);
    if (output === '' && data !== '' && event.onlyData) return before;
    return before + replaced(event, data, output).toString();
  }

  #mask(lane, text) {
    return lane.push(text) + lane.end();
  }
}

function replaced(event, data, output) {
  return output === data ? event : event.withData(output);
}

function parseJson(data) {
  if (!/^\s*[[{]/.test(data)) return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined; // text that only looks like JSON at its start
  }
}
