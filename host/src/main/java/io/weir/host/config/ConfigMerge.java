package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON merge patch, RFC 7386: how a binding's configuration acts on its plugin's. */
public final class ConfigMerge {
  private ConfigMerge() {}

  /**
   * The configuration that a binding has: {@code patch} over {@code base}; a null in {@code patch}
   * removes, a list replaces. Neither argument changes, and the result shares nothing with them.
   *
   * @param patch null when the binding has none
   */
  public static JsonNode merge(JsonNode base, @Nullable JsonNode patch) {
    if (patch == null) {
      return base.deepCopy();
    }
    if (!(patch instanceof ObjectNode fields)) {
      return patch.deepCopy();
    }
    ObjectNode merged =
        base instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    fields.forEachEntry((name, value) -> mergeField(merged, name, value));
    return merged;
  }

  private static void mergeField(ObjectNode merged, String name, JsonNode value) {
    if (value.isNull()) {
      merged.remove(name);
      return;
    }
    JsonNode old = merged.get(name);
    merged.set(name, merge(old == null ? JsonNodeFactory.instance.nullNode() : old, value));
  }
}
