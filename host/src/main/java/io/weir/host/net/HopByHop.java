package io.weir.host.net;

import io.weir.host.stream.HeaderList;
import java.util.Set;

/**
 * Headers that belong to one connection alone (RFC 9110 section 7.6.1): never forwarded, and never
 * sent because a guest has set them. Of te only "trailers" is kept: gRPC asks for it.
 */
final class HopByHop {
  private static final Set<String> NAMES =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "transfer-encoding",
          "upgrade",
          "te",
          "http2-settings");

  private HopByHop() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /** Takes them out of {@code headers}. */
  static void strip(HeaderList headers) {
    boolean trailers = acceptsTrailers(headers);
    for (String name : NAMES) {
      headers.remove(name);
    }
    if (trailers) {
      headers.add("te", "trailers");
    }
  }

  static boolean acceptsTrailers(HeaderList headers) {
    return headers.hasToken("te", "trailers");
  }
}
