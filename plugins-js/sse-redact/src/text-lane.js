import { Redactor } from './redactor.js';

/** A text that is masked as it comes in. */
export class TextLane {
  #redactor;

  constructor(matchers) {
    this.#redactor = new Redactor(matchers);
  }

  get held() {
    return this.#redactor.held;
  }

  push(text) {
    return show(this.#redactor.push(text));
  }

  end() {
    return show(this.#redactor.end());
  }
}

function show(pieces) {
  return pieces.map(({ text, mask }) => mask ?? text).join('');
}
