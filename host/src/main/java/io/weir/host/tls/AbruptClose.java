package io.weir.host.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;

/** Ends connections so that the peer sees that something is missing. */
public final class AbruptClose {
  private AbruptClose() {}

  /** Closes without TLS saying that all was sent (RFC 8446 section 6.1). On the loop. */
  public static void of(Channel channel) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      channel.close();
    } else {
      tls.close(); // from before it towards the socket
    }
  }
}
