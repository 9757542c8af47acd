package io.weir.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of content is and how it is found (OCI image specification, "Content descriptors").
 *
 * @param mediaType what it is
 * @param digest its identity
 * @param size its length in bytes
 * @param platform only in an index
 * @param artifactType only in an index or a referrers answer
 * @param annotations never null
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    @Nullable Platform platform,
    @Nullable String artifactType,
    Map<String, String> annotations) {

  /**
   * What an image is built for.
   *
   * @param os {@code linux}, {@code wasip1}, {@code unknown}
   * @param architecture {@code amd64}, {@code wasm}, {@code unknown}
   */
  public record Platform(String os, String architecture) {
    @Override
    public String toString() {
      return os + "/" + architecture;
    }
  }

  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("size: " + size + " (expected: 0 or more)");
    }
    annotations = Map.copyOf(annotations);
  }

  /** A descriptor of {@code content} as it lies here. */
  public static Descriptor of(String mediaType, byte[] content) {
    return new Descriptor(mediaType, Digest.sha256(content), content.length, null, null, Map.of());
  }

  /** The same under the file name {@code title}, by which oras writes it when it pulls. */
  public Descriptor titled(String title) {
    return new Descriptor(
        mediaType, digest, size, platform, artifactType, Map.of(MediaTypes.TITLE, title));
  }

  /**
   * Reads a descriptor; fields that are not known here are passed over.
   *
   * @param place where it stands, for messages: {@code layers[0]}
   * @throws IllegalArgumentException when a field is missing or malformed
   */
  static Descriptor read(JsonNode node, String place) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(place + ": " + node + " (expected: a descriptor)");
    }
    JsonNode size = node.path("size");
    if (!size.canConvertToLong() || !size.isIntegralNumber()) {
      throw new IllegalArgumentException(place + ".size: " + size + " (expected: bytes)");
    }
    JsonNode type = node.path("mediaType");
    JsonNode artifactType = node.path("artifactType");
    return new Descriptor(
        type.asText(""),
        digest(node, place),
        size.longValue(),
        platform(node.path("platform")),
        artifactType.isTextual() ? artifactType.textValue() : null,
        strings(node.path("annotations")));
  }

  private static Digest digest(JsonNode node, String place) {
    try {
      return Digest.parse(node.path("digest").asText(""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + "." + e.getMessage(), e);
    }
  }

  private static @Nullable Platform platform(JsonNode node) {
    return node.isObject()
        ? new Platform(node.path("os").asText(""), node.path("architecture").asText(""))
        : null;
  }

  static Map<String, String> strings(JsonNode node) {
    Map<String, String> map = new LinkedHashMap<>();
    node.properties().forEach(each -> map.put(each.getKey(), each.getValue().asText("")));
    return map;
  }
}
