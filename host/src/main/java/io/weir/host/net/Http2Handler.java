package io.weir.host.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.weir.host.observe.CloseReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Netty's codec without a channel, a frame object or an event for each stream: frames go to the
 * {@link Http2Endpoint} as method calls. What streams write in one turn of the loop is flushed
 * together at its end.
 */
final class Http2Handler extends Http2ConnectionHandler {
  private static final Logger log = LoggerFactory.getLogger(Http2Handler.class);

  private final int connectionWindow;
  private final @Nullable Http2ClientConduct conduct;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable Http2Endpoint endpoint;
  private @Nullable String fault;
  private boolean started;
  private boolean reading;
  private boolean flushing;

  /**
   * @param connectionWindow bytes that the peer may send before any is acknowledged
   * @param conduct of the client; null towards an upstream
   */
  Http2Handler(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      int connectionWindow,
      @Nullable Http2ClientConduct conduct) {
    super(decoder, encoder, settings);
    this.connectionWindow = connectionWindow;
    this.conduct = conduct;
  }

  /** Says who hears of frames; before the handler is added to its channel. */
  void serve(Http2Endpoint hears) {
    endpoint = hears;
    decoder().frameListener(hears);
    connection().addListener(hears);
    encoder().flowController().listener(hears);
  }

  ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
  }

  boolean isActive() {
    ChannelHandlerContext c = ctx;
    return c != null && c.channel().isActive();
  }

  /** What ended the connection, null for nothing of note. */
  @Nullable String fault() {
    return fault;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) throws Exception {
    ctx = context;
    super.handlerAdded(context);
    if (context.channel().isActive()) {
      start(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    super.channelActive(context);
    start(context);
  }

  private void start(ChannelHandlerContext context) throws Http2Exception {
    Http2Endpoint hears = endpoint;
    if (started || hears == null) {
      return;
    }
    started = true;
    int more = connectionWindow - decoder().flowController().initialWindowSize();
    decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
    context.flush();
    hears.onActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    reading = true;
    super.channelRead(context, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    reading = false;
    super.channelReadComplete(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    super.channelInactive(context);
    Http2Endpoint hears = endpoint;
    if (hears != null) {
      hears.onInactive();
    }
  }

  /**
   * Flushes when what goes on now is done: after the read under way, or as the loop's next task.
   */
  void flushSoon() {
    if (reading || flushing) {
      return;
    }
    flushing = true;
    context()
        .executor()
        .execute(
            () -> {
              flushing = false;
              flush(context());
            });
  }

  /** The client's, null towards an upstream. */
  @Nullable Http2ClientConduct conduct() {
    return conduct;
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext context, boolean outbound, Throwable cause, StreamException error) {
    log.debug("{}: stream {}: {}", context.channel(), error.streamId(), error.getMessage());
    Http2Endpoint hears = endpoint;
    if (hears != null) {
      hears.onFault(error.streamId(), String.valueOf(error.getMessage()));
    }
    Http2ClientConduct client = conduct;
    if (client != null && !outbound && hears != null) {
      hears.onStreamFault();
      try {
        client.fault(error.streamId());
      } catch (Http2Exception flood) {
        onError(context, false, flood);
        return;
      }
    }
    super.onStreamError(context, outbound, cause, error);
  }

  @Override
  protected void handleServerHeaderDecodeSizeError(
      ChannelHandlerContext context, Http2Stream stream) {
    Http2Endpoint hears = endpoint;
    if (hears != null) {
      hears.onTooLarge(stream);
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext context,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    fault = cause.getMessage();
    if (conduct != null) {
      reason(error, cause).note(context.channel());
    }
    if (error == null && !ConnectionLoss.is(cause)) {
      log.error("{}: closed for a fault of the gateway", context.channel(), cause);
    } else {
      log.debug("{}: {}", context.channel(), cause.toString());
    }
    super.onConnectionError(context, outbound, cause, error);
  }

  private static CloseReason reason(@Nullable Http2Exception error, Throwable cause) {
    if (error == null) {
      return ConnectionLoss.is(cause) ? CloseReason.CLIENT : CloseReason.FAULT;
    }
    return error.error() == Http2Error.ENHANCE_YOUR_CALM
        ? CloseReason.FLOOD
        : CloseReason.PROTOCOL_ERROR;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (ConnectionLoss.is(cause)) {
      fault = cause.getMessage();
      log.debug("{}: {}", context.channel(), cause.toString());
      context.close();
      return;
    }
    onError(context, false, cause);
  }
}
