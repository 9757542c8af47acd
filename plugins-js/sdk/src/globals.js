// The globals that code written for browsers and Node expects, where the runtime has none.
import { log } from './log.js';
import { clearInterval, clearTimeout, setInterval, setTimeout } from './timers.js';
import { TextDecoder, TextEncoder } from './text.js';

const console = { log: log.info, info: log.info, debug: log.debug, warn: log.warn, error: log.error, trace: log.trace };

if (globalThis.__proxyWasm) {
  Object.assign(globalThis, { console, TextDecoder, TextEncoder, setTimeout, setInterval, clearTimeout, clearInterval });
}
