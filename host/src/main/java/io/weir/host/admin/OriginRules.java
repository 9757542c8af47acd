package io.weir.host.admin;

import io.weir.host.config.HostPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from the admin port: a page of another origin is told by its Origin or
 * Sec-Fetch-Site header, a name that somebody points at this machine (DNS rebinding) by its Host.
 */
final class OriginRules {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final String boundHost;

  OriginRules(HostPort bound) {
    this.boundHost = bound.host().toLowerCase(Locale.ROOT);
  }

  /** Why a request is refused, or null when it is not. */
  @Nullable String refusal(
      List<String> hosts, @Nullable String origin, @Nullable String fetchSite) {
    if (hosts.size() != 1 || !isOwn(hosts.getFirst())) {
      return "Host: "
          + String.join(", ", hosts)
          + " (expected: localhost, 127.0.0.1, [::1] or "
          + boundHost
          + ")";
    }
    if (origin != null && !isOwnOrigin(origin, hosts.getFirst())) {
      return "Origin: " + origin + " (expected: the admin address itself, or none)";
    }
    if (fetchSite != null && !OWN_SITE.contains(fetchSite)) {
      return "Sec-Fetch-Site: " + fetchSite + " (expected: same-origin, or none)";
    }
    return null;
  }

  private boolean isOwn(String host) {
    HostPort parsed = HostPort.parse(hasPort(host) ? host : host + ":80");
    if (parsed == null) {
      return false;
    }
    String name = parsed.host().toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || name.equals(boundHost);
  }

  private static boolean hasPort(String host) {
    return host.lastIndexOf(':') > host.lastIndexOf(']');
  }

  private static boolean isOwnOrigin(String origin, String host) {
    return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
  }
}
