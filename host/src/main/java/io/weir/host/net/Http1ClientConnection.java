package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
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
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream over HTTP/1.1: one request at a time, back to the pool when request
 * and response are both complete. Reads only what its listener asks for.
 */
public final class Http1ClientConnection extends ChannelInboundHandlerAdapter
    implements PooledConnection, UpstreamRequest {
  private final UpstreamPool pool;
  private final BodyLength length = new BodyLength();

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
  private boolean chunked;
  private boolean tunnel;
  private boolean head;

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
                .setMaxHeaderSize(64 << 10)
                .setMaxChunkSize(64 << 10);
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
    chunked = false;
    request.onConnected(this);
  }

  @Override
  public void close() {
    context().close();
  }

  // ---- the stream's side

  @Override
  public void writeHeaders(HeaderList headers, boolean end) {
    String method = headers.getOrEmpty(":method");
    head = "HEAD".equals(method);
    HttpHeaders out;
    try {
      out = Http1Headers.out(headers);
    } catch (IllegalArgumentException e) {
      fail(
          new GatewayException(
              Source.INTERNAL, 502, false, "a header cannot be sent: " + e.getMessage()));
      return;
    }
    out.set("host", headers.getOrEmpty(":authority"));
    frame(out, headers, end);
    context()
        .write(
            new DefaultHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(method),
                headers.getOrEmpty(":path"),
                out));
    if (end || "upgrade".equals(headers.get("connection"))) {
      requestComplete = true;
      context().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      context().flush();
    }
  }

  private void frame(HttpHeaders out, HeaderList headers, boolean end) {
    long declared = BodyLength.declared(headers);
    if (end) {
      length.expect(BodyLength.UNKNOWN);
      return;
    }
    if ("upgrade".equals(headers.get("connection"))) {
      return;
    }
    if (declared == BodyLength.UNKNOWN) {
      out.remove("content-length");
      out.set("transfer-encoding", "chunked");
      chunked = true;
    }
    length.expect(declared);
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    if (tunnel) {
      context().writeAndFlush(chunk);
      return;
    }
    if (!length.accept(chunk.readableBytes(), end)) {
      chunk.release();
      fail(
          new GatewayException(
              Source.INTERNAL,
              502,
              false,
              "a request body does not fit its content-length (a plugin that changes a body must"
                  + " remove that header)"));
      return;
    }
    if (chunk.isReadable()) {
      context().write(new DefaultHttpContent(chunk));
    } else {
      chunk.release();
    }
    if (end) {
      endRequest(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      context().flush();
    }
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    DefaultLastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    if (chunked) {
      last.trailingHeaders().add(Http1Headers.out(trailers));
    }
    endRequest(last);
  }

  private void endRequest(LastHttpContent last) {
    requestComplete = true;
    context().writeAndFlush(last);
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
      l.onUpstreamData(bytes, false);
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
      content(content, l);
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
    String upgrade = response.headers().get("upgrade");
    Http1Headers.copyIn(response.headers(), headers);
    if (status == 101) {
      tunnel = true;
      headers.add("upgrade", upgrade == null ? "websocket" : upgrade);
      context().pipeline().remove(HttpClientCodec.class);
      l.onUpstreamHeaders(headers, false);
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

  private void content(HttpContent content, UpstreamListener l) {
    if (informational || tunnel) {
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
    UpstreamListener now = listener;
    ByteBuf bytes = content.content();
    if (now == null || bodyless || (!bytes.isReadable() && (!last || trailers))) {
      content.release();
    } else {
      now.onUpstreamData(bytes, last && !trailers);
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
    if (!reading) {
      reading = true;
      context().read(); // so that a close by the upstream is seen
    }
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
  }
}
