package io.weir.registry.store;

import io.weir.registry.Digest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The registry's content and metadata. Reading is from memory, by any thread, and never blocks,
 * except for content. Changes block; they are durable when they return and visible only then.
 * Thread-safe.
 */
public final class RegistryStore implements AutoCloseable {
  private final ContentStore content;
  private final ManifestCache cache;
  private final StoreIndex index = new StoreIndex();
  private final ChangeLocks locks = new ChangeLocks();
  private final DigestLocks digestLocks = new DigestLocks();
  private final Journal journal;
  private final StoreCleaner cleaner;
  private final List<StorePolicy> policies = new CopyOnWriteArrayList<>();

  private RegistryStore(ContentStore content, MetadataLog log, long compactBytes) {
    this.content = content;
    this.cache = new ManifestCache(content);
    this.journal = new Journal(log, index, locks, compactBytes);
    this.cleaner = new StoreCleaner(content, log, cache, index, journal, locks, digestLocks);
  }

  /**
   * Reads the metadata into memory.
   *
   * @param content closed with the store
   * @param log closed with the store
   * @throws IOException when what was acknowledged cannot be read
   */
  public static RegistryStore open(ContentStore content, MetadataLog log) throws IOException {
    return open(content, log, Journal.MIN_BYTES);
  }

  /**
   * @param compactBytes what the log may grow to at least before it is compacted
   */
  static RegistryStore open(ContentStore content, MetadataLog log, long compactBytes)
      throws IOException {
    RegistryStore store = new RegistryStore(content, log, compactBytes);
    store.journal.replay();
    return store;
  }

  /** The repositories that have a manifest, in lexical order. */
  public List<String> repositories() {
    return index.all().stream()
        .filter(each -> !each.manifests().isEmpty())
        .map(RepositoryState::name)
        .toList();
  }

  /** The repository of that name; null when it has neither manifest nor blob. */
  public @Nullable Repository repository(String name) {
    RepositoryState state = index.get(name);
    return state == null || state.isEmpty() ? null : state;
  }

  /** A manifest's content, from memory or from the content store; null when it is not there. */
  public byte @Nullable [] manifestContent(Digest digest) throws IOException {
    return cache.get(digest);
  }

  /** A manifest's content when it is in memory, else null. Never blocks. */
  public byte @Nullable [] cachedManifest(Digest digest) {
    return cache.getIfPresent(digest);
  }

  /**
   * Opens content, whoever has it: the caller makes sure that the repository asked does. Null when
   * it is not there. The caller closes it.
   */
  public @Nullable Content open(Digest digest) throws IOException {
    return content.open(digest);
  }

  /** Whether any repository has {@code digest}, as a blob or a manifest. */
  public boolean isLinked(Digest digest) {
    return index.links().isLinked(digest);
  }

  /**
   * A repository that has the blob {@code digest}; null when none has that passes {@code allowed}.
   * Looks through all of them, but only for content that somebody has.
   */
  public @Nullable String holder(Digest digest, Predicate<String> allowed) {
    return index.holder(digest, allowed);
  }

  /**
   * Stores a manifest and sets tags to it, all or nothing. Once more is no error.
   *
   * @throws RegistryFault when something that it requires is not in the repository, or a policy
   *     refuses
   */
  public void putManifest(String repository, NewManifest manifest, List<String> tags)
      throws IOException {
    Digest digest = manifest.digest();
    List<Object> names = new ArrayList<>(tags);
    names.add(digest);
    adding(
        repository,
        digest,
        names,
        state -> {
          List<StoreChange> changes =
              new ManifestChanges(state, policies).put(manifest, tags, index.links());
          if (!changes.isEmpty() || !content.has(digest)) { // gone when it was damaged
            content.put(digest, manifest.bytes());
          }
          journal.commit(state, changes);
          return true;
        });
  }

  /** Deletes only the tag; false when it was not there. */
  public boolean deleteTag(String repository, String tag) throws IOException {
    try (var held = locks.all(repository)) {
      RepositoryState state = index.get(repository);
      Tag known = state == null ? null : state.tags().get(tag);
      if (state == null || known == null) {
        return false;
      }
      journal.commit(state, new ManifestChanges(state, policies).untag(known));
      return true;
    }
  }

  /** Deletes a manifest and the tags that name it; false when it was not there. */
  public boolean deleteManifest(String repository, Digest digest) throws IOException {
    try (var held = locks.all(repository)) {
      RepositoryState state = index.get(repository);
      ManifestState known = state == null ? null : state.manifest(digest);
      if (state == null || known == null) {
        return false;
      }
      journal.commit(state, new ManifestChanges(state, policies).delete(known));
      index.dropIfEmpty(repository);
    }
    cleaner.discard(digest);
    return true;
  }

  /**
   * Gives a repository a blob whose content was verified, and takes the file over.
   *
   * @param size of the file, in bytes
   * @throws RegistryFault when a policy refuses; the file is the caller's then
   */
  public void putBlob(String repository, Digest digest, Path verified, long size)
      throws IOException {
    link(repository, digest, size, () -> content.adopt(digest, verified));
  }

