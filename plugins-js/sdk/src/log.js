import { host } from './host.js';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

/** The gateway's log, one function a level. */
export const log = Object.freeze(
  Object.fromEntries(LEVELS.map((name, level) => [name, (...parts) => host.log(level, parts.map(show).join(' '))])),
);

function show(part) {
  if (typeof part === 'string') return part;
  if (part instanceof Error) return `${part}\n${part.stack}`;
  return typeof part === 'object' && part !== null ? JSON.stringify(part) : String(part);
}
