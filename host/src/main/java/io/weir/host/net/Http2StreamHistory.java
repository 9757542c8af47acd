package io.weir.host.net;

/**
 * What became of the last 64 streams that a client could have opened. The codec forgets a stream
 * with its close; but a frame that comes behind means one thing after a reset, where it may have
 * been under way, and another after an orderly end. Confined to the connection's loop.
 */
final class Http2StreamHistory {
  /** How a stream that is no more has ended. */
  enum End {
    /** Both sides had said all. */
    COMPLETE,
    /** One side has broken it off. */
    RESET,
    /** Never opened: a higher number was used first. */
    SKIPPED,
    /** Too long ago to tell. */
    UNKNOWN
  }

  private int last = -1;
  private long opened;
  private long reset;

  void opened(int id) {
    int steps = (int) (((long) id - last) >> 1);
    if (steps <= 0) {
      return;
    }
    opened = shifted(opened, steps) | 1;
    reset = shifted(reset, steps);
    last = id;
  }

  /** Also of a stream that was refused before it was opened. */
  void reset(int id) {
    opened(id);
    reset |= bit(id);
  }

  End end(int id) {
    long bit = bit(id);
    if (bit == 0) {
      return End.UNKNOWN;
    }
    if ((opened & bit) == 0) {
      return End.SKIPPED;
    }
    return (reset & bit) == 0 ? End.COMPLETE : End.RESET;
  }

  /** Zero for what is too old, or has not come yet. */
  private long bit(int id) {
    int back = (last - id) >> 1;
    return id > last || back >= Long.SIZE ? 0 : 1L << back;
  }

  private static long shifted(long bits, int steps) {
    return steps >= Long.SIZE ? 0 : bits << steps;
  }
}
