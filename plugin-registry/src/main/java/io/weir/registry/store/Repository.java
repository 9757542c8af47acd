package io.weir.registry.store;

import io.weir.registry.Digest;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * A repository as it is now: a live view for any thread, which never blocks. What two calls give
 * may differ by changes in between.
 */
public interface Repository {
  String name();

  /** Its tags in lexical order; live, not to be changed. */
  NavigableMap<String, Tag> tags();

  @Nullable ManifestState manifest(Digest digest);

  /** Its manifests in no order; live, not to be changed. */
  Collection<ManifestState> manifests();

  boolean hasBlob(Digest digest);

  /** Its blobs in no order; live, not to be changed. */
  Collection<StoredContent> blobs();

  /** The manifests whose subject is {@code subject}, by digest. */
  List<ManifestState> referrers(Digest subject);
}
