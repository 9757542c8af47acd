package io.weir.proxywasm.tck.http;

import io.netty.handler.codec.http2.Http2HeadersFrame;
import java.util.Locale;

/** The methods of the origin's gRPC service {@code tck.Kit}. */
enum GrpcMethod {
  /**
   * Initial metadata {@code x-initial} at once, which is that of the call or {@code none}; each
   * message comes back; status 0 with {@code x-trailing: yes} once the call has ended.
   */
  ECHO,
  /** Only trailers: status 5, {@code nothing here}. */
  FAIL,
  /** Never says anything. */
  SILENT,
  /** Resets the stream. */
  RESET,
  /** One message: how many streams clients have reset since it was asked last. */
  RESETS;

  static GrpcMethod of(Http2HeadersFrame head) {
    String path = head.headers().path().toString();
    return valueOf(path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
  }
}
