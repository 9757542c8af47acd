package io.weir.host.tls;

import io.netty.channel.Channel;

/** Ends connections so that the peer sees that something is missing. */
public final class AbruptClose {
  private AbruptClose() {}

  /**
   * Closes the socket past all handlers: TLS does not say that all was sent (RFC 8446 section 6.1),
   * and HTTP/2 waits for no stream. On the loop.
   */
  public static void of(Channel channel) {
    channel.unsafe().close(channel.newPromise());
  }
}
