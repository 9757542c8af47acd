import './globals.js';

export { httpCall } from './callout.js';
export { Action } from './context.js';
export { log } from './log.js';
export { registerPlugin } from './plugin.js';
export { metrics, sharedData } from './state.js';
