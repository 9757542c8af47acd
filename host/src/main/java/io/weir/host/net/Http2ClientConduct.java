package io.weir.host.net;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.concurrent.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * How a client behaves on its connection: what floods it has the means for, and what it makes of
 * the streams that it opens. Confined to the connection's loop.
 */
final class Http2ClientConduct {
  /** Frames beside the point that each useful one may have: acknowledgements, probes, windows. */
  private static final int EARNED = 4;

  private final Http2Connection connection;
  private final Http2StreamHistory history = new Http2StreamHistory();
  private final Http2BlockWatch blocks = new Http2BlockWatch();
  private final Http2Budget idle;
  private final Http2Budget faults;
  private @Nullable Windows windows;

  /** Who wants to know that a client gives windows. */
  interface Windows {
    /**
     * @param stream 0 for the connection's
     */
    void onWindow(int stream);
  }

  Http2ClientConduct(Http2Connection connection, Ticker ticker) {
    this.connection = connection;
    this.idle = new Http2Budget("frames that bring nothing", ticker);
    this.faults = new Http2Budget("streams that were malformed", ticker);
  }

  void tell(Windows hears) {
    windows = hears;
  }

  Http2Connection connection() {
    return connection;
  }

  Http2StreamHistory history() {
    return history;
  }

  Http2BlockWatch blocks() {
    return blocks;
  }

  /** A request begins. */
  void opened(int stream) {
    history.opened(stream);
    idle.earn(EARNED);
  }

  /** Something of use has passed, either way. */
  void traffic(int bytes) {
    idle.earn(EARNED + (bytes >> 10));
  }

  /** A frame that carries no request and no body: PING, SETTINGS, PRIORITY and their like. */
  void idleFrame() throws Http2Exception {
    idle.spend();
  }

  void windowUpdate(int stream) throws Http2Exception {
    idle.spend();
    Windows hears = windows;
    if (hears != null) {
      hears.onWindow(stream);
    }
  }

  /** The client has made the gateway reset a stream (CVE-2025-8671). Traffic does not earn it. */
  void fault(int stream) throws Http2Exception {
    history.reset(stream);
    faults.spend();
  }
}
