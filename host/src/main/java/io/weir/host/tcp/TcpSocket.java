package io.weir.host.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.weir.host.observe.CloseReason;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.HeldBody;
import io.weir.host.tls.AbruptClose;
import io.weir.proxywasm.PeerType;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of the two sockets of a connection. It can be written to before it stands. Each direction
 * ends by itself; nothing is read before it is asked for. Confined to the loop.
 */
final class TcpSocket extends ChannelInboundHandlerAdapter {
  /** A peer that takes nothing more is not waited for longer than this when it is closed. */
  private static final long CLOSE_SECONDS = 2;

  /** What is told of a socket; nothing once it was closed from this side. */
  interface Events {
    void onActive(TcpSocket socket);

    /** The receiver owns {@code chunk}. */
    void onData(TcpSocket socket, ByteBuf chunk);

    /** The peer sends no more. */
    void onEnd(TcpSocket socket);

    /** There may be room to write, or a wish to read. */
    void onReady(TcpSocket socket);

    /** Our end has been written. */
    void onOutputEnded(TcpSocket socket);

    /** The connection was broken off. */
    void onLost(TcpSocket socket);
  }

  private final Events events;
  private final HeldBody early = new HeldBody();
  private @Nullable Channel channel; // once it stands
  private ConnectionInfo info = ConnectionInfo.NONE;
  private @Nullable SocketAddress remote;
  private @Nullable SocketAddress local;
  private boolean unflushed;
  private boolean inputEnded;
  private boolean outputEnded;
  private boolean outputDone;
  private boolean closed;
  private PeerType closedBy = PeerType.UNKNOWN;

  TcpSocket(Events events) {
    this.events = events;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (closed) {
      ctx.close();
      return;
    }
    Channel stands = ctx.channel();
    channel = stands;
    ConnectionInfo known = ConnectionInfo.of(stands);
    info = known;
    remote = known.remoteAddress(stands);
    local = known.localAddress(stands);
    write(early.take());
    if (outputEnded) {
      finishOutput(stands);
    }
    events.onActive(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf chunk = (ByteBuf) message;
    if (closed) {
      chunk.release();
      return;
    }
    events.onData(this, chunk);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    tellReady();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    tellReady();
  }

  private void tellReady() {
    if (!closed) {
      events.onReady(this);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE && !inputEnded) {
      inputEnded = true;
      if (!closed) {
        closedBy(PeerType.REMOTE);
        events.onEnd(this);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close(); // which tells that it is lost
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!closed) {
      closed = true;
      closedBy(PeerType.REMOTE);
      events.onLost(this);
    }
  }

  private void closedBy(PeerType peer) {
    if (closedBy == PeerType.UNKNOWN) {
      closedBy = peer;
    }
  }

  /** Who ended it first; UNKNOWN while nobody has. */
  PeerType closedBy() {
    return closedBy;
  }

  boolean isActive() {
    return channel != null;
  }

  boolean inputEnded() {
    return inputEnded;
  }

  boolean outputDone() {
    return outputDone;
  }

  /** False before it stands. */
  boolean isWritable() {
    Channel c = channel;
    return c != null && c.isWritable();
  }

  ConnectionInfo info() {
    return info;
  }

  @Nullable SocketAddress remoteAddress() {
    return remote;
  }

  @Nullable SocketAddress localAddress() {
    return local;
  }

  /** Why it ends, when it does. */
  void note(CloseReason why) {
    Channel c = channel;
    if (c != null) {
      why.note(c);
    }
  }

  void read() {
    Channel c = channel;
    if (c != null && !inputEnded) {
      c.read();
    }
  }

  /** Takes {@code bytes} over; they go with the next {@link #flush}. */
  void write(ByteBuf bytes) {
    Channel c = channel;
    if (!bytes.isReadable() || closed) {
      bytes.release();
    } else if (c == null) {
      early.append(bytes);
    } else {
      unflushed = true;
      c.write(bytes, c.voidPromise());
    }
  }

  void flush() {
    Channel c = channel;
    if (unflushed && c != null) {
      unflushed = false;
      c.flush();
    }
  }

  /** Nothing more will be written. */
  void endOutput() {
    if (!outputEnded) {
      outputEnded = true;
      closedBy(PeerType.LOCAL);
      Channel c = channel;
      if (c != null) {
        finishOutput(c);
      }
    }
  }

  private void finishOutput(Channel c) {
    // A shutdown throws away what has not been written yet: it has to wait for that.
    c.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> shutdown((DuplexChannel) c));
  }

  /** TLS says so by itself before the socket does (RFC 8446 section 6.1). */
  private void shutdown(DuplexChannel c) {
    SslHandler tls = c.pipeline().get(SslHandler.class);
    if (tls == null) {
      c.shutdownOutput().addListener(done -> ended());
    } else {
      tls.closeOutbound().addListener(said -> c.shutdownOutput().addListener(done -> ended()));
    }
  }

  private void ended() {
    outputDone = true;
    if (!closed) {
      events.onOutputEnded(this);
    }
  }

  /** Writes what is there, then closes. */
  void close() {
    Channel c = leave();
    if (c == null || !c.isOpen()) {
      return;
    }
    c.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    var limit = c.eventLoop().schedule(() -> c.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    c.closeFuture().addListener(done -> limit.cancel(false));
  }

  /** Breaks it off, so that the peer sees that it is not complete. */
  void reset() {
    Channel c = leave();
    if (c != null && c.isOpen()) {
      c.config().setOption(ChannelOption.SO_LINGER, 0);
      AbruptClose.of(c);
    }
  }

  private @Nullable Channel leave() {
    closed = true;
    closedBy(PeerType.LOCAL);
    early.release();
    return channel;
  }
}
