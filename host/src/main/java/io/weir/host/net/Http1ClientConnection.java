package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.PooledConnection;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamPool;
import io.weir.host.upstream.UpstreamRequest;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an upstream over HTTP/1.1: one request at a time, back to the pool when request
 * and response are both complete. Reads only what its listener asks for.
 */
public final class Http1ClientConnection extends ChannelInboundHandlerAdapter
    implements PooledConnection, UpstreamRequest {
  private static final Logger log = LoggerFactory.getLogger(Http1ClientConnection.class);

  /** The most that the headers of an answer may have, in bytes. */
  static final int MAX_HEADERS = 64 << 10;

  private final UpstreamPool pool;
  private final Http1BodyWriter body = new Http1BodyWriter();
  private final LateFlush lateFlush = new LateFlush();

  private @Nullable ChannelHandlerContext ctx;
  private @Nullable UpstreamListener listener;
  private @Nullable ScheduledFuture<?> idleTimer;
  private boolean busy;
  private boolean used;
  private boolean reused;
  private boolean reading;
  private boolean requestComplete;
  private boolean responseStarted;
  private boolean responseComplete;
  private boolean informational;
  private @Nullable HeaderList waitingHeaders;
  private boolean bodyless;
  private boolean keepAlive;
  private boolean tunnel;
  private boolean head;
  private boolean upgrade;
  private boolean broken;
  private boolean switching;
  private @Nullable ByteBuf early;

  public Http1ClientConnection(UpstreamPool pool) {
    this.pool = pool;
  }

  // ---- the pool's side

  @Override
  public ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        HttpDecoderConfig config =
            new HttpDecoderConfig()
                .setMaxInitialLineLength(16 << 10)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(64 << 10)
                .setStrictLineParsing(true);
        channel
            .pipeline()
            .addLast(new HttpClientCodec(config, false, false), Http1ClientConnection.this);
      }
    };
  }

  @Override
  public boolean isOpen() {
    ChannelHandlerContext c = ctx;
    return c != null && c.channel().isActive();
  }

  @Override
  public void begin(UpstreamListener request) {
    if (idleTimer != null) {
      idleTimer.cancel(false);
      idleTimer = null;
    }
    listener = request;
    busy = true;
    reused = used;
    used = true;
    requestComplete = false;
    responseStarted = false;
    responseComplete = false;
    informational = false;
    keepAlive = true;
    broken = false;
    waitingHeaders = null;
    request.onConnected(this);
  }

  @Override
  public void close() {
    context().close();
  }

  // ---- the stream's side

  @Override
  public void writeHeaders(HeaderList headers, boolean end, boolean upgrade) {
    this.upgrade = upgrade;
    head = "HEAD".equals(headers.get(":method"));
    HttpRequest request;
    try {
      request = Http1Heads.request(headers, end, upgrade, body);
    } catch (IllegalArgumentException e) {
      refuse("the request cannot be sent: " + e.getMessage());
      return;
    }
    context().write(request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    if (end || upgrade) {
      requestComplete = true;
      context().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      lateFlush.soon(context());
    }
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    if (broken) {
      chunk.release();
      return;
    }
    if (tunnel) {
      context().writeAndFlush(chunk);
      return;
    }
    try {
      body.data(context(), chunk, end);
    } catch (IllegalArgumentException e) {
      refuse("the request cannot be sent: " + e.getMessage());
      return;
    }
    if (end) {
      endRequest();
    }
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    if (broken) {
      return;
    }
    try {
      body.trailers(context(), trailers);
    } catch (IllegalArgumentException e) {
      refuse("the request cannot be sent: " + e.getMessage());
      return;
    }
    endRequest();
  }

  /** What cannot go out is told later, never from within the call that wants it sent. */
  private void refuse(String why) {
    broken = true;
    GatewayException failure = new GatewayException(Source.INTERNAL, 502, false, why);
    context().executor().execute(() -> fail(failure));
  }

  private void endRequest() {
    requestComplete = true;
    releaseIfDone();
  }

  @Override
  public void read() {
    if (!reading && busy) {
      reading = true;
      context().read();
    }
  }

  @Override
  public boolean isWritable() {
    return context().channel().isWritable();
  }

  @Override
  public void cancel() {
    listener = null;
    if (!busy) {
      return;
    }
    if (requestComplete && responseComplete) {
      releaseIfDone();
      return;
    }
    busy = false;
    pool.ended();
    // What was written before, the end of a tunnel's bytes for one, still goes out.
    context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return context().channel().remoteAddress();
  }

  // ---- the channel's side

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    UpstreamListener l = listener;
    if (l == null) {
      ReferenceCountUtil.release(message);
      if (!busy) {
        context.close(); // bytes that nobody asked for
      }
      return;
    }
    if (message instanceof ByteBuf bytes) {
      tunnelData(bytes, l);
      return;
    }
    HttpObject object = (HttpObject) message;
    if (object.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      fail(
          new GatewayException(
              Source.UPSTREAM,
              502,
              false,
              "the upstream's answer is malformed: "
                  + object.decoderResult().cause().getMessage()));
      return;
    }
    if (object instanceof HttpResponse response) {
      headers(response, l);
    }
    if (object instanceof HttpContent content) {
      content(content);
    }
  }

  private void headers(HttpResponse response, UpstreamListener l) {
    int status = response.status().code();
    informational = status < 200 && status != 101;
    if (informational) {
      return;
    }
    responseStarted = true;
    HeaderList headers = new HeaderList();
    headers.add(":status", Integer.toString(status));
    String protocol = response.headers().get("upgrade");
    Http1Headers.copyIn(response.headers(), headers);
    if (status == 101 && !upgrade) {
      fail(unasked());
      return;
    }
    if (status == 101) {
      headers.add("upgrade", protocol == null ? "websocket" : protocol);
      startTunnel(headers, l);
      return;
    }
    keepAlive = HttpUtil.isKeepAlive(response);
    bodyless =
        head
            || status == 204
            || status == 304
            || (!HttpUtil.isTransferEncodingChunked(response)
                && HttpUtil.getContentLength(response, -1L) == 0);
    if (bodyless) {
      // Told together with its end, which the codec gives at once: by then the connection is free.
      waitingHeaders = headers;
      return;
    }
    l.onUpstreamHeaders(headers, false);
  }

  /** The codec gives what came right behind the 101 as it goes: that must not overtake the 101. */
  private void startTunnel(HeaderList headers, UpstreamListener l) {
    tunnel = true;
    switching = true;
    context().pipeline().remove(HttpClientCodec.class);
    switching = false;
    l.onUpstreamHeaders(headers, false);
    ByteBuf bytes = early;
    early = null;
    if (bytes != null) {
      channelRead(context(), bytes);
    }
  }

  private void tunnelData(ByteBuf bytes, UpstreamListener l) {
    if (!switching) {
      l.onUpstreamData(bytes, false);
      return;
    }
    early = early == null ? bytes : Unpooled.wrappedBuffer(early, bytes);
  }

  private static GatewayException unasked() {
    return new GatewayException(
        Source.UPSTREAM, 502, false, "the upstream changed to another protocol, unasked");
  }

  private void content(HttpContent content) {
    UpstreamListener l = listener;
    if (informational || tunnel || l == null) {
      content.release();
      return;
    }
    boolean last = content instanceof LastHttpContent;
    HttpHeaders trailing = content instanceof LastHttpContent end ? end.trailingHeaders() : null;
    boolean trailers = trailing != null && !trailing.isEmpty();
    if (last) {
      responseComplete = true;
    }
    HeaderList alone = waitingHeaders;
    if (alone != null && last) {
      waitingHeaders = null;
      content.release();
      l.onUpstreamHeaders(alone, true);
      releaseIfDone();
      return;
    }
    ByteBuf bytes = content.content();
    if (bodyless || (!bytes.isReadable() && (!last || trailers))) {
      content.release();
    } else {
      l.onUpstreamData(bytes, last && !trailers);
    }
    if (trailers && trailing != null && listener != null) {
      HeaderList list = new HeaderList();
      Http1Headers.copyIn(trailing, list);
      l.onUpstreamTrailers(list);
    }
    if (last) {
      releaseIfDone();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    UpstreamListener l = listener;
    if (l != null) {
      l.onUpstreamReadComplete();
    } else if (!busy) {
      watchForClose();
    }
  }

  /** An idle connection is read, so that a close by the upstream is seen before the next use. */
  private void watchForClose() {
    if (!reading) {
      reading = true;
      context().read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    UpstreamListener l = listener;
    if (l != null && context.channel().isWritable()) {
      l.onUpstreamWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!busy) {
      pool.remove(this);
      return;
    }
    if (tunnel) {
      UpstreamListener l = listener;
      busy = false;
      pool.ended();
      listener = null;
      if (l != null) {
        l.onUpstreamData(Unpooled.EMPTY_BUFFER, true);
      }
      return;
    }
    fail(
        new GatewayException(
            Source.UPSTREAM,
            responseStarted ? 502 : 503,
            !responseStarted,
            "the upstream closed the connection "
                + (responseStarted ? "before its answer was complete" : "without an answer")));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      log.debug("upstream {}: {}", pool.endpoint(), cause.toString());
    } else {
      log.error("upstream {}: closed for a fault of the gateway", pool.endpoint(), cause);
    }
    context.close();
  }

  private void fail(GatewayException failure) {
    UpstreamListener l = listener;
    listener = null;
    if (busy) {
      busy = false;
      pool.ended();
    }
    context().close();
    if (l != null) {
      l.onUpstreamFailure(failure);
    }
  }

  private void releaseIfDone() {
    if (!busy || !requestComplete || !responseComplete) {
      return;
    }
    busy = false;
    listener = null;
    pool.ended();
    if (!keepAlive || !context().channel().isActive()) {
      context().close();
      return;
    }
    long millis = pool.idleTimeout().toMillis();
    idleTimer =
        context().executor().schedule(() -> context().close(), millis, TimeUnit.MILLISECONDS);
    pool.release(this);
    watchForClose();
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
  }
}
