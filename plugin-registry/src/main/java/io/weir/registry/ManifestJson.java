package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading manifests as JSON, within the bounds of {@link BoundedJson}. */
final class ManifestJson {
  static final ObjectMapper MAPPER = BoundedJson.MAPPER;

  private ManifestJson() {}

  static JsonNode tree(byte[] json) {
    if (json.length > Manifest.MAX_BYTES) {
      throw new IllegalArgumentException(
          "manifest: %d bytes (expected: at most %d)".formatted(json.length, Manifest.MAX_BYTES));
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("manifest: not JSON (" + firstLine(e) + ")", e);
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException("manifest: not a JSON object");
    }
    return root;
  }

  static List<Descriptor> list(JsonNode root, String field) {
    JsonNode node = root.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw new IllegalArgumentException(field + ": " + node + " (expected: a list)");
    }
    List<Descriptor> list = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      list.add(Descriptor.read(node.get(i), field + "[" + i + "]"));
    }
    return List.copyOf(list);
  }

  /** A descriptor that need not be there. */
  static @Nullable Descriptor optional(JsonNode root, String field) {
    JsonNode node = root.path(field);
    return node.isMissingNode() || node.isNull() ? null : Descriptor.read(node, field);
  }

  /** The map {@code annotations}, which need not be there (image specification, annotations). */
  static Map<String, String> annotations(JsonNode root) {
    JsonNode node = root.path("annotations");
    if (node.isMissingNode() || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject() || !node.valueStream().allMatch(JsonNode::isTextual)) {
      throw new IllegalArgumentException("annotations: (expected: an object of strings)");
    }
    return Descriptor.strings(node);
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
