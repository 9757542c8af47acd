package io.weir.host.net;

/**
 * How long one stream has stood still, each way, as {@link Http2Stalls} counts it. Nanoseconds;
 * confined to the loop.
 */
final class Http2StreamClock {
  private boolean wanted;
  private boolean windowMoved;
  private long bodyNanos;
  private long receivedNanos;
  private long writeNanos;

  /** The gateway wants more of the body. */
  void wanted() {
    wanted = true;
  }

  /** A part of the body has come. */
  void came() {
    wanted = false;
    bodyNanos = 0;
  }

  void windowMoved() {
    windowMoved = true;
  }

  /** Whether a body that is wanted has been missing for {@code limit}, {@code step} later. */
  boolean bodyStalled(boolean waiting, long step, long limit) {
    bodyNanos = waiting && wanted ? bodyNanos + step : 0;
    return bodyNanos > limit;
  }

  /** Whether a request has been on its way for {@code limit}, {@code step} later. */
  boolean receivedTooLong(boolean receiving, long step, long limit) {
    receivedNanos = receiving ? receivedNanos + step : 0;
    return receivedNanos > limit;
  }

  /** Whether nothing of a response that waits has been taken for {@code limit}. */
  boolean writeStalled(boolean waiting, boolean moved, long step, long limit) {
    writeNanos = waiting && !moved && !windowMoved ? writeNanos + step : 0;
    windowMoved = false;
    return writeNanos > limit;
  }
}
