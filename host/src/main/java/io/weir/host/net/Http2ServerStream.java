package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.observe.CloseReason;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's request on an HTTP/2 connection, as it comes. What is wrong with it costs it, not the
 * others.
 */
final class Http2ServerStream extends Http2Downstream implements Http2StreamListener {
  private static final Logger log = LoggerFactory.getLogger(Http2ServerStream.class);

  private @Nullable Stream stream;
  private @Nullable HeaderList held;
  private @Nullable GrpcWebCall grpcWeb;

  /** Whether the silence of its body means nothing. */
  private boolean mayRest;

  private long received;

  Http2ServerStream(Http2ServerConnection connection, Http2Outbound out) {
    super(connection, out);
  }

  // ---- how it begins

  void begin(Http2Headers block, boolean end) {
    if (end) {
      requestRead();
    }
    boolean isHead = Http2HeaderLists.text(block.method()).equals("HEAD");
    answers(isHead, false, false); // the refusal of a HEAD has no body either
    Http2RequestHead head;
    try {
      head = Http2RequestHead.of(block, connection.settings().http().limits(), this);
      connection.settings().checkHost(head.headers(), tls());
    } catch (MalformedMessageException e) {
      refused(DecodeError.of(e));
      return;
    }
    answers(isHead, head.expectsContinue(), head.upgrade());
    if (head.upgrade() && end) {
      refused(new DecodeError(400, "a WebSocket that ends with its headers"));
      return;
    }
    long declared = BodyLength.declared(head.headers());
    if (!head.upgrade() && isTooLarge(declared)) {
      refused(tooLarge());
      return;
    }
    if (!end && !head.upgrade() && declared == 0) {
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
    requestRead();
    answers("HEAD".equals(request.get(":method")), false, false);
    start(request, true);
  }

  private void start(HeaderList headers, boolean end) {
    GrpcWebCall web = GrpcWebCall.of(connection.settings().http(), headers, this);
    grpcWeb = web;
    mayRest = isUpgrade() || isCall(headers);
    Stream s = new Stream(connection.host(), web == null ? this : web);
    stream = s;
    s.start(headers, end, isUpgrade());
  }

  /** Of gRPC, or of gRPC-Web: what it sends are messages, each when there is one. */
  private static boolean isCall(HeaderList headers) {
    String type = headers.get("content-type");
    return type != null && type.startsWith("application/grpc");
  }

  // ---- what follows

  @Override
  public void onHeaders(Http2Headers block, boolean end) throws Http2Exception {
    requestRead();
    startHeld(false);
    Stream s = stream;
    if (s == null) {
      return;
    }
    if (isUpgrade() || block.size() > connection.settings().http().limits().headerCount()) {
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
    if (end) {
      requestRead();
    }
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
    if (isUpgrade()) {
      return isTunnel()
          ? null
          : new DecodeError(400, "bytes of a WebSocket before it was accepted");
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
  private void refuse(@Nullable Stream s, DecodeError error) {
    if (isAnswered()) {
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
  public void onWritable() {
    Stream s = stream;
    if (s != null) {
      s.onProgress();
    }
  }

  // ---- how it ends

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
    boolean told = isClosed();
    closed();
    Stream s = stream;
    if (!told && s != null) {
      s.onReset();
    }
  }

  @Override
  public void finished(boolean requestComplete) {
    stream = null;
    if (!out.ended()) {
      reset();
    }
  }

  // ---- whether it moves

  void windowMoved() {
    clock.windowMoved();
  }

  /**
   * Ends what stands still. A body may rest once an answer has begun, and in a tunnel or a call,
   * whose silence means nothing.
   *
   * @param step since the last look
   * @param moved whether the connection as a whole has taken bytes
   */
  void look(long step, boolean moved, Http2Stalls.Limits limits) {
    Stream s = stream;
    boolean begun = s != null || held != null;
    boolean receiving = begun && !isRequestRead() && !isAnswered() && !isUpgrade();
    boolean late = clock.receivedTooLong(receiving, step, limits.receivedNanos());
    if (begun && (late || clock.bodyStalled(receiving && !mayRest, step, limits.bodyNanos()))) {
      connection.host().watch().faulty(listener(), CloseReason.BODY_TIMEOUT);
      refuse(s, DecodeError.BODY_TIMEOUT);
    } else if (clock.writeStalled(out.isWaiting(), moved, step, limits.writeNanos())
        && !isClosed()) {
      log.debug("connection {}: the client takes nothing of its response", connection.id());
      closed();
      connection.host().watch().faulty(listener(), CloseReason.WRITE_TIMEOUT);
      out.reset(Http2Error.CANCEL);
      if (s != null) {
        s.onReset();
      }
    }
  }
}
