package io.weir.tools.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The parts of a route as cells of a table. */
final class RouteText {
  private RouteText() {}

  static String hosts(JsonNode route) {
    List<String> hosts = Document.texts(route.path("hostnames"));
    return hosts.isEmpty() ? "*" : String.join(", ", hosts);
  }

  /** {@code GET /api/* x-tier=gold}, several divided by {@code |}. */
  static String matches(JsonNode route) {
    List<JsonNode> matches = Document.list(route.path("matches"));
    return matches.isEmpty()
        ? "any"
        : matches.stream().map(RouteText::match).collect(Collectors.joining(" | "));
  }

  private static String match(JsonNode match) {
    List<String> parts = new ArrayList<>();
    String method = match.path("method").asText("");
    if (!method.isEmpty()) {
      parts.add(method);
    }
    parts.add(path(match.path("path")));
    for (JsonNode header : match.path("headers")) {
      boolean pattern = header.path("type").asText("").equals("RegularExpression");
      parts.add(Document.name(header) + (pattern ? "~" : "=") + header.path("value").asText(""));
    }
    return String.join(" ", parts);
  }

  private static String path(JsonNode path) {
    String value = path.path("value").asText("/");
    return switch (path.path("type").asText("PathPrefix")) {
      case "Exact" -> value;
      case "RegularExpression" -> "~" + value;
      default -> value.endsWith("/") ? value + "*" : value + "/*";
    };
  }

  /** {@code shop}, or with shares when there are several: {@code shop 90%, shop-next 10%}. */
  static String backends(JsonNode route) {
    List<JsonNode> backends = Document.list(route.path("backendRefs"));
    if (backends.size() < 2) {
      return backends.stream().map(Document::name).collect(Collectors.joining());
    }
    long total = backends.stream().mapToLong(RouteText::weight).sum();
    return backends.stream()
        .map(each -> Document.name(each) + share(weight(each), total))
        .collect(Collectors.joining(", "));
  }

  private static String share(long weight, long total) {
    return total == 0 ? "" : " " + Math.round(100.0 * weight / total) + "%";
  }

  private static long weight(JsonNode backend) {
    return backend.path("weight").asLong(1);
  }
}
