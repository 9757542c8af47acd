package io.weir.registry.store;

import io.weir.registry.Digest;
import java.util.List;
import java.util.Map;
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
}
