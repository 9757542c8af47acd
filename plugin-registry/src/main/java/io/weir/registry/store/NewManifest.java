package io.weir.registry.store;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A manifest that is to be stored.
 *
 * @param digest over {@code bytes}, verified
 * @param bytes exactly as they were pushed
 * @param subject what it is attached to
 * @param artifactType as referrers list it: its own, else its configuration's type
 * @param content what it names: configuration, layers, children
 * @param required those of {@code content} that the repository must have
 */
@SuppressWarnings("ArrayRecordComponent") // the digest is its identity
public record NewManifest(
    Digest digest,
    String mediaType,
    byte[] bytes,
    @Nullable Digest subject,
    @Nullable String artifactType,
    Map<String, String> annotations,
    List<Digest> content,
    List<Digest> required) {
  public NewManifest {
    annotations = Map.copyOf(annotations);
    content = List.copyOf(content);
    required = List.copyOf(required);
  }

  /**
   * What {@code manifest} says. Required is all content but that of layers that are not
   * distributed.
   *
   * @param digest over {@code bytes}, verified
   */
  public static NewManifest of(Digest digest, byte[] bytes, Manifest manifest) {
    Descriptor subject = manifest.subject();
    return new NewManifest(
        digest,
        manifest.mediaType(),
        bytes,
        subject == null ? null : subject.digest(),
        manifest.effectiveArtifactType(),
        manifest.annotations(),
        digests(named(manifest)),
        digests(named(manifest).filter(each -> !isForeign(each.mediaType()))));
  }

  private static Stream<Descriptor> named(Manifest manifest) {
    return switch (manifest) {
      case Manifest.Image image ->
          Stream.concat(Stream.of(image.config()), image.layers().stream());
      case Manifest.Index index -> index.manifests().stream();
    };
  }

  /** Not distributed: fetched from elsewhere. */
  private static boolean isForeign(String mediaType) {
    return mediaType.contains(".nondistributable.") || mediaType.contains(".foreign.");
  }

  private static List<Digest> digests(Stream<Descriptor> descriptors) {
    return descriptors.map(Descriptor::digest).distinct().toList();
  }

  /** The same, if only {@code those} must be there. */
  public NewManifest withRequired(List<Digest> those) {
    return new NewManifest(
        digest, mediaType, bytes, subject, artifactType, annotations, content, those);
  }
}
