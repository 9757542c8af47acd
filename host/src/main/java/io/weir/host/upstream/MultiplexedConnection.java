package io.weir.host.upstream;

import io.netty.channel.ChannelHandler;

/**
 * A connection that carries many requests at once, as its pool sees it; the codec is behind it. On
 * the connection's loop only.
 */
public interface MultiplexedConnection {
  /**
   * Sets up the pipeline. The connection tells its pool when it can be used, and when it is closed.
   */
  ChannelHandler initializer();

  /** Whether it is open and may carry one request more. */
  boolean hasRoom();

  /** Whether it takes no further request, however many of those that it has come to an end. */
  boolean isLeaving();

  /** Begins a request on a connection that has room. */
  void begin(UpstreamListener listener);

  /** Takes no request any more and closes when the last one is over. */
  void close();
}
