package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.concurrent.Future;
import io.weir.host.tls.ClientHello;
import io.weir.host.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first message of a TLS handshake without taking it, tells of it as an event, and makes
 * way: for the handshake with the certificate that the client's words ask for, or, where TLS goes
 * through as it is, for the bytes.
 */
final class HelloHandler extends SslClientHelloHandler<ClientHello> {
  /** With post-quantum key shares and many extensions they have about 2,000 bytes. */
  private static final int MAX_HELLO = 16 << 10;

  private final @Nullable ServerTls tls;

  /**
   * @param tls null: TLS goes through as it is
   */
  HelloHandler(@Nullable ServerTls tls) {
    super(MAX_HELLO);
    this.tls = tls;
  }

  @Override
  protected Future<ClientHello> lookup(ChannelHandlerContext context, @Nullable ByteBuf hello) {
    try {
      return context.executor().newSucceededFuture(ClientHello.parse(hello));
    } catch (IllegalArgumentException e) {
      return context.executor().newFailedFuture(e);
    }
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext context, Future<ClientHello> read) {
    if (!read.isSuccess()) {
      context.fireExceptionCaught(read.cause());
      return;
    }
    ClientHello hello = read.getNow();
    ServerTls server = tls;
    if (server == null) {
      context.fireUserEventTriggered(hello);
      context.pipeline().remove(this);
      return;
    }
    ServerTls.Handshake handshake = server.begin(context.alloc(), hello);
    handshake.handler().setHandshakeTimeoutMillis(0); // the gate has a timer for all of it
    context.fireUserEventTriggered(hello);
    context.fireUserEventTriggered(handshake);
    context.pipeline().replace(this, null, handshake.handler());
  }
}
