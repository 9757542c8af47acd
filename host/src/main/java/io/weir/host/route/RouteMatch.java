package io.weir.host.route;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.GatewayConfig.PathMatch.PathType;
import io.weir.host.stream.HeaderList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One match of a route, compiled. Immutable. All its parts must hold. */
public final class RouteMatch {
  private record HeaderTest(String name, @Nullable String exact, @Nullable Pattern pattern) {
    boolean holds(HeaderList headers) {
      String value = headers.get(name);
      if (value == null) {
        return false;
      }
      return pattern == null ? value.equals(exact) : pattern.matcher(value).matches();
    }
  }

  private final PathType type;
  private final String path;
  private final @Nullable Pattern pattern;
  private final @Nullable String method;
  private final List<HeaderTest> headers;

  RouteMatch(GatewayConfig.Match match) {
    type = match.path().type();
    path = match.path().value();
    pattern = type == PathType.RegularExpression ? Pattern.compile(path) : null;
    method = match.method();
    headers = match.headers().stream().map(RouteMatch::test).toList();
  }

  private static HeaderTest test(GatewayConfig.HeaderMatch match) {
    return match.type() == GatewayConfig.HeaderMatch.Type.Exact
        ? new HeaderTest(match.name(), match.value(), null)
        : new HeaderTest(match.name(), null, Pattern.compile(match.value()));
  }

  boolean holds(String requestPath, HeaderList request) {
    if (!pathHolds(requestPath)) {
      return false;
    }
    if (method != null && !method.equals(request.get(":method"))) {
      return false;
    }
    for (HeaderTest test : headers) {
      if (!test.holds(request)) {
        return false;
      }
    }
    return true;
  }

  /** Whether this looks at more than the method and the path. */
  boolean looksAtHeaders() {
    return !headers.isEmpty();
  }

  private boolean pathHolds(String requestPath) {
    return switch (type) {
      case Exact -> requestPath.equals(path);
      case PathPrefix -> prefixHolds(requestPath);
      case RegularExpression -> pattern != null && pattern.matcher(requestPath).matches();
    };
  }

  /** A prefix of whole segments: /api holds for /api and /api/x, not for /apis. */
  private boolean prefixHolds(String requestPath) {
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    if (!requestPath.regionMatches(0, path, 0, end)) {
      return false;
    }
    return requestPath.length() == end || requestPath.charAt(end) == '/';
  }

  /**
   * Which match goes first, by Gateway API: exact path, longest prefix, then a method, then the
   * most headers. Expressions go after exact paths by the length of the expression, as prefixes do.
   */
  long precedence() {
    long exact = type == PathType.Exact ? 1 : 0;
    return exact << 40
        | (long) Math.min(path.length(), 0xFFFF) << 16
        | (method == null ? 0L : 1L) << 15
        | Math.min(headers.size(), 0x7FFF);
  }
}
