// Timers over the ABI's one tick per root context.
import { actOn, host } from './host.js';

/** root -> { due: entries by time, period: what the host was told in ms, 0 = off } */
const clocks = new WeakMap();
const timers = new Map();
let current;
let lastId = 0;

/** Timers belong to the root whose callback sets them. */
export function enterRoot(root) {
  current = root;
}

export function setTimeout(callback, delayMs = 0, ...args) {
  return add(callback, delayMs, args, false);
}

export function setInterval(callback, delayMs = 0, ...args) {
  return add(callback, delayMs, args, true);
}

export function clearTimeout(id) {
  const timer = timers.get(id);
  if (!timer) return;
  timers.delete(id);
  timer.clock.due = timer.clock.due.filter((other) => other !== timer);
}

export const clearInterval = clearTimeout;

function add(callback, delayMs, args, repeats) {
  if (!current) throw new Error('setTimeout: no callback is running (expected: called from configure or a later handler)');
  if (!clocks.has(current)) clocks.set(current, { root: current, due: [], period: 0 });
  const clock = clocks.get(current);
  const delay = Math.max(1, Math.ceil(Number(delayMs) || 0));
  const timer = { id: ++lastId, clock, callback, args, at: Date.now() + delay, every: repeats ? delay : 0 };
  timers.set(timer.id, timer);
  schedule(clock, timer);
  arm(clock);
  return timer.id;
}

function schedule(clock, timer) {
  const after = clock.due.findIndex((other) => other.at > timer.at);
  clock.due.splice(after < 0 ? clock.due.length : after, 0, timer);
}

/** Runs the timers of the current root that are due. */
export function fireTimers() {
  const clock = clocks.get(current);
  if (!clock) return;
  const now = Date.now();
  const due = clock.due.filter((timer) => timer.at <= now);
  for (const timer of due) {
    if (!timers.has(timer.id)) continue;
    rearm(clock, timer, now);
    timer.callback(...timer.args);
  }
  clock.period = -1;
  arm(clock);
}

function rearm(clock, timer, now) {
  clock.due = clock.due.filter((other) => other !== timer);
  if (!timer.every) {
    timers.delete(timer.id);
    return;
  }
  timer.at = now + timer.every;
  schedule(clock, timer);
}

/** Asks for a tick when the next timer is due; early ticks find nothing due and ask again. */
function arm(clock) {
  const next = clock.due[0];
  const period = next ? Math.max(1, next.at - Date.now()) : 0;
  if (clock.period === period || (clock.period > 0 && period > clock.period)) return;
  actOn(clock.root.id);
  host.setTickPeriod(period);
  clock.period = period;
}
