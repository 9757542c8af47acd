package io.weir.host.route;

import io.weir.host.config.Match;
import io.weir.host.config.PathMatch;
import io.weir.host.config.PathMatch.PathType;
import io.weir.host.config.RouteTimeouts;
import io.weir.host.config.ValueMatch;
import io.weir.host.stream.HeaderList;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Routes and requests of the tests. */
final class Routes {
  private static final RouteTimeouts NONE = new RouteTimeouts(Duration.ZERO, Duration.ZERO);

  private Routes() {}

  static Route route(String name, List<String> hosts, Match... matches) {
    return new Route(
        name,
        "web",
        hosts,
        List.of(matches).stream().map(RouteMatch::new).toList(),
        List.of(),
        NONE,
        List.of());
  }

  static Match path(PathType type, String value) {
    return new Match(new PathMatch(type, value), List.of(), null);
  }

  static Match exact(String path) {
    return path(PathType.Exact, path);
  }

  static Match prefix(String path) {
    return path(PathType.PathPrefix, path);
  }

  static Match expression(String path) {
    return path(PathType.RegularExpression, path);
  }

  static Match method(Match match, String method) {
    return new Match(match.path(), match.headers(), match.queryParams(), match.cookies(), method);
  }

  static Match headers(Match match, ValueMatch... headers) {
    return new Match(
        match.path(), List.of(headers), match.queryParams(), match.cookies(), match.method());
  }

  static Match query(Match match, ValueMatch... params) {
    return new Match(
        match.path(), match.headers(), List.of(params), match.cookies(), match.method());
  }

  static Match cookies(Match match, ValueMatch... cookies) {
    return new Match(
        match.path(), match.headers(), match.queryParams(), List.of(cookies), match.method());
  }

  static ValueMatch is(String name, String value) {
    return new ValueMatch(ValueMatch.Type.Exact, name, value);
  }

  static ValueMatch like(String name, String expression) {
    return new ValueMatch(ValueMatch.Type.RegularExpression, name, expression);
  }

  static ValueMatch present(String name) {
    return new ValueMatch(ValueMatch.Type.Present, name, "");
  }

  static ValueMatch not(ValueMatch match) {
    return new ValueMatch(match.type(), match.name(), match.value(), !match.invert());
  }

  static HeaderList get(String host, String path, String... headers) {
    HeaderList list = new HeaderList();
    list.add(":method", "GET");
    list.add(":authority", host);
    list.add(":path", path);
    for (int i = 0; i < headers.length; i += 2) {
      list.add(headers[i], headers[i + 1]);
    }
    return list;
  }

  /** The name of the route that a request takes, or null. */
  static @Nullable String match(RouteTable table, HeaderList request) {
    Route found = table.match("web", request);
    return found == null ? null : found.name();
  }
}
