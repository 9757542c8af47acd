package io.weir.host.config;

/**
 * What one request may have.
 *
 * @param requestLine bytes of the request line; for HTTP/2 of the path (default 16 KiB)
 * @param headerBytes bytes of all headers, or of all trailers (default 32 KiB)
 * @param headerCount how many headers, or trailers (default 128)
 * @param bodyBytes bytes of the body; zero for no limit (default)
 */
public record HttpLimits(int requestLine, int headerBytes, int headerCount, long bodyBytes) {
  public static final HttpLimits DEFAULT = new HttpLimits(16 << 10, 32 << 10, 128, 0);
}
