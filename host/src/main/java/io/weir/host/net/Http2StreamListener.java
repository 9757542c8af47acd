package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;

/** What one stream of a connection hears of its peer. On the connection's loop. */
interface Http2StreamListener {
  /**
   * A further header block: a response, or trailers.
   *
   * @param end nothing follows
   * @throws Http2Exception for a block that has no place here; costs the stream
   */
  void onHeaders(Http2Headers headers, boolean end) throws Http2Exception;

  /**
   * The listener owns {@code chunk}.
   *
   * @throws Http2Exception when the peer has spoilt too many streams; costs the connection
   */
  void onData(ByteBuf chunk, boolean end) throws Http2Exception;

  /** The peer breaks the stream off; {@link #onClosed} follows. */
  void onReset(long errorCode);

  /** The codec breaks the stream off; {@link #onClosed} follows. */
  void onFault(String what);

  /** The stream is over, in whatever way; nothing more is heard. */
  void onClosed();

  /** More may be written. */
  void onWritable();
}
