package io.weir.registry.server;

import java.util.concurrent.TimeUnit;

/**
 * When a client is too slow: with a request's head, counted from the end of the exchange before,
 * and in taking an answer. One thread.
 */
final class Pace {
  /** How often to look, in seconds. */
  static final int TICK_SECONDS = 5;

  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(75);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** Bytes that have to be taken in each {@link #ANSWER_NANOS}. */
  private static final long LEAST = 60 << 10;

  private long since;
  private long taken;

  Pace(long now) {
    since = now;
  }

  /** Something else begins: to wait for a head, or to send an answer. */
  void restart(long now) {
    since = now;
    taken = 0;
  }

  boolean headIsLate(long now) {
    return now - since > HEAD_NANOS;
  }

  /**
   * @param sent bytes of the answer that have been taken
   */
  boolean answerIsStuck(long now, long sent) {
    if (sent - taken >= LEAST) {
      since = now;
      taken = sent;
    }
    return now - since > ANSWER_NANOS;
  }
}
