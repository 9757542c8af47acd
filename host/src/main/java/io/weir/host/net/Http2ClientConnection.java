package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslHandler;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.upstream.MultiplexedConnection;
import io.weir.host.upstream.MultiplexedPool;
import io.weir.host.upstream.UpstreamListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an upstream over HTTP/2 by prior knowledge (RFC 9113 section 3.3): many requests
 * at once. It is ready when the upstream's settings are there: they say how many, and that it
 * speaks HTTP/2 at all.
 */
public final class Http2ClientConnection extends Http2Endpoint implements MultiplexedConnection {
  private static final Logger log = LoggerFactory.getLogger(Http2ClientConnection.class);

  /** Streams have odd numbers below 2^31; near the end the connection is given up. */
  private static final int LAST_STREAM = Integer.MAX_VALUE - 1_000;

  private final MultiplexedPool pool;
  private @Nullable ConnectionIdleTimer timer;
  private boolean ready;
  private boolean closing;
  private boolean used;
  private boolean webSockets;
  private boolean secure;

  private Http2ClientConnection(Http2Handler handler, MultiplexedPool pool) {
    super(handler);
    this.pool = pool;
  }

  public static Http2ClientConnection to(MultiplexedPool pool) {
    Http2Handler handler = Http2Codec.client();
    Http2ClientConnection made = new Http2ClientConnection(handler, pool);
    handler.serve(made);
    return made;
  }

  // ---- the pool's side

  @Override
  public ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(handler);
      }
    };
  }

  @Override
  public boolean hasRoom() {
    Http2Connection.Endpoint<?> local = handler.connection().local();
    return ready
        && !isLeaving()
        && local.numActiveStreams() < Math.min(Http2Codec.MAX_STREAMS, local.maxActiveStreams());
  }

  @Override
  public boolean isLeaving() {
    return closing
        || !handler.isActive()
        || handler.connection().goAwayReceived()
        || handler.connection().local().lastStreamCreated() >= LAST_STREAM;
  }

  @Override
  public void begin(UpstreamListener listener) {
    ConnectionIdleTimer t = timer;
    if (t != null) {
      t.busy();
    }
    Http2ClientStream stream = new Http2ClientStream(this, listener, used);
    used = true;
    listener.onConnected(stream);
  }

  @Override
  public void close() {
    if (!closing && handler.isActive()) {
      closing = true;
      handler.context().channel().close(); // by way of the codec, which waits for the streams
    }
  }

  // ---- the streams' side

  /**
   * Opens a stream.
   *
   * @throws Http2Exception when the upstream takes no more
   */
  Http2Outbound open(Http2StreamListener listener) throws Http2Exception {
    Http2Connection.Endpoint<?> local = handler.connection().local();
    Http2Stream stream = local.createStream(local.incrementAndGetNextStreamId(), false);
    attach(stream, listener);
    return new Http2Outbound(handler, stream);
  }

  boolean isSecure() {
    return secure;
  }

  /** Whether the upstream knows the extended CONNECT (RFC 8441 section 3). */
  boolean takesWebSockets() {
    return webSockets;
  }

  /** The head of an answer has come. */
  void answered(int status) {
    pool.answered(status == 0 ? 502 : status); // 0: no status at all
  }

  /** A request was lost, or its answer is late. */
  void lost() {
    pool.lost();
  }

  /** A request is over, one way or the other; it may have opened no stream. */
  void ended() {
    pool.ended();
    if (streams() == 0) {
      idle();
    }
  }

  private void idle() {
    ConnectionIdleTimer t = timer;
    if (handler.connection().goAwayReceived()) {
      close();
    } else if (t != null) {
      t.idle(pool.idleTimeout().toNanos());
    }
  }

  /** Whether the upstream has said that it has not looked at a stream (RFC 9113 section 6.8). */
  boolean isUnprocessed(int stream) {
    Http2Connection connection = handler.connection();
    return connection.goAwayReceived() && stream > connection.local().lastStreamKnownByPeer();
  }

  /** What is said of a connection that was lost. */
  String loss() {
    String fault = handler.fault();
    return "the upstream's connection was lost" + (fault == null ? "" : ": " + fault);
  }

  // ---- the codec's side

  @Override
  void onActive() {
    ChannelHandlerContext ctx = handler.context();
    secure = ctx.pipeline().get(SslHandler.class) != null;
    timer = new ConnectionIdleTimer(ctx.executor(), this::close);
    ctx.read();
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    Http2HeadersEncoder.bound(handler.encoder());
    webSockets |= Boolean.TRUE.equals(settings.connectProtocolEnabled());
    if (ready) {
      return;
    }
    ready = true;
    pool.ready(this);
    if (streams() == 0) {
      idle();
    }
  }

  @Override
  void onBegun(Http2Stream stream, Http2Headers headers, boolean end) {
    // of a request that nobody waits for any more
  }

  @Override
  public void onGoAwayRead(
      ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
    log.debug("upstream {}: GOAWAY {} after {}", pool.endpoint(), errorCode, lastStreamId);
    ctx.executor()
        .execute(
            () -> {
              if (streams() == 0) {
                close();
              }
            });
  }

  @Override
  void onInactive() {
    ready = false;
    ConnectionIdleTimer t = timer;
    if (t != null) {
      t.stop();
    }
    String fault = handler.fault();
    pool.closed(
        this,
        new GatewayException(
            Source.UPSTREAM,
            503,
            true,
            "upstream "
                + pool.endpoint()
                + " closed the connection before its HTTP/2 settings came (does it speak H2C?)"
                + (fault == null ? "" : ": " + fault)));
  }
}
