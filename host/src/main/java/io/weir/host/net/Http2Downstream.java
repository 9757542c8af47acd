package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.stream.Downstream;
import io.weir.host.stream.HeaderList;
import io.weir.host.stream.TlsSession;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of one request on an HTTP/2 connection, as the stream of that request sees it: it
 * takes the response, and can be asked who it is. On the connection's loop.
 */
abstract class Http2Downstream implements Downstream {
  private static final Logger log = LoggerFactory.getLogger(Http2Downstream.class);

  final Http2ServerConnection connection;
  final Http2Outbound out;
  final Http2StreamClock clock = new Http2StreamClock();
  private boolean isHead;
  private boolean expectsContinue;
  private boolean upgrade;
  private boolean tunnel;
  private boolean requestRead;
  private boolean answered;
  private boolean closed;

  Http2Downstream(Http2ServerConnection connection, Http2Outbound out) {
    this.connection = connection;
    this.out = out;
  }

  // ---- how things stand

  /**
   * What the head of the request means for its response.
   *
   * @param isHead it has no body
   * @param expectsContinue the body of the request comes when the client is told to send it
   * @param upgrade it is to open a tunnel
   */
  final void answers(boolean isHead, boolean expectsContinue, boolean upgrade) {
    this.isHead = isHead;
    this.expectsContinue = expectsContinue;
    this.upgrade = upgrade;
  }

  /** The end of the request has come. */
  final void requestRead() {
    requestRead = true;
  }

  final boolean isRequestRead() {
    return requestRead;
  }

  final boolean isUpgrade() {
    return upgrade;
  }

  /** Whether bytes go through as they are. */
  final boolean isTunnel() {
    return tunnel;
  }

  /** Whether the response has begun. */
  final boolean isAnswered() {
    return answered;
  }

  /** Nothing more goes out. */
  final void closed() {
    closed = true;
  }

  final boolean isClosed() {
    return closed;
  }

  // ---- the response

  @Override
  public final void writeHeaders(HeaderList headers, boolean end) {
    Http2ResponseHead head;
    try {
      head = Http2ResponseHead.of(headers, isHead, end, upgrade, connection.date());
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
  public final void writeInformational(HeaderList headers) {
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
  public final void writeData(ByteBuf chunk, boolean end) {
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
  public final void writeTrailers(HeaderList trailers) {
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
  final void answer(DecodeError error) {
    log.debug("connection {}: {}", connection.id(), error.text());
    answered = true;
    ByteBuf body = Unpooled.copiedBuffer(error.text() + "\n", StandardCharsets.UTF_8);
    int length = body.readableBytes();
    Http2Headers block =
        new DefaultHttp2Headers()
            .status(Integer.toString(error.status()))
            .set(HttpDate.NAME, connection.date().value())
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
  public final boolean isWritable() {
    return !closed && out.isWritable();
  }

  /** A tunnel that breaks off is no fault of anybody (RFC 8441 section 5). */
  @Override
  public final void reset() {
    if (!closed) {
      closed = true;
      out.reset(tunnel ? Http2Error.CANCEL : Http2Error.INTERNAL_ERROR);
    }
  }

  @Override
  public final void startTunnel() {
    tunnel = true;
  }

  // ---- the request

  @Override
  public final void read() {
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

  // ---- who it is

  @Override
  public final String protocol() {
    return "HTTP/2";
  }

  @Override
  public final long connectionId() {
    return connection.id();
  }

  @Override
  public final @Nullable SocketAddress remoteAddress() {
    return connection.info().remoteAddress(connection.handler.context().channel());
  }

  @Override
  public final @Nullable String remoteText() {
    return connection.remoteText(remoteAddress());
  }

  @Override
  public final @Nullable SocketAddress localAddress() {
    return connection.info().localAddress(connection.handler.context().channel());
  }

  @Override
  public final @Nullable TlsSession tls() {
    return connection.info().tls();
  }

  @Override
  public final @Nullable String forwardedCertificate() {
    return connection.info().forwardedCertificate();
  }

  /** HTTP/2 has none. */
  @Override
  public final boolean hasKeyMade() {
    return upgrade;
  }

  @Override
  public final String listener() {
    return connection.settings().listener();
  }
}
