package io.weir.host.net;

import java.time.Duration;

/**
 * How long a client may keep a connection without asking for anything.
 *
 * @param head from the first byte of a request to the end of its headers
 * @param idle without any byte, before the first request and between two
 */
public record ClientTimeouts(Duration head, Duration idle) {
  /** Half a minute for the headers, a little more than the minute that clients keep connections. */
  public static final ClientTimeouts DEFAULT =
      new ClientTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(75));
}
