package io.weir.host.upstream;

import io.netty.buffer.ByteBuf;
import io.weir.host.stream.HeaderList;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One request on an upstream connection. All on the connection's loop. */
public interface UpstreamRequest {
  /**
   * @param headers with pseudo headers
   * @param end there is no body
   * @param upgrade asks for the protocol of the header {@code upgrade}: a 101 opens a tunnel. Only
   *     this says so; a guest may have set whatever headers
   */
  void writeHeaders(HeaderList headers, boolean end, boolean upgrade);

  /** Takes {@code chunk} over. */
  void writeData(ByteBuf chunk, boolean end);

  /** The end of the request. */
  void writeTrailers(HeaderList trailers);

  /** Asks for more of the response. */
  void read();

  boolean isWritable();

  /** Nobody listens any more: the connection is closed unless request and response are complete. */
  void cancel();

  /** As {@link #cancel}, as the answer is late: the endpoint is held to account for it. */
  default void timedOut() {
    cancel();
  }

  /** Whether the connection had served a request before: its loss may be no fault of this one. */
  boolean reused();

  /**
   * After a failure: whether the upstream has said that it has not begun with the request, so that
   * even one with effects may be sent again (RFC 9113 section 8.7).
   */
  default boolean unprocessed() {
    return false;
  }

  /** After a failure: the code with which the upstream has reset an HTTP/2 stream, else -1. */
  default long resetCode() {
    return -1;
  }

  @Nullable SocketAddress remoteAddress();
}
