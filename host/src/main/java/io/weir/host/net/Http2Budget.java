package io.weir.host.net;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/**
 * How many frames of a kind a peer may send that bring nothing: a number in ten seconds, and what
 * real traffic has earned. A look at the clock is taken only when the number is used up. Confined
 * to the connection's loop.
 */
final class Http2Budget {
  static final int FRAMES = 1_000;
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String what;
  private final Ticker ticker;
  private int left = FRAMES;
  private long filled;

  /**
   * @param what the frames, as the peer is told
   */
  Http2Budget(String what, Ticker ticker) {
    this.what = what;
    this.ticker = ticker;
    this.filled = ticker.nanoTime();
  }

  /** Never more than a full budget, so that nothing can be saved up. */
  void earn(int frames) {
    left = Math.min(FRAMES, left + frames);
  }

  /**
   * @throws Http2Exception that ends the connection with ENHANCE_YOUR_CALM (RFC 9113 section 10.5)
   */
  void spend() throws Http2Exception {
    if (--left >= 0) {
      return;
    }
    long now = ticker.nanoTime();
    if (now - filled < WINDOW_NANOS) {
      throw Http2Exception.connectionError(
          Http2Error.ENHANCE_YOUR_CALM, "%s: more than %d in 10 s", what, FRAMES);
    }
    filled = now;
    left = FRAMES - 1;
  }
}
