package io.weir.registry.store;

import io.weir.registry.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All repositories in memory. Any thread reads; who changes one holds its lock. */
final class StoreIndex {
  private static final int CHANGES_OF_A_RECORD = 200;

  private final LinkTable links = new LinkTable();
  private final ConcurrentNavigableMap<String, RepositoryState> states =
      new ConcurrentSkipListMap<>();

  LinkTable links() {
    return links;
  }

  /** By name, in lexical order; those without anything in them, too. */
  Collection<RepositoryState> all() {
    return states.values();
  }

  /** Likewise, those after a name; all for null. */
  Collection<RepositoryState> after(@Nullable String name) {
    return name == null ? states.values() : states.tailMap(name, false).values();
  }

  @Nullable RepositoryState get(String name) {
    return states.get(name);
  }

  /** One that has a blob and passes; null when none does. */
  @Nullable String holder(Digest digest, Predicate<String> allowed) {
    if (!links.isLinked(digest)) {
      return null;
    }
    return states.values().stream()
        .filter(each -> each.hasBlob(digest) && allowed.test(each.name()))
        .map(RepositoryState::name)
        .findFirst()
        .orElse(null);
  }

  /** One that is made when missing, before anything is written of it: a snapshot sees it then. */
  RepositoryState make(String name) {
    return states.computeIfAbsent(name, missing -> new RepositoryState(missing, links));
  }

  /** Under the lock of all of the repository, so that nobody is about to add to it. */
  void dropIfEmpty(String name) {
    RepositoryState state = states.get(name);
    if (state != null && state.isEmpty()) {
      states.remove(name);
    }
  }

  /** What applies records as they are read back. */
  Consumer<ByteBuffer> restorer() {
    RecordReader reader = new RecordReader(links);
    return record -> reader.read(record, change -> make(change.repository()).apply(change));
  }

  /** Records that say what a repository is. Under its lock. */
  static List<byte[]> records(RepositoryState state) {
    List<StoreChange> changes = new ArrayList<>();
    String name = state.name();
    Stream.of(
            state.blobs().stream()
                .map(each -> new StoreChange.BlobLinked(name, each.digest(), each.size())),
            state.manifests().stream().map(each -> new StoreChange.ManifestPut(name, each)),
            state.tags().values().stream()
                .map(
                    each ->
                        new StoreChange.TagMoved(
                            name, each.name(), null, each.digest(), each.moved())))
        .flatMap(each -> each)
        .forEach(changes::add);
    List<byte[]> records = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += CHANGES_OF_A_RECORD) {
      int to = Math.min(changes.size(), from + CHANGES_OF_A_RECORD);
      records.add(RecordWriter.record(name, changes.subList(from, to)));
    }
    return records;
  }
}
