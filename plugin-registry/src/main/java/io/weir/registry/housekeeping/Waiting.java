package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Since when things have been candidates for deletion, as this process has seen it by a clock that
 * only runs forward. So a restart or a change of the wall clock delays a deletion and never hastens
 * one. Thread-safe.
 */
final class Waiting {
  private final LongSupplier nanoTime;
  private final Map<Candidate, Long> since = new ConcurrentHashMap<>();

  /**
   * A thing in a repository.
   *
   * @param repository null for content as such
   * @param name a digest, or a tag
   */
  record Candidate(@Nullable String repository, Object name) {}

  Waiting(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Starts its time, unless that runs already. */
  void begin(Candidate candidate) {
    since.computeIfAbsent(candidate, any -> nanoTime.getAsLong());
  }

  /** Ends its time, for it is needed; should it be a candidate again, a new one starts. */
  void reset(@Nullable String repository, Object name) {
    if (!since.isEmpty()) {
      since.remove(new Candidate(repository, name));
    }
  }

  /** Whether it has been a candidate for at least so long. */
  boolean isDue(@Nullable String repository, Object name, long graceNanos) {
    Long began = since.get(new Candidate(repository, name));
    return began != null && nanoTime.getAsLong() - began >= graceNanos;
  }

  /** Forgets all but these. */
  void keepOnly(Set<Candidate> candidates) {
    since.keySet().retainAll(candidates);
  }

  int size() {
    return since.size();
  }

  /** The candidate that a blob or manifest of a repository is. */
  static Candidate of(String repository, Digest digest) {
    return new Candidate(repository, digest);
  }
}
