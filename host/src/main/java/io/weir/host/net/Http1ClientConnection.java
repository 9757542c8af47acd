package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.net.http1.ResponseParser;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.PooledConnection;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamPool;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an upstream over HTTP/1.x: one request at a time, back to the pool when request
 * and response are both complete. Reads only what its listener asks for.
 */
public final class Http1ClientConnection extends ChannelInboundHandlerAdapter
    implements PooledConnection {
  private static final Logger log = LoggerFactory.getLogger(Http1ClientConnection.class);

  /** More interim responses than any server sends. */
  private static final int MOST_INTERIM = 64;

  /** How long an upstream may take for what was written when its request is given up. */
  private static final long LAST_BYTES_SECONDS = 10;

  private final UpstreamPool pool;
  private final Http1Input input = new Http1Input();
  private final ResponseParser parser;
  private final Http1ClientExchange exchange;

  private @Nullable ChannelHandlerContext ctx;
  private @Nullable UpstreamListener listener;
  private @Nullable ConnectionIdleTimer idleTimer;
  private boolean busy;
  private boolean used;
  private boolean reused;
  private boolean reading;
  private boolean responseStarted;
  private boolean responseComplete;
  private boolean tunnel;
  private boolean broken;
  private int interim;

  private Http1ClientConnection(UpstreamPool pool, Http1Workspace work) {
    this.pool = pool;
    parser = new ResponseParser(work);
    exchange = new Http1ClientExchange(this, new Http1Writer(work));
  }

  /** Makes the connections of one worker, which share {@code work}. */
  public static Function<UpstreamPool, PooledConnection> sharing(Http1Workspace work) {
    return pool -> new Http1ClientConnection(pool, work);
  }

  // ---- the pool's side

  @Override
  public ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.config().setAutoClose(false); // see isHeard
        channel.pipeline().addLast(Http1ClientConnection.this);
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
      idleTimer.busy();
    }
    listener = request;
    busy = true;
    reused = used;
    used = true;
    responseStarted = false;
    responseComplete = false;
    interim = 0;
    exchange.begin();
    request.onConnected(exchange);
  }

  @Override
  public void close() {
    context().close();
  }

  // ---- what the exchange asks for

  /** A request goes out, whose response is the next. */
  void expect(boolean isHead) {
    parser.expect(isHead);
  }

  void read() {
    if (!reading && busy) {
      reading = true;
      context().read();
    }
  }

  boolean reused() {
    return reused;
  }

  boolean isTunnel() {
    return tunnel;
  }

  void cancel() {
    listener = null;
    if (!busy) {
      return;
    }
    if (exchange.isComplete() && responseComplete) {
      releaseIfDone();
      return;
    }
    busy = false;
    pool.ended();
    // What was written before, the end of a tunnel's bytes for one, still goes out.
    exchange.flush();
    ChannelHandlerContext c = context();
    c.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    if (c.channel().isActive()) {
      c.executor().schedule(() -> c.close(), LAST_BYTES_SECONDS, TimeUnit.SECONDS);
    }
  }

  void timedOut() {
    pool.lost();
    cancel();
  }

  /** What cannot go out is told later, never from within the call that wants it sent. */
  void refuse(String why) {
    GatewayException failure = new GatewayException(Source.INTERNAL, 502, false, why);
    context().executor().execute(() -> fail(failure));
  }

  // ---- the channel's side

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    exchange.context(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (listener == null) {
      bytes.release();
      if (!busy) {
        context.close(); // bytes that nobody asked for
      }
      return;
    }
    input.add(bytes, context.alloc());
    run();
    if (listener == null) {
      input.release();
    }
  }

  private void run() {
    ByteBuf in;
    UpstreamListener l;
    boolean more = true;
    while (more && (l = listener) != null && (in = input.peek()) != null) {
      more = step(in, l);
    }
  }

  private boolean step(ByteBuf in, UpstreamListener l) {
    if (tunnel) {
      l.onUpstreamData(input.take(in.readableBytes()), false);
      return false;
    }
    if (responseComplete) {
      exchange.closeAfterThis(); // more than the answer: who knows to what
      input.release();
      return false;
    }
    try {
      return switch (parser.next(in)) {
        case MORE -> false;
        case HEAD -> head(in, l);
        case DATA -> data(in, l);
        case END -> end(l);
      };
    } catch (MalformedMessageException e) {
      malformed(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void malformed(String why) {
    fail(
        new GatewayException(
            Source.UPSTREAM, 502, false, "the upstream's answer is malformed: " + why));
  }

  private boolean head(ByteBuf in, UpstreamListener l) {
    int status = parser.status();
    if (parser.isInterim()) {
      parser.next(in); // its end, for which no byte is needed
      return interim(status, l);
    }
    responseStarted = true;
    pool.answered(status);
    HeaderList headers = parser.headers();
    if (status == 101) {
      return switchProtocol(headers, l);
    }
    exchange.answered(parser.keepsAlive());
    if (parser.hasBody()) {
      l.onUpstreamHeaders(headers, false);
      return true;
    }
    parser.next(in);
    responseComplete();
    l.onUpstreamHeaders(headers, true);
    releaseIfDone();
    return true;
  }

  /** 100 is the gateway's own affair: it never asks for it, and tells the client itself. */
  private boolean interim(int status, UpstreamListener l) {
    if (++interim > MOST_INTERIM) {
      malformed("more than " + MOST_INTERIM + " interim responses");
      return false;
    }
    if (status != 100) {
      l.onUpstreamInformational(parser.headers());
    }
    return true;
  }

  private boolean switchProtocol(HeaderList headers, UpstreamListener l) {
    if (!exchange.isUpgrade()) {
      fail(
          new GatewayException(
              Source.UPSTREAM, 502, false, "the upstream changed to another protocol, unasked"));
      return false;
    }
    String protocol = parser.upgrade();
    headers.append("upgrade", protocol == null ? "websocket" : protocol);
    tunnel = true;
    l.onUpstreamHeaders(headers, false);
    return true;
  }

  private boolean data(ByteBuf in, UpstreamListener l) {
    boolean last = parser.isEnd();
    ByteBuf bytes = input.take(parser.dataLength());
    if (last) {
      parser.next(in);
      responseComplete();
    }
    l.onUpstreamData(bytes, last);
    if (last) {
      releaseIfDone();
    }
    return true;
  }

  private boolean end(UpstreamListener l) {
    responseComplete();
    HeaderList trailers = parser.takeTrailers();
    if (trailers == null) {
      l.onUpstreamData(Unpooled.EMPTY_BUFFER, true);
    } else {
      l.onUpstreamTrailers(trailers);
    }
    releaseIfDone();
    return true;
  }

  private void responseComplete() {
    responseComplete = true;
    if (!input.isEmpty()) {
      exchange.closeAfterThis(); // more than the answer: who knows to what
      input.release();
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

  /** The end of an upstream's TLS counts as the end of its connection. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      context.close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    input.release();
    exchange.release();
    if (idleTimer != null) {
      idleTimer.stop();
    }
    if (!busy) {
      pool.remove(this);
      return;
    }
    UpstreamListener l = listener;
    boolean untilClose = responseStarted && !responseComplete && parser.untilClose();
    if (!broken && (tunnel || untilClose)) {
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
    broken = true; // such an end is not that of a body (RFC 9112 section 8)
    if (isHeard(context.channel())) {
      log.debug("upstream {}: takes no more of a request: {}", pool.endpoint(), cause.toString());
      read();
      return;
    }
    if (cause instanceof IOException) {
      log.debug("upstream {}: {}", pool.endpoint(), cause.toString());
    } else {
      log.error("upstream {}: closed for a fault of the gateway", pool.endpoint(), cause);
    }
    context.close();
  }

  /**
   * Whether the upstream takes nothing any more, but its answer may be there: one that refuses a
   * body often answers and is gone before all of it was sent (RFC 9112 section 9.5).
   */
  private boolean isHeard(Channel channel) {
    boolean awaited = listener != null && !responseComplete && !tunnel;
    return awaited && channel.isOpen() && channel.unsafe().outboundBuffer() == null;
  }

  private void fail(GatewayException failure) {
    UpstreamListener l = listener;
    listener = null;
    if (busy) {
      busy = false;
      if (failure.source() == Source.UPSTREAM) {
        pool.lost();
      }
      pool.ended();
    }
    context().close();
    if (l != null) {
      l.onUpstreamFailure(failure);
    }
  }

  void releaseIfDone() {
    if (!busy || !exchange.isComplete() || !responseComplete) {
      return;
    }
    busy = false;
    listener = null;
    pool.ended();
    if (!exchange.keepsAlive() || !context().channel().isActive()) {
      context().close();
      return;
    }
    ConnectionIdleTimer timer = idleTimer;
    if (timer == null) {
      timer = new ConnectionIdleTimer(context().executor(), () -> context().close());
      idleTimer = timer;
    }
    timer.idle(pool.idleTimeout().toNanos());
    pool.release(this);
    watchForClose();
  }

  ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
  }

  @Nullable SocketAddress remoteAddress() {
    return context().channel().remoteAddress();
  }
}
