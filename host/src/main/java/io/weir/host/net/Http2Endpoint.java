package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One end of an HTTP/2 connection: brings the codec's events to the streams that they concern. What
 * a stream is sent counts against its flow-control window until the stream asks for more. Confined
 * to the connection's loop.
 */
abstract class Http2Endpoint extends Http2EventAdapter
    implements Http2RemoteFlowController.Listener {
  final Http2Handler handler;
  private final PropertyKey key;

  Http2Endpoint(Http2Handler handler) {
    this.handler = handler;
    this.key = handler.connection().newKey();
  }

  /** The preface is written; the codec can be used. */
  abstract void onActive();

  /** The connection is closed, and all its streams are. */
  abstract void onInactive();

  /** A header block opens a stream. */
  abstract void onBegun(Http2Stream stream, Http2Headers headers, boolean end)
      throws Http2Exception;

  /** The peer has sent something on a stream that is malformed. */
  void onStreamFault() {}

  /** The header block that opens a stream is larger than any that is read. */
  void onTooLarge(Http2Stream stream) {}

  final void attach(Http2Stream stream, Http2StreamListener listener) {
    stream.setProperty(key, listener);
  }

  final int streams() {
    return handler.connection().numActiveStreams();
  }

  final @Nullable SocketAddress remoteAddress() {
    return handler.context().channel().remoteAddress();
  }

  final @Nullable SocketAddress localAddress() {
    return handler.context().channel().localAddress();
  }

  final @Nullable Http2StreamListener listener(@Nullable Http2Stream stream) {
    return stream == null ? null : stream.getProperty(key);
  }

  @Override
  public final void onHeadersRead(
      ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    Http2Stream stream = handler.connection().stream(id);
    Http2StreamListener listener = listener(stream);
    if (listener != null) {
      listener.onHeaders(headers, end);
    } else if (stream != null) {
      onBegun(stream, headers, end);
    }
  }

  /** As above: priorities (RFC 9113 section 5.3.2) are not followed. */
  @Override
  public final void onHeadersRead(
      ChannelHandlerContext ctx,
      int id,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    onHeadersRead(ctx, id, headers, padding, end);
  }

  @Override
  public final int onDataRead(
      ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
      throws Http2Exception {
    Http2StreamListener listener = listener(handler.connection().stream(id));
    if (listener == null) {
      return data.readableBytes() + padding;
    }
    listener.onData(data.retain(), end);
    return 0; // the window is given back when the stream asks for more
  }

  @Override
  public final void onRstStreamRead(ChannelHandlerContext ctx, int id, long errorCode) {
    Http2StreamListener listener = listener(handler.connection().stream(id));
    if (listener != null) {
      listener.onReset(errorCode);
    }
  }

  /** The codec breaks a stream off: what came, or what was to go out, is malformed. */
  final void onFault(int id, String what) {
    Http2StreamListener listener = listener(handler.connection().stream(id));
    if (listener != null) {
      listener.onFault(what);
    }
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    Http2StreamListener listener = listener(stream);
    if (listener != null) {
      listener.onClosed();
    }
  }

  @Override
  public final void writabilityChanged(Http2Stream stream) {
    Http2StreamListener listener = listener(stream);
    if (listener != null && handler.encoder().flowController().isWritable(stream)) {
      listener.onWritable();
    }
  }
}
