package io.weir.host.upstream;

import io.netty.channel.ChannelHandler;

/** A connection as its pool sees it; the codec is behind it. */
public interface PooledConnection {
  /** Sets up the pipeline. */
  ChannelHandler initializer();

  boolean isOpen();

  /** Hands a request's listener over; the connection has none at present. */
  void begin(UpstreamListener listener);

  /** Closes an idle connection. */
  void close();
}
