package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.UpstreamListener;
import org.jspecify.annotations.Nullable;

/** What an upstream answers to one request on an HTTP/2 connection. */
final class Http2ClientStream extends Http2UpstreamRequest implements Http2StreamListener {
  /** More interim responses than any server sends. */
  private static final int MOST_INTERIM = 64;

  /** Never written to. */
  private static final HeaderList NO_TRAILERS = new HeaderList();

  private int interim;
  private boolean started;

  /** What the answer comes to is not known before its trailers. */
  private boolean grpc;

  private long resetCode = -1;
  private @Nullable String fault;

  /**
   * @param reused whether the connection has carried a request before
   */
  Http2ClientStream(Http2ClientConnection connection, UpstreamListener listener, boolean reused) {
    super(connection, listener, reused);
  }

  @Override
  Http2StreamListener response() {
    return this;
  }

  // ---- the head

  @Override
  public void onHeaders(Http2Headers block, boolean end) throws Http2Exception {
    UpstreamListener l = listener();
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
    return Http2Exception.streamError(id(), Http2Error.PROTOCOL_ERROR, "%s", what);
  }

  private void onHeaders(Http2Headers block, boolean end, UpstreamListener l)
      throws Http2Exception {
    if (started) {
      trailers(Http2HeaderLists.trailersIn(block), l);
      return;
    }
    String status = Http2HeaderLists.text(block.status());
    if (!ResponseStatus.isStatus(status)) {
      throw malformed(":status: " + status.length() + " characters (expected: 100 to 999)");
    }
    if (status.startsWith("1")) {
      interim(status, block, end, l);
      return;
    }
    HeaderList headers = new HeaderList();
    headers.add(":status", status);
    Http2HeaderLists.copyIn(block, headers);
    started = true;
    grpc = !end && GrpcStatus.decides(headers);
    if (!grpc) {
      count(headers, GrpcStatus.decides(headers));
    }
    if (end) {
      responseComplete();
    }
    boolean opens = isUpgrade() && !end && status.startsWith("2");
    if (opens) {
      Http2WebSocket.opened(headers, key());
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

  // ---- the body

  private void trailers(HeaderList trailers, UpstreamListener l) {
    responseComplete();
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
    if (end) {
      responseComplete();
    }
    if (end && grpc) {
      count(NO_TRAILERS, true);
    }
    UpstreamListener l = listener();
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
    UpstreamListener l = listener();
    if (l != null) {
      l.onUpstreamReadComplete();
    }
  }

  @Override
  public void onWritable() {
    UpstreamListener l = listener();
    if (l != null) {
      l.onUpstreamWritable();
    }
  }

  // ---- the end

  @Override
  public void onReset(long errorCode) {
    resetCode = errorCode;
  }

  @Override
  public long resetCode() {
    return resetCode;
  }

  @Override
  public void onFault(String what) {
    fault = what;
  }

  @Override
  public void onClosed() {
    if (isOver()) {
      return;
    }
    if (listener() != null && !isResponseComplete()) {
      connection.lost();
      end();
      tell(lost());
      return;
    }
    end();
  }

  private GatewayException lost() {
    boolean refused = resetCode == Http2Error.REFUSED_STREAM.code();
    if (refused || (!started && connection.isUnprocessed(id()))) {
      notBegun();
      return failure(true, "the upstream has not taken the request");
    }
    if (fault != null) {
      return failure(false, "malformed, and broken off: " + fault);
    }
    if (resetCode >= 0) {
      return failure(false, "the upstream has reset the stream (error code " + resetCode + ")");
    }
    // Only a connection that was lost before an answer may be no fault of this request.
    return failure(!started, connection.loss());
  }
}
