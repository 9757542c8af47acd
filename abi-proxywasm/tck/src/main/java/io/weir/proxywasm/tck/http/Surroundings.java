package io.weir.proxywasm.tck.http;

/**
 * The upstreams of a gateway, as ports of 127.0.0.1. There are two more: {@code nobody}, on port 1,
 * where nothing listens, and {@code pair} of the origin and nobody for paths that begin with {@code
 * /pair}.
 *
 * @param origin where requests go; speaks HTTP/1.1
 * @param http2 speaks HTTP/2 in cleartext, and gRPC; requests whose path begins with {@code /h2} go
 *     there, and its name is {@code http2}
 * @param redis a Redis server, the upstream {@code redis}; 1 when there is none
 */
public record Surroundings(int origin, int http2, int redis) {
  /** The port where nothing listens. */
  static final int NOBODY = 1;
}
