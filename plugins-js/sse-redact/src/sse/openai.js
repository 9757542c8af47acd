// The events of an OpenAI style completion stream: which of their strings are parts of a running text.

/** The event's object, when it is one of such a stream; else undefined. */
export function asCompletion(json) {
  return Array.isArray(json?.choices) ? json : undefined;
}

const TEXTS = ['content', 'reasoning_content', 'reasoning', 'refusal'];

/**
 * The parts of running texts in one choice: { key, kind, text, set(text), wrap(text) }. Equal keys of successive
 * events continue each other; `kind` is "json" where the text is JSON itself. `wrap` gives a choice of its own that
 * carries just this text.
 */
export function partsOf(choice) {
  const parts = [];
  const index = choice.index ?? 0;
  const own = (fields) => ({ index, ...fields, finish_reason: null });
  if (typeof choice.text === 'string') {
    parts.push(part(choice, 'text', `${index}/text`, 'text', (text) => own({ text })));
  }
  const delta = isObject(choice.delta) ? choice.delta : {};
  for (const name of TEXTS) {
    if (typeof delta[name] !== 'string') continue;
    parts.push(part(delta, name, `${index}/${name}`, 'text', (text) => own({ delta: { [name]: text } })));
  }
  if (typeof delta.function_call?.arguments === 'string') {
    const wrap = (text) => own({ delta: { function_call: { arguments: text } } });
    parts.push(part(delta.function_call, 'arguments', `${index}/function`, 'json', wrap));
  }
  return [...parts, ...toolParts(delta.tool_calls, index, own)];
}

function toolParts(calls, index, own) {
  if (!Array.isArray(calls)) return [];
  return calls.flatMap((call, position) => {
    if (typeof call?.function?.arguments !== 'string') return [];
    const tool = call.index ?? position;
    const wrap = (text) => own({ delta: { tool_calls: [{ index: tool, function: { arguments: text } }] } });
    return [part(call.function, 'arguments', `${index}/tool/${tool}`, 'json', wrap)];
  });
}

function part(object, name, key, kind, wrap) {
  const set = (text) => {
    object[name] = text;
  };
  return { key, kind, text: object[name], set, wrap };
}

/** Whether nothing more of the choice will follow. */
export function isFinished(choice) {
  return choice.finish_reason !== undefined && choice.finish_reason !== null;
}

/** An event that carries `choice` alone, with the other members of `like`. */
export function completionWith(like, choice) {
  const { usage, ...rest } = like;
  return { ...rest, choices: [choice] };
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}
