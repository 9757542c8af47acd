package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.observe.CloseReason;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.Stream;
import io.weir.host.stream.TlsSession;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's request on an HTTP/2 connection. What is wrong with it costs it, not the others. */
final class Http2ServerStream implements Downstream, Http2StreamListener {
  private static final Logger log = LoggerFactory.getLogger(Http2ServerStream.class);

  private final Http2ServerConnection connection;
  private final Http2Outbound out;
  private @Nullable Stream stream;
  private @Nullable HeaderList held;
  private boolean isHead;
  private boolean expectsContinue;
  private boolean answered;
  private boolean requestRead;
  private boolean closed;
  private boolean upgrade;
  private boolean tunnel;
  private boolean grpc;
  private @Nullable GrpcWebCall grpcWeb;
  private final Http2StreamClock clock = new Http2StreamClock();
  private long received;

  Http2ServerStream(Http2ServerConnection connection, Http2Outbound out) {
    this.connection = connection;
    this.out = out;
  }

  // ---- what the client sends

  void begin(Http2Headers block, boolean end) {
    requestRead = end;
    isHead = Http2HeaderLists.text(block.method()).equals("HEAD");
    Http2RequestHead head;
    try {
      head = Http2RequestHead.of(block, connection.settings().http().limits(), this);
    } catch (MalformedMessageException e) {
      refused(DecodeError.of(e));
      return;
    }
    expectsContinue = head.expectsContinue();
    upgrade = head.upgrade();
    if (upgrade && end) {
      refused(new DecodeError(400, "a WebSocket that ends with its headers"));
      return;
    }
    long declared = BodyLength.declared(head.headers());
    if (!upgrade && isTooLarge(declared)) {
      refused(tooLarge());
      return;
    }
    if (!end && !upgrade && declared == 0) {
      // Sent on now it would be a whole request, and bytes that come against its word too late to
      // be a reason to refuse it (RFC 9113 section 8.1.1).
      held = head.headers();
      clock.wanted();
      return;
    }
    start(head.headers(), end);
  }

  /** The end of a request that has said to have no body, and has none. */
  private void startHeld(boolean end) {
    HeaderList headers = held;
    held = null;
    if (headers != null) {
      start(headers, end);
    }
  }

  private void refused(DecodeError error) {
    RefusedRequest.tell(
        connection.host(),
        connection.handler.context().channel(),
        listener(),
        connection.id(),
        protocol(),
        error);
    answer(error);
  }

  /** As {@link #begin(Http2Headers, boolean)}, for one without a body that has come in HTTP/1.1. */
  void begin(HeaderList request) {
    requestRead = true;
    isHead = "HEAD".equals(request.get(":method"));
    start(request, true);
  }

  private void start(HeaderList headers, boolean end) {
    GrpcWebCall web = GrpcWebCall.of(connection.settings().http(), headers, this);
    grpcWeb = web;
    grpc = isGrpc(headers);
    Stream s = new Stream(connection.host(), web == null ? this : web);
    stream = s;
    s.start(headers, end, upgrade);
  }

  private static boolean isGrpc(HeaderList headers) {
    String type = headers.get("content-type");
    return type != null && type.startsWith("application/grpc");
  }

