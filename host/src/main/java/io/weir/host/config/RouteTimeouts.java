package io.weir.host.config;

import java.time.Duration;

/**
 * Time limits of the requests of a route.
 *
 * @param request from the request's headers to the end of the response, all tries and plugins
 *     included (default 0: no limit); not for a tunnel
 * @param backendRequest of one try, from the request's end to the response's headers (default 60 s,
 *     or {@code request} where that is less); zero: none
 * @param idle how long a stream may pass no byte in either direction (default 0: no limit)
 * @param maxGrpcTimeout the most that a client's {@code grpc-timeout} counts for; zero (default):
 *     that header is the upstream's alone to honour
 */
public record RouteTimeouts(
    Duration request, Duration backendRequest, Duration idle, Duration maxGrpcTimeout) {
  /** Without a limit for the whole. */
  public RouteTimeouts(Duration backendRequest, Duration idle) {
    this(Duration.ZERO, backendRequest, idle, Duration.ZERO);
  }
}
