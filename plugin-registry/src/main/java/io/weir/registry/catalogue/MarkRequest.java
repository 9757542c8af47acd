package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The mark that a request asks for. */
final class MarkRequest {
  private static final int MAX_REASON = 500;

  private MarkRequest() {}

  /**
   * @return null to take a mark away
   */
  static @Nullable Mark mark(JsonNode body) {
    String state = body.path("state").asText("");
    String reason = body.path("reason").asText("").replaceAll("\\s+", " ").strip();
    if (reason.length() > MAX_REASON) {
      throw CatalogueApi.bad(
          "reason: %d characters (expected: at most %d)".formatted(reason.length(), MAX_REASON));
    }
    if (state.equals("none")) {
      return null;
    }
    Mark.Kind kind = Mark.Kind.of(state);
    if (kind == null) {
      throw CatalogueApi.bad("state: " + state + " (expected: deprecated, yanked or none)");
    }
    return new Mark(kind, reason);
  }
}
