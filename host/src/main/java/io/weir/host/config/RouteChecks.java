package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import io.weir.host.config.GatewayConfig.HeaderMatch;
import io.weir.host.config.GatewayConfig.Match;
import io.weir.host.config.GatewayConfig.PathMatch;
import io.weir.host.config.GatewayConfig.PathMatch.PathType;
import io.weir.host.config.GatewayConfig.Route;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

final class RouteChecks {
  private static final Pattern HOSTNAME =
      Pattern.compile("(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+\\]");

  private final Problems problems;
  private final NameChecks names;

  RouteChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void check(Route route, String path) {
    names.name(path, route.name());
    for (int i = 0; i < route.hostnames().size(); i++) {
      hostname(route.hostnames().get(i), Paths.item(Paths.field(path, "hostnames"), i));
    }
    for (int i = 0; i < route.matches().size(); i++) {
      match(route.matches().get(i), Paths.item(Paths.field(path, "matches"), i));
    }
    backends(route, Paths.field(path, "backendRefs"));
  }

  void hostname(String hostname, String path) {
    if (!HOSTNAME.matcher(hostname).matches()) {
      problems.add(
          path,
          Fields.quote(hostname) + " (expected: shop.example.com or *.example.com)",
          hostname.equals("*")
              ? "leave hostnames out for any host"
              : "write a host without scheme, port and path; '*' only as the first label");
    }
  }

  private void match(Match match, String path) {
    path(match.path(), Paths.field(path, "path.value"));
    for (int i = 0; i < match.headers().size(); i++) {
      header(match.headers().get(i), Paths.item(Paths.field(path, "headers"), i));
    }
    method(match.method() == null ? "GET" : match.method(), Paths.field(path, "method"));
  }

  private void path(PathMatch match, String at) {
    String value = match.value();
    if (match.type() == PathType.RegularExpression) {
      names.expression(at, value);
    } else if (!value.startsWith("/")) {
      problems.add(at, Fields.quote(value) + " (expected: a path)", "begin it with /");
    } else if (value.indexOf('?') >= 0 || value.indexOf('#') >= 0) {
      problems.add(at, Fields.quote(value) + " (expected: a path)", "leave out ? and # and after");
    }
  }

  private void header(HeaderMatch header, String at) {
    names.token(Paths.field(at, "name"), header.name(), "the name of a header");
    if (header.type() == HeaderMatch.Type.RegularExpression) {
      names.expression(Paths.field(at, "value"), header.value());
    }
  }

  private void method(String method, String at) {
    names.token(at, method, "a method such as GET");
    if (!method.equals(method.toUpperCase(Locale.ROOT))) {
      String upper = method.toUpperCase(Locale.ROOT);
      problems.add(at, Fields.quote(method) + " (expected: capitals)", "write " + upper);
    }
  }

  private void backends(Route route, String path) {
    List<BackendRef> backends = route.backendRefs();
    if (backends.isEmpty()) {
      if (route.plugins().isEmpty()) {
        problems.add(
            path,
            "none, and no plugin that could answer",
            "write backendRefs: [ { name: shop } ] with the name of an upstream");
      }
      return;
    }
    new BackendChecks(problems).check(backends, path);
  }
}
