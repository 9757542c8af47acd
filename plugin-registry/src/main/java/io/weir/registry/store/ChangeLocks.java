package io.weir.registry.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who may change what at once. What adds to a repository shares it and excludes only others that
 * name the same tag, manifest or blob, so that many pushes to one repository wait for the same
 * flush. What takes away has the repository for itself. Names share locks by hash.
 */
final class ChangeLocks {
  private static final int REPOSITORIES = 256;
  private static final int KEYS = 1024;

  private final List<ReentrantReadWriteLock> repositories =
      IntStream.range(0, REPOSITORIES).mapToObj(i -> new ReentrantReadWriteLock()).toList();
  private final List<ReentrantLock> keys =
      IntStream.range(0, KEYS).mapToObj(i -> new ReentrantLock()).toList();

  /** Locks that are held; closing lets them go. By one thread. */
  record Held(List<Lock> locks) implements AutoCloseable {
    @Override
    public void close() {
      locks.reversed().forEach(Lock::unlock);
    }
  }

  /** Locks {@code repository} for adding under {@code names}: tags and digests. */
  Held adding(String repository, Collection<?> names) {
    List<Lock> ordered =
        Stream.concat(
                Stream.of((Lock) lock(repository).readLock()),
                names.stream()
                    .map(each -> Math.floorMod(31 * repository.hashCode() + each.hashCode(), KEYS))
                    .distinct()
                    .sorted() // one order for all, against deadlock
                    .map(keys::get))
            .toList();
    return hold(ordered);
  }

  /** Locks all of {@code repository}. */
  Held all(String repository) {
    return hold(List.of(lock(repository).writeLock()));
  }

  private static Held hold(List<Lock> locks) {
    locks.forEach(Lock::lock);
    return new Held(locks);
  }

  private ReentrantReadWriteLock lock(String repository) {
    return repositories.get(Math.floorMod(repository.hashCode(), REPOSITORIES));
  }
}
