package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A mark as it is kept with a manifest: {@code {"kind":"yanked","reason":"..."}}. */
final class MarkNote {
  static final String KEY = "mark";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MarkNote() {}

  static byte[] write(Mark mark) {
    return MAPPER
        .createObjectNode()
        .put("kind", mark.kind().name().toLowerCase(Locale.ROOT))
        .put("reason", mark.reason())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Null for no note, or one that is not of this form. */
  static @Nullable Mark read(byte @Nullable [] json) {
    if (json == null) {
      return null;
    }
    try {
      JsonNode root = MAPPER.readTree(json);
      Mark.Kind kind = Mark.Kind.of(root.path("kind").asText());
      return kind == null ? null : new Mark(kind, root.path("reason").asText());
    } catch (IOException e) {
      return null;
    }
  }
}
