package io.weir.host.upstream;

import io.netty.buffer.ByteBuf;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.HeaderList;

/**
 * What a request hears of its upstream. All on one loop; never from within a call on the request.
 */
public interface UpstreamListener {
  /** There is a connection; the request may be written. */
  void onConnected(UpstreamRequest request);

  /**
   * @param headers with {@code :status}; 101 opens a tunnel
   * @param end there is no body
   */
  void onUpstreamHeaders(HeaderList headers, boolean end);

  /**
   * An interim response, before {@link #onUpstreamHeaders}; any number of them.
   *
   * @param headers with a {@code :status} of 102 to 199
   */
  default void onUpstreamInformational(HeaderList headers) {}

  /** The listener owns {@code chunk}. */
  void onUpstreamData(ByteBuf chunk, boolean end);

  void onUpstreamTrailers(HeaderList trailers);

  /** One read is done; more comes when it is asked for. */
  void onUpstreamReadComplete();

  void onUpstreamWritable();

  /** No connection, or it was lost; nothing more is heard. */
  void onUpstreamFailure(GatewayException failure);
}
