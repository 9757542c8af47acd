import { JsonLane } from '../json-lane.js';
import { TextLane } from '../text-lane.js';
import { formatEvent } from './events.js';
import { completionWith, isFinished, partsOf } from './openai.js';

const MAX_LANES = 64;

/** The running texts of a completion stream, each masked by itself over the events that carry its parts. */
export class CompletionLanes {
  #matchers;
  #lanes = new Map();

  constructor(matchers) {
    this.#matchers = matchers;
  }

  get held() {
    return [...this.#lanes.values()].reduce((sum, { lane }) => sum + lane.held, 0);
  }

  /**
   * Takes the parts out of an event. Gives { before, changed }: events to be sent before it, and whether `json`,
   * which is changed in place, is to be sent in the place of the event's own data.
   */
  take(json, name) {
    let before = this.#lanes.size >= MAX_LANES ? this.flush() : '';
    let changed = false;
    for (const choice of json.choices) {
      const finished = isFinished(choice);
      for (const part of partsOf(choice)) changed = this.#mask(part, choice, json, name, finished) || changed;
      if (finished) before += this.#finish(`${choice.index ?? 0}/`);
    }
    return { before, changed };
  }

  /** Events with all that is held; the lanes are gone then. */
  flush() {
    return this.#finish('');
  }

  #mask(part, choice, json, name, finished) {
    const entry = this.#lane(part);
    entry.format = (text) => formatEvent(name, JSON.stringify(completionWith(json, part.wrap(text))));
    const output = entry.lane.push(part.text) + (finished ? entry.lane.end() : '');
    if (output === part.text) return false;
    part.set(output);
    if (choice.logprobs) choice.logprobs = null; // they spell the text out once more
    return true;
  }

  #lane({ key, kind }) {
    if (!this.#lanes.has(key)) this.#lanes.set(key, { lane: kind === 'json' ? new JsonLane(this.#matchers) : new TextLane(this.#matchers) });
    return this.#lanes.get(key);
  }

  #finish(prefix) {
    let events = '';
    for (const [key, { lane, format }] of this.#lanes) {
      if (!key.startsWith(prefix)) continue;
      const rest = lane.end();
      if (rest) events += format(rest);
      this.#lanes.delete(key);
    }
    return events;
  }
}
