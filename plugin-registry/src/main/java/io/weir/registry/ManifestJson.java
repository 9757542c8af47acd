package io.weir.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reading manifests as JSON, within bounds. */
final class ManifestJson {
  private static final int MAX_DEPTH = 100;
  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Manifest.MAX_BYTES)
                          .build())
                  .build())
          .build();

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

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
