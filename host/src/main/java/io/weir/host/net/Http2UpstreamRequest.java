package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.GatewayException.Source;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.UpstreamListener;
import io.weir.host.upstream.UpstreamRequest;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One request on an HTTP/2 connection to an upstream, as it goes out. On the connection's loop. */
abstract class Http2UpstreamRequest implements UpstreamRequest {
  final Http2ClientConnection connection;
  private final boolean reused;
  private @Nullable UpstreamListener listener;
  private @Nullable Http2Outbound out;
  private int id;
  private boolean unprocessed;
  private boolean responseComplete;
  private boolean over;
  private boolean upgrade;
  private String key = "";

  /**
   * @param reused whether the connection has carried a request before
   */
  Http2UpstreamRequest(
      Http2ClientConnection connection, UpstreamListener listener, boolean reused) {
    this.connection = connection;
    this.listener = listener;
    this.reused = reused;
  }

  /** The response as the codec tells of it. */
  abstract Http2StreamListener response();

  // ---- how things stand

  /** Null when nobody listens any more. */
  final @Nullable UpstreamListener listener() {
    return listener;
  }

  /** Of the stream; 0 while there is none. */
  final int id() {
    return id;
  }

  /** Whether it asks for a tunnel. */
  final boolean isUpgrade() {
    return upgrade;
  }

  /** Of a WebSocket, as the client has sent it; empty for none. */
  final String key() {
    return key;
  }

  /** Whether nothing is to be done for it any more. */
  final boolean isOver() {
    return over;
  }

  final void responseComplete() {
    responseComplete = true;
  }

  final boolean isResponseComplete() {
    return responseComplete;
  }

  // ---- what goes out

  @Override
  public final void writeHeaders(HeaderList headers, boolean end, boolean upgrade) {
    this.upgrade = upgrade;
    if (upgrade && !mayOpen(headers)) {
      return;
    }
    try {
      Http2Headers block =
          upgrade
              ? Http2RequestBlock.webSocket(headers, connection.isSecure())
              : Http2RequestBlock.of(headers, end, connection.isSecure());
      Http2Outbound opened = connection.open(response());
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
  public final void writeData(ByteBuf chunk, boolean end) {
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
  public final void writeTrailers(HeaderList trailers) {
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
  public final boolean isWritable() {
    Http2Outbound o = out;
    return !over && o != null && o.isWritable();
  }

  @Override
  public final void read() {
    Http2Outbound o = out;
    if (!over && o != null) {
      o.read();
    }
  }

  // ---- how it ends

  @Override
  public final void cancel() {
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
  public final void timedOut() {
    connection.lost();
    cancel();
  }

  /** The upstream has not begun with it. */
  final void notBegun() {
    unprocessed = true;
  }

  static GatewayException failure(boolean retryable, String what) {
    return new GatewayException(Source.UPSTREAM, retryable ? 503 : 502, retryable, what);
  }

  private void fail(GatewayException failure) {
    if (!over && out == null) {
      end();
    }
    tell(failure);
  }

  /** Later, never from within the call that asked for it. */
  final void tell(GatewayException failure) {
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

  final void end() {
    over = true;
    connection.ended();
  }

  // ---- what is known of it

  @Override
  public final boolean reused() {
    return reused;
  }

  @Override
  public final boolean unprocessed() {
    return unprocessed;
  }

  @Override
  public final @Nullable SocketAddress remoteAddress() {
    return connection.remoteAddress();
  }
}
