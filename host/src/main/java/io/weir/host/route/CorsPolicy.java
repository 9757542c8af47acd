package io.weir.host.route;

import io.weir.host.config.RouteFilter.Cors;
import io.weir.host.stream.HeaderList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which origins may read the responses of a route (Fetch standard, section 3.2; Gateway API's
 * {@code HTTPCORSFilter}). Immutable.
 */
public final class CorsPolicy {
  private static final String ANY = "*";

  /** A scheme, a tail such as {@code .example.com}, and a port with its colon or nothing. */
  private record Wildcard(String scheme, String tail, String port) {
    static Wildcard of(String origin) {
      int host = origin.indexOf("://") + 3;
      int colon = origin.indexOf(':', host);
      int end = colon < 0 ? origin.length() : colon;
      return new Wildcard(
          origin.substring(0, host), origin.substring(host + 1, end), origin.substring(end));
    }

    boolean holds(String origin) {
      int end = origin.length() - port.length();
      return origin.startsWith(scheme)
          && origin.endsWith(port)
          && end - tail.length() > scheme.length()
          && origin.startsWith(tail, end - tail.length())
          && (!tail.isEmpty() || origin.indexOf(':', scheme.length()) < 0 || !port.isEmpty());
    }
  }

  private final boolean anyOrigin;
  private final Set<String> origins;
  private final List<Wildcard> wildcards;
  private final boolean credentials;
  private final List<String> methods;
  private final List<String> headers;
  private final List<String> exposed;
  private final String maxAge;

  CorsPolicy(Cors cors) {
    anyOrigin = cors.allowOrigins().contains(ANY);
    List<String> named = cors.allowOrigins().stream().map(CorsPolicy::serialized).toList();
    origins =
        named.stream().filter(o -> o.indexOf('*') < 0).collect(Collectors.toUnmodifiableSet());
    wildcards = named.stream().filter(o -> o.contains("://*")).map(Wildcard::of).toList();
    credentials = cors.allowCredentials();
    methods = cors.allowMethods();
    headers = cors.allowHeaders();
    exposed = cors.exposeHeaders();
    maxAge = Integer.toString(cors.maxAge());
  }

  /** As browsers write it, without the port that the scheme has anyhow. */
  private static String serialized(String origin) {
    String lower = origin.toLowerCase(Locale.ROOT);
    boolean usual =
        (lower.startsWith("http://") && lower.endsWith(":80"))
            || (lower.startsWith("https://") && lower.endsWith(":443"));
    return usual ? lower.substring(0, lower.lastIndexOf(':')) : lower;
  }

  /** Whether a browser asks if it may send a request. */
  public static boolean isPreflight(HeaderList request) {
    return "OPTIONS".equals(request.get(":method"))
        && request.get("origin") != null
        && request.get("access-control-request-method") != null;
  }

  /** Whether {@code origin} may read; null when there is none. */
  public boolean allows(@Nullable String origin) {
    if (origin == null) {
      return false;
    }
    if (anyOrigin) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    if (origins.contains(lower)) {
      return true;
    }
    for (Wildcard wildcard : wildcards) {
      if (wildcard.holds(lower)) {
        return true;
      }
    }
    return false;
  }

  /** The headers of the answer to a preflight; none for an origin that is not allowed. */
  public HeaderList preflight(HeaderList request) {
    HeaderList answer = new HeaderList();
    String origin = request.get("origin");
    if (origin == null || !allows(origin)) {
      return answer;
    }
    origin(answer, origin);
    list(answer, "access-control-allow-methods", methods, asked(request, "method"));
    list(answer, "access-control-allow-headers", headers, asked(request, "headers"));
    answer.add("access-control-max-age", maxAge);
    return answer;
  }

  /**
   * What the response to an allowed origin says, in place of what the upstream has said. That to
   * others says only that it would be another one: a cache must not give it to all (Fetch standard,
   * section 3.2.5).
   *
   * @param origin null for one that is not allowed, and for none
   */
  public void respond(@Nullable String origin, HeaderList response) {
    if (origin == null) {
      vary(response);
      return;
    }
    origin(response, origin);
    response.remove("access-control-expose-headers");
    list(response, "access-control-expose-headers", exposed, null);
  }

  private static @Nullable String asked(HeaderList request, String what) {
    return request.get("access-control-request-" + what);
  }

  /** A wildcard does not count beside credentials: then the origin is named. */
  private void origin(HeaderList answer, String origin) {
    boolean any = anyOrigin && !credentials;
    answer.set("access-control-allow-origin", any ? ANY : origin);
    if (credentials) {
      answer.set("access-control-allow-credentials", "true");
    } else {
      answer.remove("access-control-allow-credentials");
    }
    vary(answer);
  }

  private void vary(HeaderList answer) {
    boolean same = anyOrigin && !credentials;
    if (!same && !answer.hasToken("vary", "origin")) {
      answer.add("vary", "origin");
    }
  }

  /**
   * @param asked what the browser asks for, which stands for a wildcard beside credentials
   */
  private void list(HeaderList to, String name, List<String> allowed, @Nullable String asked) {
    if (allowed.isEmpty()) {
      return;
    }
    if (credentials && allowed.contains(ANY)) {
      if (asked != null) {
        to.add(name, asked);
      }
      return;
    }
    to.add(name, allowed.contains(ANY) ? ANY : String.join(", ", allowed));
  }
}
