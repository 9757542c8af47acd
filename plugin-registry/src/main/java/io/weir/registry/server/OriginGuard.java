package io.weir.registry.server;

import io.weir.registry.Loopback;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out: a request must name this server as its host (against DNS rebinding) and,
 * when a browser says which page sends it, that page must be this server's own.
 *
 * @param hosts names that clients may use besides loopback's and the server's addresses; lower case
 * @param scheme {@code http} or {@code https}
 */
record OriginGuard(Set<String> hosts, String scheme) {
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{0,5})?");

  /**
   * Checks the two headers.
   *
   * @param host the {@code Host} header
   * @param origin the {@code Origin} header, null when there is none
   * @param localAddress the literal address that the connection reached
   * @return the origin that the client knows this server by
   * @throws RegistryFault 400 or 403
   */
  String check(@Nullable String host, @Nullable String origin, String localAddress) {
    if (host == null || host.isBlank()) {
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, "Host: missing");
    }
    if (!AUTHORITY.matcher(host).matches()) { // what answers and links are made of later
      throw new RegistryFault(
          ErrorCode.UNSUPPORTED,
          400,
          "Host: " + host + " (expected: a name or address, and a port)");
    }
    String name = Loopback.hostOf(host).toLowerCase(Locale.ROOT);
    if (!Loopback.isLoopback(name) && !isAddress(name, localAddress) && !hosts.contains(name)) {
      throw new RegistryFault(
          ErrorCode.DENIED,
          "Host: "
              + host
              + " (expected: a loopback name, this server's address, or one of --host)");
    }
    String own = scheme + "://" + host;
    if (origin != null && !origin.equalsIgnoreCase(own)) {
      throw new RegistryFault(
          ErrorCode.DENIED, "Origin: " + origin + " (expected: none, or " + own + ")");
    }
    return own;
  }

  private static boolean isAddress(String name, String localAddress) {
    return name.equals(localAddress) || name.equals("[" + localAddress + "]");
  }
}
