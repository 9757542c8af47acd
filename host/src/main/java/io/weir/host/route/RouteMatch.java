package io.weir.host.route;

import com.google.re2j.Pattern;
import io.weir.host.config.Match;
import io.weir.host.config.PathMatch.PathType;
import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/**
 * One match of a route, compiled. Immutable. All its parts must hold. Expressions are those of RE2:
 * they must match the whole text, in a time that grows with its length only.
 */
public final class RouteMatch {
  private static final ValueTest[] NONE = {};

  private final PathType type;
  private final String path;
  private final @Nullable Pattern expression;
  private final @Nullable String method;
  private final ValueTest[] headers;
  private final ValueTest[] queryParams;
  private final ValueTest[] cookies;

  RouteMatch(Match match) {
    type = match.path().type();
    path = match.path().value();
    expression = type == PathType.RegularExpression ? Pattern.compile(path) : null;
    method = match.method();
    headers = match.headers().stream().map(ValueTest::ofHeader).toList().toArray(NONE);
    queryParams = match.queryParams().stream().map(ValueTest::of).toList().toArray(NONE);
    cookies = match.cookies().stream().map(ValueTest::of).toList().toArray(NONE);
  }

  PathType type() {
    return type;
  }

  String path() {
    return path;
  }

  /** Whether the expression of the path holds; false when there is none. */
  boolean expressionHolds(String requestPath) {
    return expression != null && expression.matches(requestPath);
  }

  /**
   * Whether all but the path holds.
   *
   * @param target path and query
   * @param end where the path ends
   */
  boolean holds(String target, int end, HeaderList request) {
    if (method != null && !method.equals(request.get(":method"))) {
      return false;
    }
    for (ValueTest test : headers) {
      if (!test.holds(HeaderValues.find(request, test.name()))) {
        return false;
      }
    }
    for (ValueTest test : queryParams) {
      if (!test.holds(QueryValues.find(target, end, test.name()))) {
        return false;
      }
    }
    for (ValueTest test : cookies) {
      if (!test.holds(CookieValues.find(request, test.name()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is nothing to look at but the path. */
  boolean isPathAlone() {
    return method == null && headers.length == 0 && queryParams.length == 0 && cookies.length == 0;
  }

  /** Whether this looks at more than the method, the path and the query. */
  boolean looksAtHeaders() {
    return headers.length > 0 || cookies.length > 0;
  }

  /**
   * Which of the matches of one path goes first, by Gateway API: one with a method, then the most
   * headers, then the most query parameters; then, which is Weir's own, the most cookies. Among the
   * expressions of a host the longest goes first.
   */
  long precedence() {
    return (expression == null ? 0L : (long) path.length()) << 49
        | (method == null ? 0L : 1L) << 48
        | (long) headers.length << 32
        | (long) queryParams.length << 16
        | cookies.length;
  }
}
