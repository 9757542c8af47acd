package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.weir.host.observe.CloseReason;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.Stream;
import io.weir.host.stream.StreamHost;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's HTTP/1.x connection: one stream at a time, in order. Reads only what the stream asks
 * for; what a client pipelines waits undecoded in the socket, or, as far as it came with the same
 * read, in a buffer. {@link Http1RequestReader} makes the streams, {@link Http1ServerExchange}
 * writes their responses, and {@link Http1ServerClose} ends it all.
 */
final class Http1ServerConnection extends ChannelInboundHandlerAdapter implements ClientConnection {
  private static final Logger log = LoggerFactory.getLogger(Http1ServerConnection.class);

  private final StreamHost host;
  private final ListenerSettings settings;
  private final ConnectionTracker tracker;
  private final long id = ConnectionIds.next();
  private final Http1Writer out;
  private final Http1ServerExchange exchange;
  private final Http1RequestReader requests;
  private final Http1ServerClose close;
  private final Http1TimeLimits limits;

  private @Nullable ChannelHandlerContext ctx;
  private ConnectionInfo info = ConnectionInfo.NONE;
  private boolean reading;
  private boolean leaving;

  Http1ServerConnection(StreamHost host, ListenerSettings settings, ConnectionTracker tracker) {
    this.host = host;
    this.settings = settings;
    this.tracker = tracker;
    out = new Http1Writer(tracker.http1());
    exchange = new Http1ServerExchange(this, out);
    requests = new Http1RequestReader(this, exchange, host, settings, tracker.http1());
    close = new Http1ServerClose(this, requests, exchange, out, host);
    limits = new Http1TimeLimits(this, requests, exchange, close, settings.http().timeouts());
  }

  /** Of the last request; {@code HTTP/1.1} before the first. */
  String protocol() {
    return exchange.protocol();
  }

  /** Whether a request is under way. */
  boolean isBusy() {
    return requests.stream() != null;
  }

  // ---- what the channel tells

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    out.context(context);
    info = ConnectionInfo.of(context.channel());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    tracker.opened(this);
    if (tracker.isDraining()) {
      drain(); // accepted while the listener was being closed
      return;
    }
    limits.start(context.channel());
    read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    limits.read();
    if (close.isDeaf()) {
      bytes.release();
      return;
    }
    requests.add(bytes, context.alloc());
  }

  /** The first bytes of a request are there, though not here yet. */
  void begun() {
    requests.begun();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    if (close.isDiscarding()) {
      context.read();
      return;
    }
    Stream s = requests.stream();
    if (s != null) {
      s.onProgress();
      watchForClose();
    } else {
      requests.more();
    }
  }

  /**
   * The request is complete: one read more, so that a client that goes away is noticed while the
   * upstream is silent. What it brings instead waits.
   */
  private void watchForClose() {
    if (exchange.isRequestRead() && !exchange.isUpgrade() && requests.isEmpty()) {
      read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      return;
    }
    Stream s = requests.stream();
    if (s != null) {
      s.onProgress();
    } else {
      requests.more();
    }
  }

  /** The end of a client's TLS counts as the end of its connection. */
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
    tracker.closed(this);
    close.over();
    limits.stop();
    Stream s = requests.stream();
    if (s != null) {
      s.onReset();
    }
    requests.release();
    out.release();
  }

  /** The connection turns out to speak HTTP/2. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    close.over();
    limits.stop();
    tracker.closed(this);
    requests.release();
    out.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (ConnectionLoss.is(cause)) {
      log.debug("connection {}: {}", id, cause.toString());
    } else {
      log.error("connection {}: closed for a fault of the gateway", id, cause);
      CloseReason.FAULT.note(context.channel());
    }
    context.close();
  }

  // ---- on to HTTP/2

  /** Makes room for {@code handler}; gives what has come for it, null for nothing. */
  @Nullable ByteBuf handOver(Http2Handler handler) {
    ChannelHandlerContext own = context();
    ByteBuf rest = requests.takeAll();
    own.pipeline().addAfter(own.name(), null, handler);
    own.pipeline().remove(this);
    return rest;
  }

  void flush() {
    out.flushNow();
  }

  ServerPipeline pipeline() {
    return new ServerPipeline(host, settings, tracker);
  }

  // ---- what the stream asks for

  void read() {
    if (!reading && !close.isClosing()) {
      reading = true;
      context().read();
    }
  }

  /** Whether a read is under way. */
  boolean isReading() {
    return reading;
  }

  boolean isWritable() {
    return context().channel().isWritable();
  }

  boolean isClosing() {
    return close.isClosing();
  }

  /** Whether no request is served after this one. */
  boolean isLastRequest() {
    return leaving || limits.isAged() || tracker.isDraining();
  }

  void startTunnel() {
    if (!close.isClosing()) {
      requests.startTunnel();
    }
  }

  void finished(boolean requestComplete) {
    requests.ended();
    if (close.isClosing() || close.tellRefusal()) {
      return;
    }
    // A refused upgrade is a request like others: its end has come with its headers.
    boolean tunnel = requests.isTunnel();
    boolean complete = requestComplete || (exchange.isUpgrade() && !tunnel);
    if (complete && exchange.keepsAlive() && !isLastRequest()) {
      requests.next();
      return;
    }
    close.served(limits.isAged() ? CloseReason.AGE : CloseReason.SERVED, complete || tunnel);
  }

  // ---- its end

  /** A request makes no sense. */
  void refuse(DecodeError error) {
    close.refuse(error);
  }

  /** The gateway's own last word, when no answer has begun. */
  void answerAndClose(DecodeError error) {
    close.answer(error);
  }

  /** A response cannot be brought to its end. */
  void reset() {
    close.reset();
  }

  /** A request that has begun to come is not lost: it is answered as the last. */
  @Override
  public void drain() {
    leaving = true;
    if (!requests.isBegun()) {
      close.idle(CloseReason.DRAIN);
    }
  }

  // ---- what it knows

  ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
  }

  /** Of answers that have none. */
  HttpDate date() {
    return tracker.date();
  }

  long id() {
    return id;
  }

  @Nullable SocketAddress remoteAddress() {
    return info.remoteAddress(context().channel());
  }

  @Nullable SocketAddress localAddress() {
    return info.localAddress(context().channel());
  }

  ConnectionInfo info() {
    return info;
  }

  @Override
  public String listener() {
    return settings.listener();
  }
}