  @Override
  public void onHeaders(Http2Headers block, boolean end) throws Http2Exception {
    requestRead = true;
    startHeld(false);
    Stream s = stream;
    if (s == null) {
      return;
    }
    if (upgrade || block.size() > connection.settings().http().limits().headerCount()) {
      throw malformed("trailers that have no place, or are too many");
    }
    HeaderList trailers;
    try {
      trailers = Http2HeaderLists.trailersIn(block);
    } catch (MalformedMessageException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
    if (trailers.size() == 0) {
      s.onData(Unpooled.EMPTY_BUFFER, true);
    } else {
      s.onTrailers(trailers);
    }
  }

  private Http2Exception malformed(String what) {
    return Http2Exception.streamError(out.id(), Http2Error.PROTOCOL_ERROR, "%s", what);
  }

  @Override
  public void onData(ByteBuf chunk, boolean end) throws Http2Exception {
    requestRead |= end;
    clock.came();
    Stream s = stream;
    if (s == null) {
      chunk.release();
      out.read();
      if (end) {
        startHeld(true);
      }
      return;
    }
    received += chunk.readableBytes();
    DecodeError refusal = refusal();
    if (refusal != null) {
      chunk.release();
      connection.host().watch().faulty(listener(), CloseReason.ofRefusal(refusal.status()));
      refuse(s, refusal);
      fault();
      return;
    }
    GrpcWebCall web = grpcWeb;
    if (web == null) {
      s.onData(chunk, end);
    } else {
      text(s, web, chunk, end);
    }
  }

  private void text(Stream s, GrpcWebCall web, ByteBuf chunk, boolean end) throws Http2Exception {
    ByteBuf bytes;
    try {
      bytes = web.request(chunk, end);
    } catch (IllegalArgumentException e) {
      refuse(s, DecodeError.of(e));
      fault();
      return;
    }
    s.onData(bytes, end);
  }

  /** A request that the client has spoilt cost an upstream one of its own (CVE-2025-8671). */
  private void fault() throws Http2Exception {
    Http2ClientConduct client = connection.handler.conduct();
    if (client != null) {
      client.fault(out.id());
    }
  }

  private @Nullable DecodeError refusal() {
    if (upgrade) {
      return tunnel ? null : new DecodeError(400, "bytes of a WebSocket before it was accepted");
    }
    return isTooLarge(received) ? tooLarge() : null;
  }

  private boolean isTooLarge(long bytes) {
    long most = connection.settings().http().limits().bodyBytes();
    return most != 0 && bytes > most;
  }

  private DecodeError tooLarge() {
    long most = connection.settings().http().limits().bodyBytes();
    return new DecodeError(413, "the body is too large (expected: at most " + most + " bytes)");
  }

  /** Ends a request that is under way, with an answer when none has begun. */
  void refuse(@Nullable Stream s, DecodeError error) {
    if (answered) {
      log.debug("connection {}: {}", connection.id(), error.text());
      reset();
    } else {
      answer(error);
    }
    held = null;
    if (s != null) {
      s.onReset();
    }
  }

  @Override
  public void onReset(long errorCode) {
    // its close follows
  }

  @Override
  public void onFault(String what) {
    // likewise
  }

  /** Also from within the write of the response's end; the stream is over then, too. */
  @Override
  public void onClosed() {
    boolean told = closed;
    closed = true;
    Stream s = stream;
    if (!told && s != null) {
      s.onReset();
    }
  }

  @Override
  public void onWritable() {
    Stream s = stream;
    if (s != null) {
      s.onProgress();
    }
  }

  // ---- what the stream asks for

  @Override
  public void writeHeaders(HeaderList headers, boolean end) {
    Http2ResponseHead head;
    try {
      head = Http2ResponseHead.of(headers, isHead, end, upgrade);
    } catch (IllegalArgumentException e) {
      log.error("a response cannot be sent: {} (a plugin may have changed it)", e.getMessage());
      answer(new DecodeError(500, "the response cannot be sent"));
      return;
    }
    if (isDone()) {
      return;
    }
    answered = true;
    ended(out.headers(head.headers(), head.length(), head.end()));
  }

  @Override
  public void writeInformational(HeaderList headers) {
    if (isDone() || answered) {
      return;
    }
    try {
      Http2Headers block = Http2HeaderLists.out(headers);
      block.status(headers.getOrEmpty(":status"));
      block.remove("content-length");
      out.headers(block, BodyLength.UNKNOWN, false);
    } catch (IllegalArgumentException e) {
      log.debug("an interim response is left out: {}", e.getMessage());
    }
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    if (isDone()) {
      chunk.release();
      return;
    }
    try {
      ended(out.data(chunk, end));
    } catch (IllegalArgumentException e) {
      log.error("a response is cut short: {}", e.getMessage());
      reset();
    }
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    if (isDone()) {
      return;
    }
    try {
      ended(out.trailers(trailers));
    } catch (IllegalArgumentException e) {
      log.error("a response is cut short: {}", e.getMessage());
      reset();
    }
  }

  /** Past the end of the response, as the body of an answer to HEAD is, or past that of all. */
  private boolean isDone() {
    return closed || out.ended();
  }

  /** A client that still sends is told to stop, once it has all of the response. */
  private void ended(ChannelFuture written) {
    if (out.ended() && !requestRead) {
      written.addListener(
          done -> {
            if (!requestRead && !closed) {
              out.reset(Http2Error.NO_ERROR); // RFC 9113 section 8.1
            }
          });
    }
  }

  /** The gateway's own last word, when no answer has begun. */
  private void answer(DecodeError error) {
    log.debug("connection {}: {}", connection.id(), error.text());
    answered = true;
    ByteBuf body = Unpooled.copiedBuffer(error.text() + "\n", StandardCharsets.UTF_8);
    int length = body.readableBytes();
    Http2Headers block =
        new DefaultHttp2Headers()
            .status(Integer.toString(error.status()))
            .set("content-type", "text/plain")
            .setInt("content-length", length);
    if (isHead) {
      body.release();
      ended(out.headers(block, BodyLength.UNKNOWN, true));
      return;
    }
    out.headers(block, length, false);
    ended(out.data(body, true));
  }

  @Override
  public void read() {
    if (closed) {
      return;
    }
    if (expectsContinue && !answered && !requestRead) {
      expectsContinue = false;
      out.headers(new DefaultHttp2Headers().status("100"), BodyLength.UNKNOWN, false);
    }
    clock.wanted();
    out.read();
  }

  void windowMoved() {
    clock.windowMoved();
  }

  /**
   * Ends what stands still. A body may rest once an answer has begun, and in a tunnel or a call of
   * gRPC, whose silence means nothing.
   *
   * @param step since the last look
   * @param moved whether the connection as a whole has taken bytes
   */
  void look(long step, boolean moved, Http2Stalls.Limits limits) {
    Stream s = stream;
    boolean begun = s != null || held != null;
    boolean receiving = begun && !requestRead && !answered && !upgrade;
    boolean late = clock.receivedTooLong(receiving, step, limits.receivedNanos());
    if (begun && (late || clock.bodyStalled(receiving && !grpc, step, limits.bodyNanos()))) {
      connection.host().watch().faulty(listener(), CloseReason.BODY_TIMEOUT);
      refuse(s, DecodeError.BODY_TIMEOUT);
    } else if (clock.writeStalled(out.isWaiting(), moved, step, limits.writeNanos()) && !closed) {
      log.debug("connection {}: the client takes nothing of its response", connection.id());
      closed = true;
      connection.host().watch().faulty(listener(), CloseReason.WRITE_TIMEOUT);
      out.reset(Http2Error.CANCEL);
      if (s != null) {
        s.onReset();
      }
    }
  }

  @Override
  public boolean isWritable() {
    return !closed && out.isWritable();
  }

  @Override
  public void reset() {
    if (!closed) {
      closed = true;
      out.reset(Http2Error.INTERNAL_ERROR);
    }
  }

  @Override
  public void startTunnel() {
    tunnel = true;
  }

  @Override
  public void finished(boolean requestComplete) {
    stream = null;
    if (!out.ended()) {
      reset();
    }
  }

  @Override
  public String protocol() {
    return "HTTP/2";
  }

  @Override
  public long connectionId() {
    return connection.id();
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return connection.info().remoteAddress(connection.handler.context().channel());
  }

  @Override
  public @Nullable String remoteText() {
    return connection.remoteText(remoteAddress());
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return connection.info().localAddress(connection.handler.context().channel());
  }

  @Override
  public @Nullable TlsSession tls() {
    return connection.info().tls();
  }

  @Override
  public @Nullable String forwardedCertificate() {
    return connection.info().forwardedCertificate();
  }

  @Override
  public String listener() {
    return connection.settings().listener();
  }
}
