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
import io.netty.channel.socket.DuplexChannel;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.upstream.PooledConnection;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamPool;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an upstream over HTTP/1.x: one request at a time, back to the pool when request
 * and response are both complete. Reads only what its listener asks for. {@code
 * Http1ClientExchange} writes the requests, {@code Http1ResponseReader} reads the responses.
 */
public final class Http1ClientConnection extends ChannelInboundHandlerAdapter
    implements PooledConnection {
  private static final Logger log = LoggerFactory.getLogger(Http1ClientConnection.class);

  /** How long an upstream may take for what was written when its request is given up. */
  private static final long LAST_BYTES_SECONDS = 10;

  private final UpstreamPool pool;
  private final Http1ClientExchange exchange;
  private final Http1ResponseReader response;

  private @Nullable ChannelHandlerContext ctx;
  private @Nullable UpstreamListener listener;
  private @Nullable ConnectionIdleTimer idleTimer;
  private boolean busy;
  private boolean used;
  private boolean reused;
  private boolean reading;
  private boolean broken;

  private Http1ClientConnection(UpstreamPool pool, Http1Workspace work) {
    this.pool = pool;
    exchange = new Http1ClientExchange(this, new Http1Writer(work));
    response = new Http1ResponseReader(this, exchange, pool, work);
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
    return c != null && isUsable(c.channel());
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
    response.begin();
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
    response.expect(isHead);
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
    return response.isTunnel();
  }

  /**
   * The client of a tunnel sends no more, but may still listen, as after END_STREAM over HTTP/2,
   * which stands for the end of a TCP connection (RFC 8441 section 5): so does the upstream hear.
   */
  void endTunnel() {
    ChannelHandlerContext c = context();
    if (c.channel() instanceof DuplexChannel channel) {
      c.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> HalfClose.of(channel));
    }
  }

  void cancel() {
    listener = null;
    if (!busy) {
      return;
    }
    if (exchange.isComplete() && response.isComplete()) {
      releaseIfDone();
      return;
    }
    over();
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
    response.read(bytes, context.alloc());
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
    response.release();
    exchange.release();
    if (idleTimer != null) {
      idleTimer.stop();
    }
    if (!busy) {
      pool.remove(this);
      return;
    }
    UpstreamListener l = listener;
    boolean ends = !broken && response.endsWith(context.channel());
    if (ends || response.isComplete()) {
      over();
      if (ends && l != null) {
        l.onUpstreamData(Unpooled.EMPTY_BUFFER, true);
      }
      return; // of a request that is not complete the answer is all the same
    }
    fail(response.lost());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken = true; // such an end is not that of a body (RFC 9112 section 8)
    if (isHeard(context.channel())) {
      log.debug("upstream {}: takes no more of a request: {}", pool.endpoint(), cause.toString());
      read();
      return;
    }
    if (ConnectionLoss.is(cause)) {
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
    boolean awaited = listener != null && !response.isComplete() && !response.isTunnel();
    return awaited && channel.isOpen() && takesNothing(channel);
  }

  /** Whether a write has failed: Netty has then ended the output, and has left the rest open. */
  private static boolean takesNothing(Channel channel) {
    return channel.unsafe().outboundBuffer() == null;
  }

  /** Whether another request may go there. */
  private static boolean isUsable(Channel channel) {
    return channel.isActive() && !takesNothing(channel);
  }

  /** Who hears of the request that is under way, null for nobody. */
  @Nullable UpstreamListener listener() {
    return listener;
  }

  /** The request that is under way is lost, and the connection with it. */
  void fail(GatewayException failure) {
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

  /** Back to the pool, when request and response are both complete. */
  void releaseIfDone() {
    if (!busy || !exchange.isComplete() || !response.isComplete()) {
      return;
    }
    over();
    if (!exchange.keepsAlive() || !isUsable(context().channel())) {
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

  /** No request is under way any more. */
  private void over() {
    busy = false;
    listener = null;
    pool.ended();
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
