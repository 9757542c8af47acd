package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manifest, read: an image or an index of images. The exact bytes, over which the digest goes,
 * are kept beside it by whoever fetched it.
 */
public sealed interface Manifest {
  /** The most that a manifest may be, in bytes; registries must take 4 MiB. */
  int MAX_BYTES = 16 << 20;

  /** The declared type; empty when the manifest does not say. */
  String mediaType();

  /** What this one is attached to (OCI 1.1); null for most. */
  @Nullable Descriptor subject();

  /** Never null. */
  Map<String, String> annotations();

  /** One artifact: a configuration and layers. */
  record Image(
      String mediaType,
      @Nullable String artifactType,
      Descriptor config,
      List<Descriptor> layers,
      @Nullable Descriptor subject,
      Map<String, String> annotations)
      implements Manifest {}

  /** Several, one for each platform. */
  record Index(
      String mediaType,
      @Nullable String artifactType,
      List<Descriptor> manifests,
      @Nullable Descriptor subject,
      Map<String, String> annotations)
      implements Manifest {}

  /** What the artifact says that it is: {@code artifactType}, else the configuration's type. */
  default @Nullable String effectiveArtifactType() {
    return switch (this) {
      case Image image ->
          image.artifactType != null ? image.artifactType : image.config.mediaType();
      case Index index -> index.artifactType;
    };
  }

  /**
   * Reads a manifest.
   *
   * @param contentType what the sender says that it is, used when the content does not
   * @throws IllegalArgumentException when it is not a manifest, saying where
   */
  static Manifest read(byte[] json, String contentType) {
    JsonNode root = ManifestJson.tree(json);
    String type = root.path("mediaType").asText(MediaTypes.bare(contentType));
    JsonNode artifactType = root.path("artifactType");
    String artifact = artifactType.isTextual() ? artifactType.textValue() : null;
    Descriptor subject = ManifestJson.optional(root, "subject");
    Map<String, String> annotations = ManifestJson.annotations(root);
    if (root.has("manifests") && (root.has("config") || root.has("layers"))) {
      throw new IllegalArgumentException(
          "manifests: beside config or layers (expected: an index or an image, not both)");
    }
    if (root.has("manifests") || MediaTypes.isIndex(type)) {
      return new Index(type, artifact, ManifestJson.list(root, "manifests"), subject, annotations);
    }
    return new Image(
        type,
        artifact,
        Descriptor.read(root.path("config"), "config"),
        ManifestJson.list(root, "layers"),
        subject,
        annotations);
  }
}
