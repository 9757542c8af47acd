package io.weir.host.config;

import java.time.Duration;

/**
 * How long a client may take. Zero: no limit.
 *
 * @param requestHeaders from the first byte of a request to the end of its headers (default 30 s)
 * @param requestReceived from the end of a request's headers to the end of its body, unless the
 *     answer begins before (default none)
 * @param idle without any byte, before the first request and between two (default 75 s)
 * @param bodyIdle without any byte of a body that the gateway is waiting for (default 60 s)
 * @param writeIdle without taking any byte of a response that waits to be sent (default 60 s)
 * @param connectionAge after which a connection ends with the request that is under way (default
 *     none)
 */
public record HttpTimeouts(
    Duration requestHeaders,
    Duration requestReceived,
    Duration idle,
    Duration bodyIdle,
    Duration writeIdle,
    Duration connectionAge) {
  public static final HttpTimeouts DEFAULT =
      new HttpTimeouts(
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofSeconds(75),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ZERO);
}
