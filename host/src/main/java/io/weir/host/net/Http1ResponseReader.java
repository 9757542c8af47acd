package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.net.http1.ResponseParser;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamPool;

/**
 * Tells a request's listener what its upstream answers over HTTP/1.x. One for all the responses of
 * a connection, which come one after the other. Loop-confined.
 */
final class Http1ResponseReader {
  /** More interim responses than any server sends. */
  private static final int MOST_INTERIM = 64;

  private final Http1ClientConnection connection;
  private final Http1ClientExchange exchange;
  private final UpstreamPool pool;
  private final Http1Input input = new Http1Input();
  private final ResponseParser parser;

  private boolean started;
  private boolean complete;
  private boolean tunnel;
  private int interim;

  /**
   * @param work shared by the connections of the loop
   */
  Http1ResponseReader(
      Http1ClientConnection connection,
      Http1ClientExchange exchange,
      UpstreamPool pool,
      Http1Workspace work) {
    this.connection = connection;
    this.exchange = exchange;
    this.pool = pool;
    parser = new ResponseParser(work);
  }

  /** The response to another request comes. */
  void begin() {
    started = false;
    complete = false;
    interim = 0;
  }

  /** A request goes out, whose response is the next. */
  void expect(boolean isHead) {
    parser.expect(isHead);
  }

  /** Whether all of it has come. */
  boolean isComplete() {
    return complete;
  }

  /** Whether bytes come through as they are, for good. */
  boolean isTunnel() {
    return tunnel;
  }

  /**
   * Whether the end of the connection is that of what comes. Inside TLS a body is whole only when
   * TLS has said so, by close_notify (RFC 9112 section 9.8).
   */
  boolean endsWith(Channel connection) {
    if (tunnel || !started || complete || !parser.untilClose()) {
      return tunnel;
    }
    SslHandler tls = connection.pipeline().get(SslHandler.class);
    return tls == null || tls.sslCloseFuture().isSuccess();
  }

  /** What is told of a connection that has ended otherwise. */
  GatewayException lost() {
    return new GatewayException(
        Source.UPSTREAM,
        started ? 502 : 503,
        !started,
        "the upstream closed the connection "
            + (started ? "before its answer was complete" : "without an answer"));
  }

  /** Drops what has come. */
  void release() {
    input.release();
  }

  /** Takes {@code bytes} over. */
  void read(ByteBuf bytes, ByteBufAllocator alloc) {
    input.add(bytes, alloc);
    run();
    if (connection.listener() == null) {
      input.release();
    }
  }

  private void run() {
    ByteBuf in;
    UpstreamListener l;
    boolean more = true;
    while (more && (l = connection.listener()) != null && (in = input.peek()) != null) {
      more = step(in, l);
    }
  }

  private boolean step(ByteBuf in, UpstreamListener l) {
    if (tunnel) {
      l.onUpstreamData(input.take(in.readableBytes()), false);
      return false;
    }
    if (complete) {
      exchange.closeAfterThis(); // more than the answer: who knows to what
      input.release();
      return false;
    }
    try {
      return switch (parser.next(in)) {
        case MORE -> false;
        case HEAD -> head(in, l);
        case DATA -> data(in, l);
        case END -> end(l);
      };
    } catch (MalformedMessageException e) {
      malformed(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void malformed(String why) {
    refuse("the upstream's answer is malformed: " + why);
  }

  private void refuse(String why) {
    connection.fail(new GatewayException(Source.UPSTREAM, 502, false, why));
  }

  private boolean head(ByteBuf in, UpstreamListener l) {
    int status = parser.status();
    if (parser.isInterim()) {
      parser.next(in); // its end, for which no byte is needed
      return interim(status, l);
    }
    started = true;
    pool.answered(status);
    HeaderList headers = parser.headers();
    if (status == 101) {
      return switchProtocol(headers, l);
    }
    exchange.answered(parser.keepsAlive());
    if (parser.hasBody()) {
      l.onUpstreamHeaders(headers, false);
      return true;
    }
    parser.next(in);
    complete();
    l.onUpstreamHeaders(headers, true);
    connection.releaseIfDone();
    return true;
  }

  /** 100 is the gateway's own affair: it never asks for it, and tells the client itself. */
  private boolean interim(int status, UpstreamListener l) {
    if (++interim > MOST_INTERIM) {
      malformed("more than " + MOST_INTERIM + " interim responses");
      return false;
    }
    if (status != 100) {
      l.onUpstreamInformational(parser.headers());
    }
    return true;
  }

  /** To one that was asked for, and that it names (RFC 9110 section 7.8). */
  private boolean switchProtocol(HeaderList headers, UpstreamListener l) {
    String protocol = parser.upgrade();
    if (protocol == null || !exchange.hasAskedFor(protocol)) {
      refuse(
          protocol == null
              ? "the upstream changed to another protocol, and does not say which"
              : "the upstream changed to another protocol, unasked");
      return false;
    }
    headers.append("upgrade", protocol);
    tunnel = true;
    l.onUpstreamHeaders(headers, false);
    return true;
  }

  private boolean data(ByteBuf in, UpstreamListener l) {
    boolean last = parser.isEnd();
    ByteBuf bytes = input.take(parser.dataLength());
    if (last) {
      parser.next(in);
      complete();
    }
    l.onUpstreamData(bytes, last);
    if (last) {
      connection.releaseIfDone();
    }
    return true;
  }

  private boolean end(UpstreamListener l) {
    complete();
    HeaderList trailers = parser.takeTrailers();
    if (trailers == null) {
      l.onUpstreamData(Unpooled.EMPTY_BUFFER, true);
    } else {
      l.onUpstreamTrailers(trailers);
    }
    connection.releaseIfDone();
    return true;
  }

  private void complete() {
    complete = true;
    if (!input.isEmpty()) {
      exchange.closeAfterThis(); // more than the answer: who knows to what
      input.release();
    }
  }
}
