// What a Content-Type says about how a body is to be searched.

const SINGLE_BYTE = /^(?:iso-8859-\d+|windows-125\d|latin1|koi8-[ru])$/;
const UTF_8 = new Set(['', 'utf-8', 'utf8', 'us-ascii', 'ascii']);

/**
 * { kind: "sse" | "json" | "text", encoding: "utf-8" | "bytes" } for a body to be masked; undefined for any other.
 * In "bytes" each byte is a character, which carries ASCII text in any single-byte charset.
 */
export function bodyFormat(contentType, wanted) {
  const [type, ...parameters] = (contentType ?? '').toLowerCase().split(';').map((part) => part.trim());
  if (!wanted.some((entry) => matches(type, entry))) return undefined;
  const charset = charsetOf(parameters);
  if (!UTF_8.has(charset) && !SINGLE_BYTE.test(charset)) return undefined;
  return { kind: kindOf(type), encoding: UTF_8.has(charset) ? 'utf-8' : 'bytes' };
}

function matches(type, entry) {
  return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry;
}

function kindOf(type) {
  if (type === 'text/event-stream') return 'sse';
  return type === 'application/json' || type.endsWith('+json') ? 'json' : 'text';
}

function charsetOf(parameters) {
  const parameter = parameters.find((text) => text.startsWith('charset='));
  return parameter ? parameter.slice('charset='.length).replaceAll('"', '') : '';
}
