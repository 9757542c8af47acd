package io.weir.host.route;

import io.weir.host.config.RouteFilter.RequestRedirect;
import io.weir.host.stream.HeaderList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a client is sent, by the rules of Gateway API's {@code HTTPRequestRedirectFilter}. */
public final class Redirect {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

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
    String to = scheme == null ? scheme(request) : scheme;
    int at = port < 0 ? port(request, to, listenerPort) : port;
    String target = request.getOrEmpty(":path");
    StringBuilder location = new StringBuilder(64).append(to).append("://");
    location.append(hostname == null ? host(request.getOrEmpty(":authority")) : hostname);
    if (at > 0 && at != usual(to)) {
      location.append(':').append(at);
    }
    return location.append(path == null ? target : path.apply(target)).toString();
  }

  /**
   * That which the client speaks: where TLS ends before the gateway, at a proxy that is trusted, it
   * is what this one says. What others say in that header has been replaced.
   */
  private static String scheme(HeaderList request) {
    String told = request.getOrEmpty("x-forwarded-proto");
    if (told.equals("http") || told.equals("https")) {
      return told;
    }
    String own = request.getOrEmpty(":scheme");
    return own.isEmpty() ? "http" : own;
  }

  /** That of the listener; of the proxy before it, where that one speaks another scheme. */
  private static int port(HeaderList request, String to, int listenerPort) {
    String own = request.getOrEmpty(":scheme");
    if (own.isEmpty() || own.equals(to)) {
      return listenerPort;
    }
    String told = request.getOrEmpty("x-forwarded-port");
    return PORT.matcher(told).matches() ? Integer.parseInt(told) : usual(to);
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
