package io.weir.host.net.http1;

import java.util.Set;

/**
 * Which fields have no place in trailers (RFC 9110 section 6.5.1): those that frame a message, say
 * where it goes or who sends it, or how its content is to be read. One who takes trailers for
 * headers would believe them.
 */
public final class TrailerFields {
  private static final Set<String> NO_TRAILER =
      Set.of(
          "age",
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "date",
          "expect",
          "forwarded",
          "host",
          "http2-settings",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "keep-alive",
          "max-forwards",
          "pragma",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "vary",
          "www-authenticate",
          "x-real-ip");

  private TrailerFields() {}

  /**
   * @param name in lower case
   */
  public static boolean mayBe(String name) {
    return !NO_TRAILER.contains(name) && !name.startsWith("x-forwarded-");
  }
}
