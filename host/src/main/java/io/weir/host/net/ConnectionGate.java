package io.weir.host.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.observe.CloseReason;
import io.weir.host.tls.ClientHello;
import io.weir.host.tls.ServerTls;
import io.weir.host.tls.TlsFailure;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a connection back while its PROXY header and its TLS handshake are under way, for a limited
 * time, then lets the handlers of its protocol in and tells them that it is there. Afterwards it
 * keeps from them what only TLS says.
 */
final class ConnectionGate extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(ConnectionGate.class);

  /** What comes behind the gate. */
  interface Opening {
    /**
     * Adds the handlers of the connection's protocol.
     *
     * @param alpn what was agreed on, null for nothing
     */
    void open(Channel channel, @Nullable String alpn);
  }

  private final ListenerSettings settings;
  private final Opening opening;
  private final TlsFacts facts = new TlsFacts();
  private boolean awaitsHeader;
  private boolean awaitsTls;
  private boolean open;
  private boolean inputEnded;
  private @Nullable ScheduledFuture<?> limit;

  ConnectionGate(ListenerSettings settings, Opening opening) {
    this.settings = settings;
    this.opening = opening;
  }

  /** Sets the pipeline of an accepted connection up; one that may not be there is closed. */
  void install(Channel child) {
    ProxyPolicy proxy = settings.proxy();
    if (proxy != null && proxy.trusts(child.remoteAddress())) {
      awaitsHeader = true;
      child.pipeline().addLast(new ProxyHeaderHandler(proxy.required()));
    } else if (proxy != null && proxy.required()) {
      log.debug(
          "listener {}: {} may send no PROXY header, which is required",
          settings.listener(),
          child.remoteAddress());
      CloseReason.PROXY_HEADER.note(child);
      child.close();
      return;
    }
    ServerTls tls = settings.tls();
    if (tls != null || settings.passthrough()) {
      awaitsTls = true;
      child.pipeline().addLast(new HelloHandler(tls));
    }
    child.pipeline().addLast(this);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (!awaitsHeader && !awaitsTls) {
      letIn(context, null);
      return;
    }
    limit =
        context
            .executor()
            .schedule(
                () -> fail(context, CloseReason.SETUP_TIMEOUT, "timed out"),
                settings.setupMillis(),
                TimeUnit.MILLISECONDS);
    context.read();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case ProxyHeader header -> {
        facts.header(header);
        awaitsHeader = false;
        letInWhenReady(context, null);
      }
      case ClientHello hello -> {
        facts.hello(hello);
        awaitsTls = settings.tls() != null;
        letInWhenReady(context, null);
      }
      case ServerTls.Handshake handshake -> facts.begun(handshake);
      case SslHandshakeCompletionEvent done -> handshaken(context, done);
      case SslCloseCompletionEvent closed -> endInput(context);
      case ChannelInputShutdownEvent ended -> endInput(context);
      default -> context.fireUserEventTriggered(event);
    }
  }

  private void handshaken(ChannelHandlerContext context, SslHandshakeCompletionEvent done) {
    if (!done.isSuccess()) {
      fail(context, CloseReason.TLS_HANDSHAKE, TlsFailure.reason(done.cause()));
      return;
    }
    if (awaitsTls) {
      awaitsTls = false;
      letInWhenReady(context, facts.handshaken());
    }
  }

  private void letInWhenReady(ChannelHandlerContext context, @Nullable String alpn) {
    if (!awaitsHeader && !awaitsTls && !open) {
      letIn(context, alpn);
    }
  }

  private void letIn(ChannelHandlerContext context, @Nullable String alpn) {
    open = true;
    stopTimer();
    facts.info(settings).attach(context.channel());
    opening.open(context.channel(), alpn);
    context.fireChannelActive();
  }

  /** The peer's TLS says that no more comes; that of the socket may follow or not. */
  private void endInput(ChannelHandlerContext context) {
    if (!inputEnded && open) {
      inputEnded = true;
      context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (open) {
      context.fireChannelRead(message);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    if (open) {
      context.fireChannelInactive();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    boolean ofTls = cause instanceof SSLException || cause.getCause() instanceof SSLException;
    if (open && !ofTls) {
      context.fireExceptionCaught(cause);
    } else if (ConnectionLoss.is(cause)
        || cause instanceof IllegalArgumentException
        || cause instanceof DecoderException) {
      fail(context, faultOfSetup(), TlsFailure.reason(cause));
    } else {
      CloseReason.FAULT.note(context.channel());
      log.error("listener {}: closed for a fault of the gateway", settings.listener(), cause);
      context.close();
    }
  }

  private CloseReason faultOfSetup() {
    if (open) {
      return CloseReason.CLIENT;
    }
    return awaitsHeader ? CloseReason.PROXY_HEADER : CloseReason.TLS_HANDSHAKE;
  }

  private void fail(ChannelHandlerContext context, CloseReason reason, String why) {
    reason.note(context.channel());
    if (log.isDebugEnabled()) {
      log.debug(
          "listener {}: {} {}: {}",
          settings.listener(),
          context.channel().remoteAddress(),
          open ? "TLS" : "closed before its first request",
          why);
    }
    context.close();
  }

  private void stopTimer() {
    ScheduledFuture<?> timer = limit;
    limit = null;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
