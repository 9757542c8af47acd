package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One request on an HTTP/2 connection to an upstream. */
final class Http2ClientStream implements UpstreamRequest, Http2StreamListener {
  /** More interim responses than any server sends. */
  static final int MOST_INTERIM = 64;

  /** Never written to. */
  private static final HeaderList NO_TRAILERS = new HeaderList();

  private final Http2ClientConnection connection;
  private final boolean reused;
  private @Nullable UpstreamListener listener;
  private @Nullable Http2Outbound out;
  private int id;
  private int interim;
  private boolean responseStarted;
  private boolean responseComplete;
  private boolean unprocessed;
  private boolean over;
  private boolean upgrade;

  /** What the answer comes to is not known before its trailers. */
  private boolean grpc;

  private String key = "";
  private long resetCode = -1;
  private @Nullable String fault;

  /**
   * @param reused whether the connection has carried a request before
   */
  Http2ClientStream(Http2ClientConnection connection, UpstreamListener listener, boolean reused) {
    this.connection = connection;
    this.listener = listener;
    this.reused = reused;
  }

  // ---- the stream's side

  @Override
  public void writeHeaders(HeaderList headers, boolean end, boolean upgrade) {
    this.upgrade = upgrade;
    if (upgrade && !mayOpen(headers)) {
      return;
    }
    try {
      Http2Headers block =
          upgrade
              ? Http2RequestBlock.webSocket(headers, connection.isSecure())
              : Http2RequestBlock.of(headers, end, connection.isSecure());
      Http2Outbound opened = connection.open(this);
      out = opened;
      id = opened.id();
      opened.headers(block, end ? BodyLength.UNKNOWN : BodyLength.declared(headers), end);
    } catch (IllegalArgumentException e) {
      fail(cannotBeSent(e));
    } catch (Http2Exception e) {
      unprocessed = true;
      fail(failure(true, "the upstream takes no more: " + e.getMessage()));
    }
  }

  /** Of all upgrades HTTP/2 has but this one, and not every upstream has it. */
  private boolean mayOpen(HeaderList headers) {
    key = headers.getOrEmpty("sec-websocket-key");
    if (!Http2WebSocket.PROTOCOL.equalsIgnoreCase(headers.get("upgrade"))) {
      fail(notServed("an upgrade to " + headers.get("upgrade") + " needs protocol: HTTP1"));
      return false;
    }
    if (!connection.takesWebSockets()) {
      fail(notServed("it does not take a WebSocket over HTTP/2 (RFC 8441)"));
      return false;
    }
    return true;
  }

  private static GatewayException notServed(String why) {
    return new GatewayException(Source.INTERNAL, 501, false, "the upstream has HTTP/2: " + why);
  }

  @Override
  public void writeData(ByteBuf chunk, boolean end) {
    Http2Outbound o = out;
    if (over || o == null) {
      chunk.release();
      return;
    }
    try {
      o.data(chunk, end);
    } catch (IllegalArgumentException e) {
      breakOff(e);
    }
  }

  @Override
  public void writeTrailers(HeaderList trailers) {
    Http2Outbound o = out;
    if (over || o == null) {
      return;
    }
    try {
      o.trailers(trailers);
    } catch (IllegalArgumentException e) {
      breakOff(e);
    }
  }

  private void breakOff(IllegalArgumentException why) {
    fail(cannotBeSent(why));
    reset(Http2Error.INTERNAL_ERROR);
  }

  private static GatewayException cannotBeSent(IllegalArgumentException why) {
    return new GatewayException(
        Source.INTERNAL, 502, false, "the request cannot be sent: " + why.getMessage());
  }

  @Override
  public void read() {
    Http2Outbound o = out;
    if (!over && o != null) {
      o.read();
    }
  }

  @Override
  public boolean isWritable() {
    Http2Outbound o = out;
    return !over && o != null && o.isWritable();
  }

  @Override
  public void cancel() {
    listener = null;
    if (over) {
      return;
    }
    if (out == null) {
      end();
    } else if (!responseComplete || !isSent()) {
      reset(Http2Error.CANCEL);
    }
  }

  private boolean isSent() {
    Http2Outbound o = out;
    return o != null && o.ended();
  }

  private void reset(Http2Error error) {
    Http2Outbound o = out;
    if (o != null) {
      o.reset(error); // and it is closed
    }
  }

