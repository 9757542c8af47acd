package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The matches of a route. */
final class MatchWriter {
  private MatchWriter() {}

  static ObjectNode match(Match match) {
    ObjectNode json = GatewayWriter.object();
    json.putObject("path")
        .put("type", match.path().type().name())
        .put("value", match.path().value());
    values(json, "headers", match.headers());
    values(json, "queryParams", match.queryParams());
    values(json, "cookies", match.cookies());
    if (match.method() != null) {
      json.put("method", match.method());
    }
    return json;
  }

  private static void values(ObjectNode json, String name, List<ValueMatch> values) {
    if (!values.isEmpty()) {
      json.set(name, GatewayWriter.array(values, MatchWriter::value));
    }
  }

  private static ObjectNode value(ValueMatch match) {
    ObjectNode json =
        GatewayWriter.object().put("type", match.type().name()).put("name", match.name());
    if (match.type() != ValueMatch.Type.Present) {
      json.put("value", match.value());
    }
    if (match.invert()) {
      json.put("invert", true);
    }
    return json;
  }
}
