package io.weir.registry.store;

import io.weir.registry.Digest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How many repositories use which content, and the one object that stands for it in all of them.
 * Thread-safe.
 */
final class LinkTable {
  private record Links(StoredContent content, int count) {}

  private final ConcurrentMap<Digest, Links> table = new ConcurrentHashMap<>();

  /** Counts one more user. */
  StoredContent link(Digest digest, long size) {
    return table.merge(
            digest,
            new Links(new StoredContent(digest, size), 1),
            (old, one) -> new Links(old.content, old.count + 1))
        .content;
  }

  /** Counts one user less. */
  void unlink(Digest digest) {
    table.computeIfPresent(
        digest, (key, old) -> old.count == 1 ? null : new Links(old.content, old.count - 1));
  }

  boolean isLinked(Digest digest) {
    return table.containsKey(digest);
  }

  /** Content that somebody uses; null when nobody does. */
  @Nullable StoredContent get(Digest digest) {
    Links links = table.get(digest);
    return links == null ? null : links.content;
  }

  /** An equal digest, the one that is kept already where there is one. */
  Digest canonical(Digest digest) {
    StoredContent known = get(digest);
    return known == null ? digest : known.digest();
  }
}
