package io.weir.registry.store;

import io.weir.registry.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed. Asked before a change, while its tags, manifest or blob are locked; refuses
 * by throwing a {@link io.weir.registry.http.RegistryFault}. Must be quick and not change the
 * store. Changes of other tags and repositories go on meanwhile: who counts must do so atomically.
 * A change that was allowed may still fail.
 */
public interface StorePolicy {
  /**
   * A tag is to be set.
   *
   * @param from what it names; null when it is new
   * @param to what it is to name, never {@code from}
   */
  default void mayMove(String repository, String tag, @Nullable Digest from, Digest to) {}

  /** A tag is to be deleted, by itself or with its manifest. */
  default void mayDeleteTag(String repository, String tag, Digest from) {}

  /** A manifest is to be deleted. */
  default void mayDelete(Repository repository, ManifestState manifest) {}

  /** A repository is to lose a blob. */
  default void mayUnlink(Repository repository, Digest blob) {}

  /**
   * Content, a blob or a manifest, is to become part of a repository that has not got it.
   *
   * @param size in bytes
   */
  default void mayLink(String repository, Digest digest, long size) {}

  /**
   * What was allowed for this digest and these tags was not done after all. Called under the
   * digest's lock, also where nothing was asked.
   */
  default void gaveUp(String repository, Digest digest, List<String> tags) {}
}
