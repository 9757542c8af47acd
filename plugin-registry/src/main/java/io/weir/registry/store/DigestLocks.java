package io.weir.registry.store;

import io.weir.registry.Digest;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * Keeps the deletion of content apart from its addition: from before content is added until a
 * repository has it, its digest is shared by those who add and nobody deletes. Digests share locks.
 * Taken before any lock of a repository.
 */
final class DigestLocks {
  private static final int STRIPES = 256;

  private final List<ReentrantReadWriteLock> locks =
      IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantReadWriteLock()).toList();

  Lock adding(Digest digest) {
    return lock(digest).readLock();
  }

  Lock deleting(Digest digest) {
    return lock(digest).writeLock();
  }

  private ReentrantReadWriteLock lock(Digest digest) {
    return locks.get(Math.floorMod(digest.hashCode(), STRIPES));
  }
}
