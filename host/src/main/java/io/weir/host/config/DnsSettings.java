package io.weir.host.config;

import java.time.Duration;
import java.util.List;

/**
 * How the host names of an upstream's endpoints become addresses.
 *
 * @param minTtl how long an answer holds at least, whatever its TTL (default 1 s)
 * @param maxTtl how long an answer holds at most, whatever its TTL (default 5 min)
 * @param retry after a failure, until it is asked again; the last good answer holds (default 5 s)
 * @param family which records are asked for
 * @param servers {@code host:port} of the name servers; empty for those of the system
 */
public record DnsSettings(
    Mode mode,
    Duration minTtl,
    Duration maxTtl,
    Duration retry,
    Family family,
    List<String> servers) {
  public static final DnsSettings DEFAULT =
      new DnsSettings(
          Mode.Logical,
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Family.IPv4First,
          List.of());

  /** What a name stands for. */
  public enum Mode {
    /** One endpoint: each new connection goes to an address that the name has then. */
    Logical,
    /** As many endpoints as the name has addresses; looked up again when its TTL is over. */
    Strict
  }

  /** Which records are asked for. */
  public enum Family {
    IPv4,
    IPv6,
    /** A, and AAAA where there is no A. */
    IPv4First,
    /** Both, all of them. */
    All
  }
}
