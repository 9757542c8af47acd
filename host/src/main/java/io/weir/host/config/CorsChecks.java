package io.weir.host.config;

import io.weir.host.config.RouteFilter.Cors;
import java.util.List;
import java.util.regex.Pattern;

/** The settings of cross-origin requests. */
final class CorsChecks {
  private static final Pattern ORIGIN =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*://(?:\\*|(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*"
              + "|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?");

  private final Problems problems;
  private final NameChecks names;

  CorsChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
  }

  void check(Cors cors, String at) {
    String origins = Paths.field(at, "allowOrigins");
    if (cors.allowOrigins().isEmpty()) {
      problems.add(origins, "none", "write origins such as https://shop.example.com, or \"*\"");
    }
    for (int i = 0; i < cors.allowOrigins().size(); i++) {
      String origin = cors.allowOrigins().get(i);
      if (!origin.equals("*") && !ORIGIN.matcher(origin).matches()) {
        problems.add(
            Paths.item(origins, i),
            Fields.quote(origin) + " (expected: scheme://host, scheme://*.host or *)",
            "write an origin without a path, such as https://shop.example.com");
      }
    }
    tokens(cors.allowMethods(), Paths.field(at, "allowMethods"), "a method or *");
    tokens(cors.allowHeaders(), Paths.field(at, "allowHeaders"), "the name of a header or *");
    tokens(cors.exposeHeaders(), Paths.field(at, "exposeHeaders"), "the name of a header or *");
    if (cors.maxAge() < 1) {
      problems.add(
          Paths.field(at, "maxAge"), cors.maxAge() + " (expected: 1 or more)", "write seconds");
    }
  }

  private void tokens(List<String> tokens, String at, String what) {
    for (int i = 0; i < tokens.size(); i++) {
      names.token(Paths.item(at, i), tokens.get(i), what);
    }
  }
}
