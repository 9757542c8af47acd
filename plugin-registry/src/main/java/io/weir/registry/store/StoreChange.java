package io.weir.registry.store;

import io.weir.registry.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of a repository. */
public sealed interface StoreChange {
  String repository();

  /** A manifest was pushed, perhaps once more. */
  record ManifestPut(String repository, ManifestState manifest) implements StoreChange {}

  /**
   * A tag was set.
   *
   * @param from what it named before; null when it is new
   * @param to what it names now, perhaps the same
   */
  record TagMoved(String repository, String tag, @Nullable Digest from, Digest to, Instant moved)
      implements StoreChange {}

  /**
   * A tag was deleted, by itself or with its manifest.
   *
   * @param from what it named
   */
  record TagDeleted(String repository, String tag, Digest from) implements StoreChange {}

  /** A manifest was deleted; its tags were, before it. */
  record ManifestDeleted(String repository, ManifestState manifest) implements StoreChange {}

  /** A repository has a blob that it had not. */
  record BlobLinked(String repository, Digest digest, long size) implements StoreChange {}

  /** A repository has a blob no more. */
  record BlobUnlinked(String repository, Digest digest, long size) implements StoreChange {}

  /**
   * A fact was kept with a manifest, or taken away.
   *
   * @param json null when it was taken away
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Noted(String repository, Digest manifest, String key, byte @Nullable [] json)
      implements StoreChange {}
}
