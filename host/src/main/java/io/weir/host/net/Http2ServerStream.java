package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
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
  private boolean isHead;
  private boolean expectsContinue;
  private boolean answered;
  private boolean requestRead;
  private boolean closed;

  Http2ServerStream(Http2ServerConnection connection, Http2Outbound out) {
    this.connection = connection;
    this.out = out;
  }

  // ---- what the client sends

  void begin(Http2Headers block, boolean end) {
    requestRead = end;
    if (Http2RequestHead.isConnect(block)) {
      answer(DecodeError.CONNECT);
      return;
    }
    Http2RequestHead head;
    try {
      head = Http2RequestHead.of(block, this);
    } catch (IllegalArgumentException e) {
      answer(DecodeError.of(e));
      return;
    }
    isHead = head.isHead();
    expectsContinue = head.expectsContinue();
    Stream s = new Stream(connection.host(), this);
    stream = s;
    s.start(head.headers(), end, false);
  }

  @Override
  public void onHeaders(Http2Headers block, boolean end) {
    requestRead = true;
    Stream s = stream;
    if (s == null) {
      return;
    }
    HeaderList trailers = Http2HeaderLists.in(block);
    if (trailers.size() == 0) {
      s.onData(Unpooled.EMPTY_BUFFER, true);
    } else {
      s.onTrailers(trailers);
    }
  }

  @Override
  public void onData(ByteBuf chunk, boolean end) {
    requestRead |= end;
    Stream s = stream;
    if (s == null) {
      chunk.release();
      out.read();
    } else {
      s.onData(chunk, end);
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
      head = Http2ResponseHead.of(headers, isHead, end);
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
    out.read();
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
    throw new IllegalStateException("HTTP/2 asks for no upgrade (RFC 9113 section 8.6)");
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
    return connection.listener();
  }
}
