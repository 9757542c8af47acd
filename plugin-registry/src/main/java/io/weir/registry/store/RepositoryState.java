package io.weir.registry.store;

import io.weir.registry.Digest;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The index of one repository. Any thread reads; changes are applied in such an order that whoever
 * sees a tag or a referrer finds its manifest, and by one thread at a time for each tag, manifest
 * and blob.
 */
final class RepositoryState implements Repository {
  private final String name;
  private final LinkTable links;
  private final ConcurrentNavigableMap<String, Tag> tags = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<Digest, ManifestState> manifests = new ConcurrentHashMap<>();
  private final ConcurrentMap<Digest, StoredContent> blobs = new ConcurrentHashMap<>();
  private final ConcurrentMap<Digest, NavigableSet<Digest>> referrers = new ConcurrentHashMap<>();

  RepositoryState(String name, LinkTable links) {
    this.name = name;
    this.links = links;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public NavigableMap<String, Tag> tags() {
    return Collections.unmodifiableNavigableMap(tags);
  }

  @Override
  public @Nullable ManifestState manifest(Digest digest) {
    return manifests.get(digest);
  }

  @Override
  public Collection<ManifestState> manifests() {
    return Collections.unmodifiableCollection(manifests.values());
  }

  @Override
  public boolean hasBlob(Digest digest) {
    return blobs.containsKey(digest);
  }

  @Override
  public Collection<StoredContent> blobs() {
    return Collections.unmodifiableCollection(blobs.values());
  }

  @Override
  public List<ManifestState> referrers(Digest subject) {
    NavigableSet<Digest> of = referrers.get(subject);
    return of == null
        ? List.of()
        : of.stream().map(manifests::get).filter(Objects::nonNull).toList();
  }

  boolean isEmpty() {
    return manifests.isEmpty() && blobs.isEmpty();
  }

  /** Whether a manifest may name {@code digest}. */
  boolean holds(Digest digest) {
    return blobs.containsKey(digest) || manifests.containsKey(digest);
  }

  /** Applies a change, once or again. */
  void apply(StoreChange change) {
    switch (change) {
      case StoreChange.ManifestPut put -> put(put.manifest());
      case StoreChange.TagMoved moved ->
          tags.put(moved.tag(), new Tag(moved.tag(), links.canonical(moved.to()), moved.moved()));
      case StoreChange.TagDeleted deleted -> tags.remove(deleted.tag());
      case StoreChange.ManifestDeleted deleted -> remove(deleted.manifest().digest());
      case StoreChange.BlobLinked linked ->
          blobs.computeIfAbsent(linked.digest(), digest -> links.link(digest, linked.size()));
      case StoreChange.BlobUnlinked unlinked -> {
        if (blobs.remove(unlinked.digest()) != null) {
          links.unlink(unlinked.digest());
        }
      }
      case StoreChange.Noted noted ->
          manifests.computeIfPresent(
              noted.manifest(), (digest, state) -> state.with(noted.key(), noted.json()));
    }
  }

  private void put(ManifestState state) {
    if (manifests.put(state.digest(), state) == null) {
      links.link(state.digest(), state.size());
    }
    Digest subject = state.subject();
    if (subject != null) {
      referrers.compute(
          subject,
          (key, of) -> {
            NavigableSet<Digest> now = of == null ? new ConcurrentSkipListSet<>() : of;
            now.add(state.digest());
            return now;
          });
    }
  }

  private void remove(Digest digest) {
    ManifestState state = manifests.get(digest);
    if (state == null) {
      return;
    }
    Digest subject = state.subject();
    if (subject != null) {
      referrers.computeIfPresent(
          subject,
          (key, of) -> {
            of.remove(digest);
            return of.isEmpty() ? null : of;
          });
    }
    manifests.remove(digest);
    links.unlink(digest);
  }
}
