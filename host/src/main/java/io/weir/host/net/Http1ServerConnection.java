package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannelConfig;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.net.http1.RequestParser;
import io.weir.host.observe.CloseReason;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.Stream;
import io.weir.host.stream.StreamHost;
import io.weir.host.tls.AbruptClose;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's HTTP/1.x connection: one stream at a time, in order. Reads only what the stream asks
 * for; what a client pipelines waits undecoded in the socket, or, as far as it came with the same
 * read, in a buffer.
 */
final class Http1ServerConnection extends ChannelInboundHandlerAdapter
    implements ClientConnection, ClientTimer.Subject {
  private static final Logger log = LoggerFactory.getLogger(Http1ServerConnection.class);

  private final StreamHost host;
  private final ListenerSettings settings;
  private final ConnectionTracker tracker;
  private final long id = ConnectionIds.next();
  private final Http1Input input = new Http1Input();
  private final RequestParser parser;
  private final Http1Writer out;
  private final Http1ServerExchange exchange;
  private final ClientTimer timer;

  private @Nullable ChannelHandlerContext ctx;
  private ConnectionInfo info = ConnectionInfo.NONE;
  private @Nullable Stream stream;
  private @Nullable GrpcWebCall grpcWeb;
  private boolean reading;
  private boolean running;
  private boolean begun;
  private boolean tunnel;
  private boolean closing;
  private boolean discarding;
  private boolean aged;
  private boolean leaving;
  private long requests;
  private long reads;
  private @Nullable DecodeError refusal;

  Http1ServerConnection(StreamHost host, ListenerSettings settings, ConnectionTracker tracker) {
    this.host = host;
    this.settings = settings;
    this.tracker = tracker;
    parser = new RequestParser(tracker.http1(), settings.http().limits());
    out = new Http1Writer(tracker.http1());
    exchange = new Http1ServerExchange(this, out);
    timer = new ClientTimer(settings.http().timeouts(), this);
  }

  /** Of the last request; {@code HTTP/1.1} before the first. */
  String protocol() {
    return exchange.protocol();
  }

  /** Whether a request is under way. */
  boolean isBusy() {
    return stream != null;
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
    timer.start(context.channel());
    read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    reads++;
    if (discarding || closing || refusal != null) {
      bytes.release();
      return;
    }
    input.add(bytes, context.alloc());
    begun |= stream == null;
    run();
  }

  /** The first bytes of a request are there, though not here yet. */
  void begun() {
    begun = true;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    if (discarding) {
      context.read();
      return;
    }
    Stream s = stream;
    if (s != null) {
      s.onProgress();
      watchForClose();
    } else {
      more();
    }
  }

  /**
   * The request is complete: one read more, so that a client that goes away is noticed while the
   * upstream is silent. What it brings instead waits.
   */
  private void watchForClose() {
    if (exchange.isRequestRead() && !exchange.isUpgrade() && input.isEmpty()) {
      read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      return;
    }
    Stream s = stream;
    if (s != null) {
      s.onProgress();
    } else {
      more();
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
    closing = true;
    timer.stop();
    Stream s = stream;
    if (s != null) {
      s.onReset();
    }
    input.release();
    out.release();
  }

  /** The connection turns out to speak HTTP/2. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    closing = true;
    timer.stop();
    tracker.closed(this);
    input.release();
    out.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      log.debug("connection {}: {}", id, cause.toString());
    } else {
      log.error("connection {}: closed for a fault of the gateway", id, cause);
      CloseReason.FAULT.note(context.channel());
    }
    context.close();
  }

  // ---- from bytes to the stream

  private void run() {
    if (running) {
      return;
    }
    running = true;
    try {
      ByteBuf bytes;
      boolean more = true;
      while (more && !closing && (bytes = input.peek()) != null) {
        more = step(bytes);
      }
    } finally {
      running = false;
    }
    if (closing) {
      input.release();
    }
  }

  /** Whether it may go on with what is left. A request waits until the one before it is over. */
  private boolean step(ByteBuf in) {
    Stream s = stream;
    if (s != null && tunnel) {
      s.onData(input.take(in.readableBytes()), false);
      return false;
    }
    if (s != null ? exchange.isRequestRead() : !isWritable()) {
      return false;
    }
    try {
      return switch (parser.next(in)) {
        case MORE -> false;
        case HEAD -> begin(in);
        case DATA -> data(in, s);
        case END -> end(s);
      };
    } catch (MalformedMessageException e) {
      refuse(e);
      return false;
    }
  }

  private boolean begin(ByteBuf in) {
    RequestHead head = RequestHead.of(parser, exchange);
    begun = false;
    String http2 = head.http2Settings();
    if (http2 != null && Http2Upgrade.start(this, head.headers(), http2)) {
      return false;
    }
    requests++;
    exchange.begin(parser, head);
    boolean bodyless = !parser.hasBody();
    if (bodyless) {
      parser.next(in); // its end, for which no byte is needed
    }
    GrpcWebCall web = GrpcWebCall.of(settings.http(), head.headers(), exchange);
    grpcWeb = web;
    Stream s = new Stream(host, web == null ? exchange : web);
    stream = s;
    s.start(head.headers(), bodyless, head.upgrade());
    return true;
  }

  private boolean data(ByteBuf in, @Nullable Stream s) {
    boolean last = parser.isEnd();
    if (last) {
      parser.next(in);
      exchange.requestRead();
    }
    ByteBuf bytes = input.take(parser.dataLength());
    if (s == null) {
      bytes.release();
    } else {
      data(s, bytes, last);
    }
    return true;
  }

  /** Makes room for {@code handler}; gives what has come for it, null for nothing. */
  @Nullable ByteBuf handOver(Http2Handler handler) {
    ChannelHandlerContext own = context();
    ByteBuf rest = input.takeAll();
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

  private boolean end(@Nullable Stream s) {
    exchange.requestRead();
    HeaderList trailers = parser.takeTrailers();
    if (s == null) {
      return true;
    }
    if (trailers == null) {
      data(s, Unpooled.EMPTY_BUFFER, true);
    } else {
      s.onTrailers(trailers);
    }
    return true;
  }

  private void data(Stream s, ByteBuf bytes, boolean last) {
    GrpcWebCall web = grpcWeb;
    if (web == null) {
      s.onData(bytes, last);
      return;
    }
    ByteBuf message;
    try {
      message = web.request(bytes, last);
    } catch (IllegalArgumentException e) {
      refuse(DecodeError.of(e));
      return;
    }
    s.onData(message, last);
  }

  private void refuse(MalformedMessageException e) {
    refuse(DecodeError.of(e));
  }

  private void refuse(DecodeError error) {
    log.debug("connection {}: {}", id, error.text());
    input.release();
    Stream s = stream;
    note(reason(error));
    if (s == null) {
      answerAndClose(error);
      return;
    }
    host.watch().faulty(settings.listener(), reason(error));
    exchange.endAfterThis();
    refusal = error; // told when the stream has ended, unless its answer is under way
    s.onReset();
  }

  private static CloseReason reason(DecodeError error) {
    return error == DecodeError.BODY_TIMEOUT
        ? CloseReason.BODY_TIMEOUT
        : CloseReason.ofRefusal(error.status());
  }

  private void note(CloseReason reason) {
    reason.note(context().channel());
  }

  /** The gateway's own last word, when no answer has begun. */
  void answerAndClose(DecodeError error) {
    note(reason(error));
    if (stream == null && refusal == null) {
      RefusedRequest.tell(
          host, context().channel(), settings.listener(), id, exchange.protocol(), error);
    }
    closing = true;
    ByteBuf body = ByteBufUtil.writeUtf8(context().alloc(), error.text() + "\n");
    out.head().response(error.status());
    out.head().field("content-type", "text/plain");
    out.head().field("connection", "close");
    out.frame(body.readableBytes());
    out.begin(false);
    out.data(body, true);
    lingeringClose();
  }

  // ---- what the stream asks for

  void read() {
    if (!reading && !closing) {
      reading = true;
      context().read();
    }
  }

  boolean isWritable() {
    return context().channel().isWritable();
  }

  boolean isClosing() {
    return closing;
  }

  /** Whether no request is served after this one. */
  boolean isLastRequest() {
    return aged || leaving || tracker.isDraining();
  }

  void reset() {
    closing = true;
    note(CloseReason.RESET);
    out.flushNow();
    if (exchange.isUntilClose()) {
      closeAbruptly(); // an orderly close would look like the end of the body
    } else {
      context().close();
    }
  }

  /** With a reset, and what waits is lost. */
  private void closeAbruptly() {
    if (context().channel().config() instanceof SocketChannelConfig socket) {
      socket.setSoLinger(0);
    }
    AbruptClose.of(context().channel());
  }

  void startTunnel() {
    if (closing) {
      return;
    }
    tunnel = true;
    if (!input.isEmpty()) {
      context().executor().execute(this::run); // what the client has sent without waiting
    }
  }

  void finished(boolean requestComplete) {
    stream = null;
    if (closing) {
      return;
    }
    DecodeError error = refusal;
    if (error != null && !exchange.isAnswered()) {
      answerAndClose(error);
      return;
    }
    if (error != null) {
      reset();
      return;
    }
    // A refused upgrade is a request like others: its end has come with its headers.
    boolean complete = requestComplete || (exchange.isUpgrade() && !tunnel);
    if (complete && exchange.keepsAlive() && !isLastRequest()) {
      next();
      return;
    }
    closing = true;
    note(aged ? CloseReason.AGE : CloseReason.SERVED);
    input.release();
    if (complete || tunnel) {
      closeBehindAnswers();
    } else {
      lingeringClose();
    }
  }

  private void closeBehindAnswers() {
    out.flushNow();
    context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** On with the next request, not from within the stream that has just ended. */
  private void next() {
    if (input.isEmpty()) {
      more();
      return;
    }
    begun = true;
    context().executor().execute(this::more);
  }

  /**
   * Looks at what is there, and reads when that is no request. Not while answers wait: a client
   * that takes none would make them many.
   */
  private void more() {
    if (stream != null || closing || !isWritable()) {
      return;
    }
    run();
    if (stream == null) {
      read();
    }
  }

  /**
   * Closes so that the client can read the answer: while it still sends, a plain close would make
   * the kernel throw the answer away.
   */
  private void lingeringClose() {
    input.release();
    out.flushNow();
    LingeringClose.start(context());
    discarding = true;
  }

  /** A request that has begun to come is not lost: it is answered as the last. */
  @Override
  public void drain() {
    leaving = true;
    if (!begun) {
      endIdle(CloseReason.DRAIN);
    }
  }

  private void endIdle(CloseReason why) {
    if (stream == null && !closing) {
      closing = true;
      note(why);
      closeBehindAnswers();
    }
  }

  // ---- what the timer asks, and tells

  @Override
  public ClientTimer.Phase phase() {
    if (closing || tunnel) {
      return ClientTimer.Phase.SERVED;
    }
    if (stream == null && !isWritable()) {
      return ClientTimer.Phase.SERVED;
    }
    if (stream == null) {
      return begun ? ClientTimer.Phase.HEAD : ClientTimer.Phase.IDLE;
    }
    return reading && !exchange.isRequestRead() ? ClientTimer.Phase.BODY : ClientTimer.Phase.SERVED;
  }

  @Override
  public long progress() {
    return stream == null ? requests : reads;
  }

  @Override
  public void onTimeout(ClientTimer.Phase phase) {
    switch (phase) {
      case IDLE -> endIdle(CloseReason.IDLE);
      case HEAD -> answerAndClose(DecodeError.TIMEOUT);
      case BODY -> refuse(DecodeError.BODY_TIMEOUT);
      case SERVED -> {}
    }
  }

  @Override
  public void onWriteTimeout() {
    log.debug("connection {}: the client takes nothing of what waits to be sent", id);
    closing = true;
    note(CloseReason.WRITE_TIMEOUT);
    closeAbruptly();
  }

  @Override
  public void onAge() {
    aged = true;
    if (!begun) {
      endIdle(CloseReason.AGE);
    }
  }

  ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
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
