package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.weir.host.config.HttpSettings;
import io.weir.host.stream.ConnectionInfo;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.Stream;
import io.weir.host.stream.StreamHost;
import io.weir.host.stream.TlsSession;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's HTTP/1.1 connection: one stream at a time, in order. Reads only what the stream asks
 * for; what a client pipelines waits undecoded in the socket, or, as far as it came with the same
 * read, in a short queue.
 */
final class Http1ServerConnection extends ChannelInboundHandlerAdapter
    implements Downstream, RequestTimer.Listener, ClientConnection {
  private static final Logger log = LoggerFactory.getLogger(Http1ServerConnection.class);

  private final StreamHost host;
  private final String listener;
  private final HttpSettings http;
  private final ResponseEncoder encoder;
  private final ConnectionTracker tracker;
  private final RequestTimer timer;
  private final long id = ConnectionIds.next();
  private final ArrayDeque<HttpObject> pending = new ArrayDeque<>();
  private final Http1BodyWriter body = new Http1BodyWriter();
  private final LateFlush lateFlush = new LateFlush();

  private @Nullable ChannelHandlerContext ctx;
  private ConnectionInfo info = ConnectionInfo.NONE;
  private @Nullable Stream stream;
  private boolean reading;
  private boolean delivering;
  private boolean keepAlive;
  private boolean http10;
  private boolean tunnel;
  private boolean closing;
  private boolean discarding;
  private boolean bodyless;
  private boolean upgrade;
  private boolean requestRead;
  private boolean expectsContinue;
  private boolean answered;
  private boolean untilClose;
  private @Nullable DecodeError refusal;
  private @Nullable GrpcWebCall grpcWeb;

  Http1ServerConnection(
      StreamHost host,
      ListenerSettings settings,
      ResponseEncoder encoder,
      ConnectionTracker tracker,
      RequestTimer timer) {
    this.host = host;
    this.listener = settings.listener();
    this.http = settings.http();
    this.encoder = encoder;
    this.tracker = tracker;
    this.timer = timer;
  }

  /** Whether a request is under way. */
  boolean isBusy() {
    return stream != null;
  }

  // ---- what the channel tells

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    info = ConnectionInfo.of(context.channel());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    tracker.opened(this);
    if (tracker.isDraining()) {
      drain(); // accepted while the listener was being closed
      return;
    }
    timer.await(this);
    read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (discarding) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof ByteBuf bytes) {
      tunnelData(bytes);
      return;
    }
    pending.add((HttpObject) message);
    deliver();
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
    } else if (!closing) {
      read();
    }
  }

  /**
   * The request is complete: one read more, so that a client that goes away is noticed while the
   * upstream is silent. What it brings instead waits in the queue.
   */
  private void watchForClose() {
    if (requestRead && !upgrade && pending.isEmpty()) {
      read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Stream s = stream;
    if (s != null && context.channel().isWritable()) {
      s.onProgress();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    tracker.closed(this);
    closing = true;
    Stream s = stream;
    if (s != null) {
      s.onReset();
    }
    dropPending();
  }

  /** The connection turns out to speak HTTP/2. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    closing = true;
    tracker.closed(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      log.debug("connection {}: {}", id, cause.toString());
    } else {
      log.error("connection {}: closed for a fault of the gateway", id, cause);
    }
    context.close();
  }

  @Override
  public void onRequestTimeout(boolean begun) {
    if (stream != null || closing) {
      return;
    }
    if (begun) {
      answerAndClose(DecodeError.TIMEOUT);
      return;
    }
    closing = true;
    context().close();
  }

  private void tunnelData(ByteBuf bytes) {
    Stream s = stream;
    if (s == null || !tunnel) {
      bytes.release();
      return;
    }
    s.onData(bytes, false);
  }

  // ---- delivery to the stream

  private void deliver() {
    if (delivering) {
      return;
    }
    delivering = true;
    try {
      HttpObject next;
      while (mayDeliver() && (next = pending.poll()) != null) {
        deliver(next);
      }
    } finally {
      delivering = false;
    }
  }

  /** A request's head waits until the stream before it is over. */
  private boolean mayDeliver() {
    return stream == null || !(pending.peek() instanceof HttpRequest);
  }

  private void deliver(HttpObject message) {
    if (closing) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      refuse(message.decoderResult().cause());
      return;
    }
    if (message instanceof HttpRequest request) {
      begin(request);
    } else if (message instanceof HttpContent content) {
      content(content);
    }
  }

  private void begin(HttpRequest request) {
    timer.arrived();
    RequestHead head;
    try {
      head = RequestHead.of(request, this);
    } catch (IllegalArgumentException e) {
      refuse(e);
      return;
    }
    http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    keepAlive = HttpUtil.isKeepAlive(request);
    encoder.answersHead("HEAD".equals(request.method().name()));
    expectsContinue = head.expectsContinue() && !http10;
    upgrade = head.upgrade();
    requestRead = false;
    answered = false;
    untilClose = false;
    GrpcWebCall web = GrpcWebCall.of(http, head.headers(), this);
    grpcWeb = web;
    Stream s = new Stream(host, web == null ? this : web);
    stream = s;
    bodyless = !head.hasBody();
    s.start(head.headers(), !head.hasBody(), head.upgrade());
  }

  private void content(HttpContent content) {
    Stream s = stream;
    boolean last = content instanceof LastHttpContent;
    requestRead |= last;
    if (s == null) {
      content.release();
      return;
    }
    HttpHeaders trailing = content instanceof LastHttpContent end ? end.trailingHeaders() : null;
    boolean trailers = trailing != null && !trailing.isEmpty();
    ByteBuf bytes = content.content();
    if (last && !bytes.isReadable() && bodyless) {
      content.release();
      return;
    }
    if (bytes.isReadable() || (last && !trailers)) {
      data(s, bytes, last && !trailers);
    } else {
      content.release();
    }
    if (trailers && trailing != null) {
      HeaderList list = new HeaderList();
      Http1Headers.copyIn(trailing, list);
      s.onTrailers(list);
    }
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
      refuse(e);
      return;
    }
    s.onData(message, last);
  }

  private void refuse(@Nullable Throwable cause) {
    DecodeError error = DecodeError.of(cause);
    log.debug("connection {}: {}", id, error.text());
    Stream s = stream;
    if (s == null) {
      answerAndClose(error);
      return;
    }
    keepAlive = false;
    refusal = error; // told when the stream has ended, unless its answer is under way
    s.onReset();
  }

  /** The gateway's own last word, when no answer has begun. */
  private void answerAndClose(DecodeError error) {
    closing = true;
    DefaultHttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(error.status()));
    ByteBuf body = Unpooled.copiedBuffer(error.text() + "\n", StandardCharsets.UTF_8);
    response
        .headers()
        .set("content-type", "text/plain")
        .set("content-length", body.readableBytes())
        .set("connection", "close");
    encoder.answersHead(false);
    write(response);
    context().writeAndFlush(new DefaultLastHttpContent(body));
    lingeringClose();
  }

  // ---- what the stream asks for

  @Override
  public void writeHeaders(HeaderList headers, boolean end) {
    Http1Heads.Response head;
    // What the client still sends of a request that is answered already is not waited for.
    boolean early = !requestRead && !bodyless;
    boolean mayKeep = keepAlive && !early && !tracker.isDraining();
    try {
      head = Http1Heads.response(headers, end, request(mayKeep), body);
    } catch (IllegalArgumentException e) {
      log.error("a response cannot be sent: {} (a plugin may have changed it)", e.getMessage());
      answerAndClose(new DecodeError(500, "the response cannot be sent"));
      return;
    }
    answered = true;
    keepAlive = head.keepAlive();
    untilClose = head.untilClose();
    write(head.response());
    if (end) {
      flushed(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      lateFlush.soon(context());
    }
  }

  private Http1Heads.Request request(boolean mayKeep) {
    return new Http1Heads.Request(encoder.isHead(), http10, upgrade, mayKeep);
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    if (closing) {
      chunk.release();
      return;
    }
    if (tunnel) {
      context().writeAndFlush(chunk);
      if (end) {
        keepAlive = false;
      }
      return;
    }
    try {
      body.data(context(), chunk, end);
    } catch (IllegalArgumentException e) {
      cutShort(e);
    }
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    if (closing) {
      return;
    }
    try {
      body.trailers(context(), trailers);
    } catch (IllegalArgumentException e) {
      cutShort(e);
    }
  }

  private void cutShort(IllegalArgumentException why) {
    log.error("a response is cut short, and the connection closed: {}", why.getMessage());
    reset();
  }

  @Override
  public void read() {
    if (reading || closing) {
      return;
    }
    if (expectsContinue && stream != null && !requestRead) {
      sayContinue();
    }
    reading = true;
    context().read();
  }

  /** Only now, when somebody wants the body (RFC 9110 section 10.1.1). */
  private void sayContinue() {
    expectsContinue = false;
    if (!answered) {
      write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
      flushed(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  @Override
  public boolean isWritable() {
    return context().channel().isWritable();
  }

  @Override
  public void reset() {
    closing = true;
    if (untilClose && context().channel().config() instanceof SocketChannelConfig socket) {
      socket.setSoLinger(0); // an orderly close would look like the end of the body
    }
    context().flush();
    context().close();
  }

  @Override
  public void startTunnel() {
    if (closing) {
      return;
    }
    if (!pending.isEmpty()) {
      log.debug("connection {}: bytes behind a request to upgrade that came too soon", id);
      reset();
      return;
    }
    tunnel = true;
    context().pipeline().remove(RequestDecoder.class);
    context().pipeline().remove(ResponseEncoder.class);
  }

  @Override
  public void finished(boolean requestComplete) {
    stream = null;
    if (closing) {
      return;
    }
    DecodeError error = refusal;
    if (error != null && !answered) {
      answerAndClose(error);
      return;
    }
    if (error != null) {
      reset();
      return;
    }
    // A refused upgrade is a request like others: its end has come with its headers.
    boolean complete = requestComplete || (upgrade && !tunnel);
    if (complete && keepAlive && !tracker.isDraining()) {
      next();
      return;
    }
    closing = true;
    dropPending();
    if (complete || tunnel) {
      context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      lingeringClose();
    }
  }

  /** On with the next request, not from within the stream that has just ended. */
  private void next() {
    context()
        .executor()
        .execute(
            () -> {
              if (stream == null && !closing) {
                deliver();
                if (stream == null) {
                  timer.await(this);
                  read();
                }
              }
            });
  }

  /**
   * Closes so that the client can read the answer: while it still sends, a plain close would make
   * the kernel throw the answer away.
   */
  private void lingeringClose() {
    dropPending();
    LingeringClose.start(context());
    discarding = true;
  }

  @Override
  public void drain() {
    if (stream == null && !closing) {
      closing = true;
      context().close();
    }
  }

  private void dropPending() {
    HttpObject message;
    while ((message = pending.poll()) != null) {
      ReferenceCountUtil.release(message);
    }
  }

  private void write(Object message) {
    context().write(message);
  }

  private void flushed(Object message) {
    context().writeAndFlush(message);
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext c = ctx;
    if (c == null) {
      throw new IllegalStateException("the connection is not set up yet");
    }
    return c;
  }

  @Override
  public String protocol() {
    return http10 ? "HTTP/1.0" : "HTTP/1.1";
  }

  @Override
  public long connectionId() {
    return id;
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return info.remoteAddress(context().channel());
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return info.localAddress(context().channel());
  }

  @Override
  public @Nullable TlsSession tls() {
    return info.tls();
  }

  @Override
  public @Nullable String forwardedCertificate() {
    return info.forwardedCertificate();
  }

  @Override
  public String listener() {
    return listener;
  }
}
