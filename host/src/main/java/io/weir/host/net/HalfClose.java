package io.weir.host.net;

import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Says that no more will come, and can still be read from. */
final class HalfClose {
  private HalfClose() {}

  /**
   * Ends the output of {@code channel}, that of TLS before that of the socket. What has not gone
   * out is thrown away: the caller waits for it. On the loop.
   */
  static void of(DuplexChannel channel) {
    if (!channel.isActive()) {
      return;
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(told -> channel.shutdownOutput());
    }
  }
}
