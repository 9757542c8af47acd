package io.weir.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Descriptor.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes manifests; the same bytes for the same content. */
final class ManifestWriter {
  private ManifestWriter() {}

  /** An image manifest (OCI image specification, "Image Manifest"). */
  static byte[] image(Descriptor config, List<Descriptor> layers, Map<String, String> annotations) {
    ObjectNode root = root(MediaTypes.OCI_MANIFEST);
    root.set("config", json(config));
    list(root, "layers", layers);
    annotate(root, annotations);
    return bytes(root);
  }

  /** An index (OCI image specification, "Image Index"). */
  static byte[] index(List<Descriptor> manifests, Map<String, String> annotations) {
    ObjectNode root = root(MediaTypes.OCI_INDEX);
    list(root, "manifests", manifests);
    annotate(root, annotations);
    return bytes(root);
  }

  private static ObjectNode root(String mediaType) {
    return ManifestJson.MAPPER
        .createObjectNode()
        .put("schemaVersion", 2)
        .put("mediaType", mediaType);
  }

  private static void list(ObjectNode root, String field, List<Descriptor> descriptors) {
    ArrayNode array = root.putArray(field);
    descriptors.forEach(each -> array.add(json(each)));
  }

  static ObjectNode json(Descriptor descriptor) {
    ObjectNode node = ManifestJson.MAPPER.createObjectNode();
    node.put("mediaType", descriptor.mediaType());
    node.put("digest", descriptor.digest().toString());
    node.put("size", descriptor.size());
    if (descriptor.artifactType() != null) {
      node.put("artifactType", descriptor.artifactType());
    }
    annotate(node, descriptor.annotations());
    Platform platform = descriptor.platform();
    if (platform != null) {
      node.putObject("platform")
          .put("architecture", platform.architecture())
          .put("os", platform.os());
    }
    return node;
  }

  private static void annotate(ObjectNode node, Map<String, String> annotations) {
    if (!annotations.isEmpty()) {
      ObjectNode map = node.putObject("annotations");
      new TreeMap<>(annotations).forEach(map::put);
    }
  }

  private static byte[] bytes(ObjectNode root) {
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }
}
