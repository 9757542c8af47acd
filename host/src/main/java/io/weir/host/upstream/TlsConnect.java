package io.weir.host.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.weir.host.tls.ClientTls;
import io.weir.host.tls.ClientTls.Inside;
import io.weir.host.tls.TlsFailure;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of one connection to an upstream, which stands when its handshake is done. On its loop.
 */
final class TlsConnect {
  private static final Logger log = LoggerFactory.getLogger(TlsConnect.class);

  private final ClientTls tls;
  private final Endpoint endpoint;
  private final Inside inside;
  private final long timeoutMillis;
  private @Nullable SslHandler handler;

  TlsConnect(ClientTls tls, Endpoint endpoint, Inside inside, long timeoutMillis) {
    this.tls = tls;
    this.endpoint = endpoint;
    this.inside = inside;
    this.timeoutMillis = timeoutMillis;
  }

  /** Puts TLS before the handlers of the protocol inside. */
  ChannelHandler before(ChannelHandler protocol) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        SslHandler made =
            tls.handler(channel.alloc(), endpoint.host(), endpoint.port(), inside, timeoutMillis);
        handler = made;
        channel.pipeline().addLast(made, new Quiet(), protocol);
      }
    };
  }

  /**
   * Done when the handshake is.
   *
   * @param connected done when the socket is connected
   */
  ChannelPromise after(ChannelFuture connected) {
    Channel channel = connected.channel();
    ChannelPromise stands = new DefaultChannelPromise(channel, channel.eventLoop());
    connected.addListener(
        done -> {
          SslHandler made = handler;
          if (!done.isSuccess() || made == null) {
            stands.tryFailure(done.cause());
            return;
          }
          made.handshakeFuture().addListener(shaken -> finish(made, shaken.cause(), stands));
        });
    return stands;
  }

  private void finish(SslHandler made, @Nullable Throwable cause, ChannelPromise stands) {
    if (cause != null) {
      stands.tryFailure(TlsFailure.of(cause));
    } else if (inside == Inside.HTTP2
        && !ApplicationProtocolNames.HTTP_2.equals(made.applicationProtocol())) {
      stands.tryFailure(
          TlsFailure.of(
              new SSLException("no HTTP/2 by ALPN (expected: h2; else protocol: HTTP1)")));
      stands.channel().close();
    } else {
      stands.trySuccess();
    }
  }

  /** Keeps from the protocol inside what only TLS says. */
  private final class Quiet extends ChannelInboundHandlerAdapter {
    private boolean inputEnded;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslCloseCompletionEvent || event == ChannelInputShutdownEvent.INSTANCE) {
        if (!inputEnded) {
          inputEnded = true;
          context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
        return;
      }
      context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof SSLException || cause.getCause() instanceof SSLException) {
        log.debug("upstream {}: TLS: {}", endpoint, TlsFailure.reason(cause));
        context.close();
      } else {
        context.fireExceptionCaught(cause);
      }
    }
  }
}