  @Override
  public void timedOut() {
    connection.lost();
    cancel();
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public boolean unprocessed() {
    return unprocessed;
  }

  @Override
  public long resetCode() {
    return resetCode;
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  // ---- the codec's side

  @Override
  public void onHeaders(Http2Headers block, boolean end) throws Http2Exception {
    UpstreamListener l = listener;
    if (l == null) {
      return;
    }
    try {
      onHeaders(block, end, l);
    } catch (MalformedMessageException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private Http2Exception malformed(String what) {
    return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "%s", what);
  }

  private void onHeaders(Http2Headers block, boolean end, UpstreamListener l)
      throws Http2Exception {
    if (responseStarted) {
      trailers(Http2HeaderLists.trailersIn(block), l);
      return;
    }
    String status = Http2HeaderLists.text(block.status());
    if (status.startsWith("1")) {
      interim(status, block, end, l);
      return;
    }
    HeaderList headers = new HeaderList();
    headers.add(":status", status);
    Http2HeaderLists.copyIn(block, headers);
    responseStarted = true;
    grpc = !end && GrpcStatus.decides(headers);
    if (!grpc) {
      count(headers, GrpcStatus.decides(headers));
    }
    responseComplete = end;
    boolean opens = upgrade && !end && status.startsWith("2");
    if (opens) {
      Http2WebSocket.opened(headers, key);
    }
    l.onUpstreamHeaders(headers, end);
    if (!end) {
      readOn();
    }
  }

  /**
   * How the upstream has done.
   *
   * @param last of the answer
   * @param ofGrpc whether its trailers, or headers alone, say what came of it
   */
  private void count(HeaderList last, boolean ofGrpc) {
    grpc = false;
    connection.answered(ofGrpc ? GrpcStatus.asHttp(last.get("grpc-status")) : last.status());
  }

  /** A change of protocol does not exist (RFC 9113 section 8.6); 100 is the gateway's to say. */
  private void interim(String status, Http2Headers block, boolean end, UpstreamListener l)
      throws Http2Exception {
    if (end || status.equals("101")) {
      throw malformed("status " + status);
    }
    if (++interim > MOST_INTERIM) {
      throw malformed("more than " + MOST_INTERIM + " interim responses");
    }
    if (!status.equals("100")) {
      HeaderList headers = new HeaderList();
      headers.add(":status", status);
      Http2HeaderLists.copyIn(block, headers);
      l.onUpstreamInformational(headers);
    }
    readOn();
  }

  private void trailers(HeaderList trailers, UpstreamListener l) {
    responseComplete = true;
    if (grpc) {
      count(trailers, true);
    }
    if (trailers.size() == 0) {
      l.onUpstreamData(Unpooled.EMPTY_BUFFER, true);
    } else {
      l.onUpstreamTrailers(trailers);
    }
  }

  @Override
  public void onData(ByteBuf chunk, boolean end) {
    responseComplete |= end;
    if (end && grpc) {
      count(NO_TRAILERS, true);
    }
    UpstreamListener l = listener;
    if (l == null) {
      chunk.release();
      return;
    }
    l.onUpstreamData(chunk, end);
    if (!end) {
      readOn();
    }
  }

  /** What there was is told; who wants more asks for it. */
  private void readOn() {
    UpstreamListener l = listener;
    if (l != null) {
      l.onUpstreamReadComplete();
    }
  }

  @Override
  public void onWritable() {
    UpstreamListener l = listener;
    if (l != null) {
      l.onUpstreamWritable();
    }
  }

  @Override
  public void onReset(long errorCode) {
    resetCode = errorCode;
  }

  @Override
  public void onFault(String what) {
    fault = what;
  }

  @Override
  public void onClosed() {
    if (over) {
      return;
    }
    if (listener != null && !responseComplete) {
      connection.lost();
      end();
      tell(lost());
      return;
    }
    end();
  }

  private GatewayException lost() {
    unprocessed =
        resetCode == Http2Error.REFUSED_STREAM.code()
            || (!responseStarted && connection.isUnprocessed(id));
    if (unprocessed) {
      return failure(true, "the upstream has not taken the request");
    }
    if (fault != null) {
      return failure(false, "malformed, and broken off: " + fault);
    }
    if (resetCode >= 0) {
      return failure(false, "the upstream has reset the stream (error code " + resetCode + ")");
    }
    // Only a connection that was lost before an answer may be no fault of this request.
    return failure(!responseStarted, connection.loss());
  }

  private static GatewayException failure(boolean retryable, String what) {
    return new GatewayException(Source.UPSTREAM, retryable ? 503 : 502, retryable, what);
  }

  private void fail(GatewayException failure) {
    if (!over && out == null) {
      end();
    }
    tell(failure);
  }

  /** Later, never from within the call that asked for it. */
  private void tell(GatewayException failure) {
    connection
        .handler
        .context()
        .executor()
        .execute(
            () -> {
              UpstreamListener l = listener;
              listener = null;
              if (l != null) {
                l.onUpstreamFailure(failure);
              }
            });
  }

  private void end() {
    over = true;
    connection.ended();
  }
}
