package io.weir.proxywasm.internal;

import java.util.ArrayDeque;

/**
 * What is to be done once the guest has returned. Bounded: a guest that asks again and again in one
 * call must not fill the heap.
 */
final class AfterCallQueue {
  private static final int MAX_ACTIONS = 10_000;

  private final ArrayDeque<Runnable> actions = new ArrayDeque<>();
  private final long maxBytes;
  private long bytes;

  /**
   * @param maxBytes what the actions may hold together
   */
  AfterCallQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** For what the host itself has to do. */
  void add(Runnable action) {
    actions.add(action);
  }

  /**
   * For what the guest asks for.
   *
   * @param held bytes that the action keeps
   * @return false past a limit
   */
  boolean offer(Runnable action, long held) {
    if (actions.size() >= MAX_ACTIONS || bytes + held > maxBytes) {
      return false;
    }
    bytes += held;
    return actions.add(action);
  }

  /** Does everything, in order; an action may add more. */
  void run() {
    Runnable next;
    while ((next = actions.poll()) != null) {
      next.run();
    }
    bytes = 0;
  }

  void clear() {
    actions.clear();
    bytes = 0;
  }
}
