package io.weir.host.config;

/**
 * How an HTTP listener treats its connections: {@code http} of a listener. Immutable; a connection
 * keeps what it began with.
 *
 * @param limits what one request may have
 * @param timeouts how long a client may take
 * @param http2 what is particular to HTTP/2
 * @param path what becomes of a path before a route is looked for
 * @param forwarded whom the gateway believes about where a request came from
 * @param grpcWeb whether requests of gRPC-Web are served as gRPC
 */
public record HttpSettings(
    HttpLimits limits,
    HttpTimeouts timeouts,
    Http2Limits http2,
    PathSettings path,
    ForwardedSettings forwarded,
    boolean grpcWeb) {

  /** What a listener has that says nothing. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(
          HttpLimits.DEFAULT,
          HttpTimeouts.DEFAULT,
          Http2Limits.DEFAULT,
          PathSettings.DEFAULT,
          ForwardedSettings.DEFAULT,
          false);
}
