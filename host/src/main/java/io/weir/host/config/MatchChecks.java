package io.weir.host.config;

import io.weir.host.config.PathMatch.PathType;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The matches of a route. */
final class MatchChecks {
  /** What a name of a query parameter or a value of a cookie can never have. */
  private static final Pattern COOKIE_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final Problems problems;
  private final NameChecks names;

  MatchChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void check(Match match, String path) {
    path(match.path(), Paths.field(path, "path.value"));
    headers(match.headers(), Paths.field(path, "headers"));
    queryParams(match.queryParams(), Paths.field(path, "queryParams"));
    cookies(match.cookies(), Paths.field(path, "cookies"));
    if (match.method() != null) {
      method(match.method(), Paths.field(path, "method"));
    }
  }

  private void path(PathMatch match, String at) {
    String value = match.value();
    if (match.type() == PathType.RegularExpression) {
      names.expression(at, value);
    } else if (!value.startsWith("/")) {
      problems.add(at, Fields.quote(value) + " (expected: a path)", "begin it with /");
    } else if (value.indexOf('?') >= 0 || value.indexOf('#') >= 0) {
      String remedy = "leave out ? and # and after; queryParams match by query";
      problems.add(at, Fields.quote(value) + " (expected: a path)", remedy);
    }
  }

  private void headers(List<ValueMatch> headers, String at) {
    for (int i = 0; i < headers.size(); i++) {
      String path = Paths.field(Paths.item(at, i), "name");
      names.token(path, headers.get(i).name(), "the name of a header");
    }
    values(headers, at, name -> name.toLowerCase(Locale.ROOT));
  }

  private void queryParams(List<ValueMatch> params, String at) {
    for (int i = 0; i < params.size(); i++) {
      if (params.get(i).name().isEmpty()) {
        problems.add(
            Paths.field(Paths.item(at, i), "name"),
            "\"\" (expected: the name of a query parameter)",
            "write the name that stands before the =");
      }
    }
    values(params, at, UnaryOperator.identity());
  }

  private void cookies(List<ValueMatch> cookies, String at) {
    for (int i = 0; i < cookies.size(); i++) {
      String name = cookies.get(i).name();
      if (!COOKIE_NAME.matcher(name).matches()) {
        problems.add(
            Paths.field(Paths.item(at, i), "name"),
            Fields.quote(name) + " (expected: the name of a cookie)",
            "write the name without blanks, = and ;");
      }
    }
    values(cookies, at, UnaryOperator.identity());
  }

  private void values(List<ValueMatch> values, String at, UnaryOperator<String> spelling) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      ValueMatch value = values.get(i);
      String path = Paths.item(at, i);
      if (value.type() == ValueMatch.Type.RegularExpression) {
        names.expression(Paths.field(path, "value"), value.value());
      }
      if (value.type() == ValueMatch.Type.Present && !value.value().isEmpty()) {
        problems.add(
            Paths.field(path, "value"),
            Fields.quote(value.value()) + " (expected: none with type: Present)",
            "leave value out, or write type: Exact");
      }
      if (!seen.add(spelling.apply(value.name()))) {
        problems.add(
            Paths.field(path, "name"),
            Fields.quote(value.name()) + " stands here twice",
            "keep one of the two, or write both values as one RegularExpression");
      }
    }
  }

  private void method(String method, String at) {
    names.token(at, method, "a method such as GET");
    if (!method.equals(method.toUpperCase(Locale.ROOT))) {
      String upper = method.toUpperCase(Locale.ROOT);
      problems.add(at, Fields.quote(method) + " (expected: capitals)", "write " + upper);
    }
  }
}
