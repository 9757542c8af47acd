package io.weir.registry.store;

import io.weir.registry.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from a store what nobody needs. Conditions are asked, once more for certain, while nobody
 * can change what they look at; they must be quick. Policies are not asked: this is the operator's
 * will. Blocks; thread-safe.
 */
public final class StoreCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(StoreCleaner.class);

  private final ContentStore content;
  private final MetadataLog log;
  private final ManifestCache cache;
  private final StoreIndex index;
  private final Journal journal;
  private final ChangeLocks locks;
  private final DigestLocks digestLocks;

  StoreCleaner(
      ContentStore content,
      MetadataLog log,
      ManifestCache cache,
      StoreIndex index,
      Journal journal,
      ChangeLocks locks,
      DigestLocks digestLocks) {
    this.content = content;
    this.log = log;
    this.cache = cache;
    this.index = index;
    this.journal = journal;
    this.locks = locks;
    this.digestLocks = digestLocks;
  }

  /** The names of all repositories, also of those that have blobs and no manifest. */
  public List<String> repositories() {
    return names();
  }

  private List<String> names() {
    return index.all().stream().map(RepositoryState::name).toList();
  }

  /** Hands over all content that is kept, used or not. */
  public void forEachContent(Consumer<StoredContent> each) throws IOException {
    content.forEach(each);
  }

  /** The blobs of a repository that no manifest of it names, at some instant. */
  public static List<StoredContent> unreferenced(Repository repository) {
    Set<Digest> named = new HashSet<>();
    repository.manifests().forEach(each -> named.addAll(each.content()));
    return repository.blobs().stream().filter(each -> !named.contains(each.digest())).toList();
  }

  /**
   * Takes from a repository those blobs that no manifest of it names.
   *
   * @param due which of them
   * @return those that were taken
   */
  public List<StoredContent> unlinkUnreferenced(String repository, Predicate<Digest> due)
      throws IOException {
    List<StoredContent> gone;
    try (var held = locks.all(repository)) {
      RepositoryState state = index.get(repository);
      if (state == null) {
        return List.of();
      }
      gone = unreferenced(state).stream().filter(each -> due.test(each.digest())).toList();
      unlink(state, gone);
    }
    gone.forEach(each -> discard(each.digest()));
    return gone;
  }

  private void unlink(RepositoryState state, List<StoredContent> blobs) throws IOException {
    journal.commit(
        state,
        blobs.stream()
            .map(each -> new StoreChange.BlobUnlinked(state.name(), each.digest(), each.size()))
            .toList());
    index.dropIfEmpty(state.name());
  }

  /** Deletes a tag that meets a condition; false when it does not, or is not there. */
  public boolean deleteTag(String repository, String tag, Predicate<Tag> due) throws IOException {
    try (var held = locks.all(repository)) {
      RepositoryState state = index.get(repository);
      Tag known = state == null ? null : state.tags().get(tag);
      if (state == null || known == null || !due.test(known)) {
        return false;
      }
      journal.commit(state, List.of(new StoreChange.TagDeleted(repository, tag, known.digest())));
      return true;
    }
  }

  /**
   * Deletes manifests that no tag names.
   *
   * @param due which, of the repository as it is then; those that a tag names stay all the same
   * @return those that were deleted
   */
  public List<ManifestState> deleteUntagged(
      String repository, Function<Repository, Collection<ManifestState>> due) throws IOException {
    List<ManifestState> gone;
    try (var held = locks.all(repository)) {
      RepositoryState state = index.get(repository);
      if (state == null) {
        return List.of();
      }
      Set<Digest> tagged =
          state.tags().values().stream().map(Tag::digest).collect(Collectors.toSet());
      gone = due.apply(state).stream().filter(each -> !tagged.contains(each.digest())).toList();
      journal.commit(
          state,
          gone.stream().map(each -> new StoreChange.ManifestDeleted(repository, each)).toList());
      index.dropIfEmpty(state.name());
    }
    gone.forEach(each -> discard(each.digest()));
    return gone;
  }

  /** Deletes content that no repository has; false when one has, or it was not there. */
  public boolean deleteUnlinked(Digest digest) throws IOException {
    Lock lock = digestLocks.deleting(digest);
    lock.lock();
    try {
      if (index.links().isLinked(digest)) {
        return false;
      }
      log.checkOwner();
      return content.delete(digest);
    } finally {
      lock.unlock();
    }
  }

  /** Content that stays because it cannot be deleted is for the collector. */
  void discard(Digest digest) {
    try {
      deleteUnlinked(digest);
    } catch (IOException e) {
      LOG.warn("{}: nobody has it, but it cannot be deleted: {}", digest, e.getMessage());
    }
  }

  /** Reads content and says whether it is what its digest says. */
  public interface Verifier {
    boolean isDamaged(Digest digest) throws IOException;
  }

  /**
   * Moves damaged content aside. Repositories that had it as a blob have it no more, so that it can
   * be pushed again; manifests and tags stay, and answer as unknown until they are pushed again.
   *
   * @param verifier asked while nobody can replace the content
   * @return the repositories concerned; empty when the content is whole or gone
   */
  public Optional<List<String>> quarantine(Digest digest, Verifier verifier) throws IOException {
    Lock lock = digestLocks.deleting(digest);
    lock.lock();
    try {
      if (!verifier.isDamaged(digest)) {
        return Optional.empty();
      }
      log.checkOwner();
      content.quarantine(digest);
      cache.forget(digest);
      return Optional.of(unlinkEverywhere(digest));
    } finally {
      lock.unlock();
    }
  }

  private List<String> unlinkEverywhere(Digest digest) throws IOException {
    List<String> concerned = new ArrayList<>();
    for (String name : names()) {
      try (var held = locks.all(name)) {
        RepositoryState state = index.get(name);
        if (state != null && state.holds(digest)) {
          concerned.add(name);
          unlink(
              state, state.blobs().stream().filter(each -> each.digest().equals(digest)).toList());
        }
      }
    }
    return concerned;
  }
}
