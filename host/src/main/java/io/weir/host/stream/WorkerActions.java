package io.weir.host.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the routes' retries and mirrors need on one worker: who has how much under way. Confined to
 * its loop, but for the totals, which any thread may read.
 */
public final class WorkerActions {
  /** So many mirrored requests may be under way at once; further ones are dropped. */
  static final int MAX_MIRRORS = 256;

  /** So many bytes of mirrored requests may wait to be sent, over all of them. */
  static final int MAX_MIRRORED_BYTES = 16 << 20;

  private final Map<String, RetryBudget> budgets = new HashMap<>();
  private final LongAdder retries = new LongAdder();
  private final LongAdder retriesRefused = new LongAdder();
  private final LongAdder mirrored = new LongAdder();
  private final LongAdder mirrorsDropped = new LongAdder();
  private int mirrors;
  private int mirroredBytes;

  /** What is under way to an upstream by routes that retry. */
  RetryBudget budget(String cluster) {
    return budgets.computeIfAbsent(cluster, c -> new RetryBudget());
  }

  /** Nothing is under way to that upstream any more. */
  void unused(String cluster) {
    budgets.remove(cluster);
  }

  void retried() {
    retries.increment();
  }

  void retryRefused() {
    retriesRefused.increment();
  }

  /** Whether there is room for one mirrored request more; then it counts until it has ended. */
  boolean beginMirror() {
    if (mirrors >= MAX_MIRRORS) {
      mirrorsDropped.increment();
      return false;
    }
    mirrors++;
    mirrored.increment();
    return true;
  }

  /**
   * @param complete whether all of it was sent, and answered
   */
  void endMirror(boolean complete) {
    mirrors--;
    if (!complete) {
      mirrorsDropped.increment();
    }
  }

  /**
   * So many bytes more wait to be sent to a mirror, or fewer.
   *
   * @return whether there is room for them
   */
  boolean mirrorWaits(int bytes) {
    mirroredBytes += bytes;
    return mirroredBytes <= MAX_MIRRORED_BYTES;
  }

  /** How many mirrored requests are under way. */
  int mirrors() {
    return mirrors;
  }

  /** Requests that were sent again by a route's policy. */
  public long retries() {
    return retries.sum();
  }

  /** Retries that the budget or a circuit breaker did not allow. */
  public long retriesRefused() {
    return retriesRefused.sum();
  }

  /** Requests that a mirror was begun for. */
  public long mirrored() {
    return mirrored.sum();
  }

  /** Mirrors that were not begun, fell behind, failed or got no answer in time. */
  public long mirrorsDropped() {
    return mirrorsDropped.sum();
  }
}
