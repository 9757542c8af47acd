package io.weir.registry.store;

import io.weir.registry.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a manifest in a repository, without its content. Immutable: a change of its
 * notes makes another.
 *
 * @param size of its content, in bytes
 * @param subject what it is attached to; null for most
 * @param artifactType as referrers list it
 * @param annotations its own, not those of its descriptors
 * @param content what it names: configuration, layers, children
 * @param pushed when it was first pushed, by the wall clock of the time; for people to read
 * @param notes derived or added facts by key, as JSON; use {@link #note}
 */
public record ManifestState(
    Digest digest,
    String mediaType,
    long size,
    @Nullable Digest subject,
    @Nullable String artifactType,
    Map<String, String> annotations,
    List<Digest> content,
    Instant pushed,
    Map<String, byte[]> notes) {

  public ManifestState {
    annotations = Map.copyOf(annotations);
    content = List.copyOf(content);
    notes = Map.copyOf(notes);
  }

  /** The fact kept under {@code key}, as JSON, not to be changed; null when there is none. */
  public byte @Nullable [] note(String key) {
    return notes.get(key);
  }

  ManifestState with(String key, byte @Nullable [] json) {
    Map<String, byte[]> changed = new HashMap<>(notes);
    if (json == null) {
      changed.remove(key);
    } else {
      changed.put(key, json);
    }
    return new ManifestState(
        digest, mediaType, size, subject, artifactType, annotations, content, pushed, changed);
  }
}
