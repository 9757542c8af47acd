// The event stream format: lines, ended by LF, CR LF or CR; an event is what stands before an empty line.

/** One event with its spelling. The lines are { text, ending }; the last one is empty unless the stream was cut off. */
export class SseEvent {
  constructor(lines) {
    this.lines = lines;
  }

  /** The text of its data fields, or undefined when it has none. */
  get data() {
    const parts = this.lines.flatMap(({ text }) => (isData(text) ? [valueOf(text)] : []));
    return parts.length ? parts.join('\n') : undefined;
  }

  get name() {
    const line = this.lines.findLast(({ text }) => isName(text));
    return line ? valueOf(line.text) : '';
  }

  /** Whether it says nothing beside its data and its name. */
  get onlyData() {
    return this.lines.every(({ text }) => text === '' || isData(text) || isName(text));
  }

  /** The event as it came. */
  toString() {
    return this.lines.map(({ text, ending }) => text + ending).join('');
  }

  /** The event with other data. */
  withData(data) {
    const first = this.lines.findIndex(({ text }) => isData(text));
    const { ending } = this.lines[first];
    const lines = data.split('\n').map((part) => ({ text: `data: ${part}`, ending: ending || '\n' }));
    if (!ending) lines.at(-1).ending = '';
    const others = this.lines.flatMap((line, i) => (i === first ? lines : isData(line.text) ? [] : [line]));
    return new SseEvent(others);
  }

  /** The event with each comment changed by `edit`. */
  withComments(edit) {
    return new SseEvent(this.lines.map((line) => (line.text[0] === ':' ? { ...line, text: `:${edit(line.text.slice(1))}` } : line)));
  }
}

function isData(line) {
  return line === 'data' || line.startsWith('data:');
}

function isName(line) {
  return line === 'event' || line.startsWith('event:');
}

function valueOf(line) {
  const colon = line.indexOf(':');
  if (colon < 0) return '';
  return line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
}

/** The spelling of an event of this name and data. */
export function formatEvent(name, data) {
  const head = name ? `event: ${name}\n` : '';
  return `${head}${data.split('\n').map((part) => `data: ${part}\n`).join('')}\n`;
}

/** Cuts a stream into events. */
export class SseReader {
  #line = '';
  #lines = [];
  #size = 0;
  #afterCr = false;
  #started = false;

  /** Characters of the event that is not complete yet. */
  get held() {
    return this.#size + this.#line.length;
  }

  /** Gives events, and as strings what stands between them: a byte order mark, the LF of a CR LF that was cut in two. */
  *push(text) {
    let rest = text;
    if (!this.#started && rest) {
      this.#started = true;
      if (rest[0] === '\uFEFF') {
        yield '\uFEFF';
        rest = rest.slice(1);
      }
    }
    if (this.#afterCr && rest) {
      this.#afterCr = false;
      if (rest[0] === '\n') {
        yield* this.#lateLf();
        rest = rest.slice(1);
      }
    }
    yield* this.#readLines(rest);
  }

  /** The event that the stream's end cut off, or undefined. */
  end() {
    if (this.#line) this.#add(this.#line, '');
    const lines = this.#lines;
    this.#lines = [];
    this.#line = '';
    this.#size = 0;
    return lines.length ? new SseEvent(lines) : undefined;
  }

  /** Everything held, as it came; the reader is empty then. */
  drain() {
    const held = this.end();
    return held ? held.toString() : '';
  }

  *#readLines(text) {
    const border = /\r\n|\n|\r/g;
    let at = 0;
    for (let match = border.exec(text); match; match = border.exec(text)) {
      this.#add(this.#line + text.slice(at, match.index), match[0]);
      this.#line = '';
      at = border.lastIndex;
      this.#afterCr = match[0] === '\r' && at === text.length;
      if (this.#lines.at(-1).text !== '') continue;
      yield new SseEvent(this.#lines);
      this.#lines = [];
      this.#size = 0;
    }
    this.#line += text.slice(at);
  }

  #add(text, ending) {
    this.#lines.push({ text, ending });
    this.#size += text.length + ending.length;
  }

  *#lateLf() {
    const last = this.#lines.at(-1);
    if (!last) yield '\n';
    else {
      last.ending = '\r\n';
      this.#size++;
    }
  }
}
