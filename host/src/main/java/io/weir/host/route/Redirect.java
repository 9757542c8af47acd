package io.weir.host.route;

import io.weir.host.config.RouteFilter.RequestRedirect;
import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/** Where a client is sent, by the rules of Gateway API's {@code HTTPRequestRedirectFilter}. */
public final class Redirect {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final @Nullable String scheme;
  private final @Nullable String hostname;
  private final int port;
  private final @Nullable PathEdit path;
  private final int status;

  Redirect(RequestRedirect redirect, String prefix) {
    scheme = redirect.scheme();
    hostname = redirect.hostname();
    Integer named = redirect.port();
    port = named != null ? named : scheme == null ? -1 : usual(scheme);
    path = redirect.path() == null ? null : new PathEdit(redirect.path(), prefix);
    status = redirect.statusCode();
  }

  /** 301, 302, 303, 307 or 308. */
  public int status() {
    return status;
  }

  /**
   * The value of {@code location}. A port that the scheme has anyhow is left out.
   *
   * @param listenerPort where the request came in, or -1 when nobody knows
   */
  public String location(HeaderList request, int listenerPort) {
    String to = scheme == null ? request.getOrEmpty(":scheme") : scheme;
    if (to.isEmpty()) {
      to = "http";
    }
    int at = port < 0 ? listenerPort : port;
    String target = request.getOrEmpty(":path");
    StringBuilder location = new StringBuilder(64).append(to).append("://");
    location.append(hostname == null ? host(request.getOrEmpty(":authority")) : hostname);
    if (at > 0 && at != usual(to)) {
      location.append(':').append(at);
    }
    return location.append(path == null ? target : path.apply(target)).toString();
  }

  private static int usual(String scheme) {
    return scheme.equals("https") ? HTTPS : HTTP;
  }

  /** Without the port, but with the brackets of an IPv6 address. */
  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
  }
}