  /** Likewise, with the content in memory. */
  public void putBlob(String repository, Digest digest, byte[] bytes) throws IOException {
    link(repository, digest, bytes.length, () -> content.put(digest, bytes));
  }

  /** Gives a repository a blob that the content store has. */
  public void linkBlob(String repository, Digest digest, long size) throws IOException {
    link(
        repository,
        digest,
        size,
        () -> {
          if (!content.has(digest)) {
            throw new RegistryFault(ErrorCode.BLOB_UNKNOWN, "no content " + digest);
          }
        });
  }

  /** Gives a repository a blob of another; false when that one has not got it. */
  public boolean mountBlob(String from, String repository, Digest digest) throws IOException {
    return adding(
        repository,
        digest,
        List.of(digest),
        state -> {
          RepositoryState source = index.get(from);
          StoredContent known = index.links().get(digest);
          if (source == null || known == null || !source.hasBlob(digest)) {
            return false;
          }
          mayLink(state, digest, known.size());
          link(state, digest, known.size());
          return true;
        });
  }

  /** Makes content be there. */
  private interface Supply {
    void run() throws IOException;
  }

  private void link(String repository, Digest digest, long size, Supply supply) throws IOException {
    adding(
        repository,
        digest,
        List.of(digest),
        state -> {
          mayLink(state, digest, size);
          supply.run();
          link(state, digest, size);
          return true;
        });
  }

  private void mayLink(RepositoryState state, Digest digest, long size) {
    if (!state.hasBlob(digest)) {
      policies.forEach(each -> each.mayLink(state.name(), digest, size));
    }
  }

  private void link(RepositoryState state, Digest digest, long size) throws IOException {
    if (state.hasBlob(digest)) {
      journal.used(state.name(), digest);
    } else {
      journal.commit(state, List.of(new StoreChange.BlobLinked(state.name(), digest, size)));
    }
  }

  /** Takes a blob from a repository; false when it has not got it. */
  public boolean unlinkBlob(String repository, Digest digest) throws IOException {
    try (var held = locks.all(repository)) {
      RepositoryState state = index.get(repository);
      StoredContent known = index.links().get(digest);
      if (state == null || known == null || !state.hasBlob(digest)) {
        return false;
      }
      policies.forEach(each -> each.mayUnlink(state, digest));
      journal.commit(
          state, List.of(new StoreChange.BlobUnlinked(repository, digest, known.size())));
      index.dropIfEmpty(repository);
    }
    cleaner.discard(digest);
    return true;
  }

  /**
   * Keeps a fact with a manifest, or takes it away.
   *
   * @param json null to take it away; not to be changed afterwards
   * @return false when the manifest is not there
   */
  public boolean note(String repository, Digest manifest, String key, byte @Nullable [] json)
      throws IOException {
    try (var held = locks.adding(repository, List.of(manifest))) {
      RepositoryState state = index.get(repository);
      if (state == null || state.manifest(manifest) == null) {
        return false;
      }
      journal.commit(state, List.of(new StoreChange.Noted(repository, manifest, key, json)));
      return true;
    }
  }

  /**
   * Tells those who listen that somebody was told that a repository has this blob, and may rely on
   * it.
   */
  public void use(String repository, Digest digest) {
    journal.used(repository, digest);
  }

  /** What clears the store of what nobody needs. */
  public StoreCleaner cleaner() {
    return cleaner;
  }

  public void listen(StoreListener listener) {
    journal.listen(listener);
  }

  public void addPolicy(StorePolicy policy) {
    policies.add(policy);
  }

  /** What is done with a repository while it is locked. */
  private interface Step {
    boolean run(RepositoryState state) throws IOException;
  }

  private boolean adding(String repository, Digest digest, List<?> names, Step step)
      throws IOException {
    Lock lock = digestLocks.adding(digest);
    lock.lock();
    boolean done = false;
    try (var held = locks.adding(repository, names)) {
      done = run(step, index.make(repository), digest, names);
      return done;
    } finally {
      lock.unlock();
      if (!done) {
        dropIfEmpty(repository);
      }
    }
  }

  /** Runs a step; policies hear of it when it comes to nothing. */
  private boolean run(Step step, RepositoryState state, Digest digest, List<?> names)
      throws IOException {
    boolean done = false;
    try {
      done = step.run(state);
      return done;
    } finally {
      if (!done) {
        gaveUp(state.name(), digest, names);
      }
    }
  }

  private void gaveUp(String repository, Digest digest, List<?> names) {
    List<String> tags =
        names.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    policies.forEach(each -> each.gaveUp(repository, digest, tags));
  }

  private void dropIfEmpty(String repository) {
    try (var held = locks.all(repository)) {
      index.dropIfEmpty(repository);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      journal.close();
    } finally {
      content.close();
    }
  }
}
