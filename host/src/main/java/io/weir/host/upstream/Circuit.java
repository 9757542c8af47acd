package io.weir.host.upstream;

import io.weir.host.config.CircuitBreaker;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all workers together have under way to one cluster. Only clusters with limits have one: the
 * counts are exact, at the price of an atomic operation at each end of a request.
 */
public final class Circuit {
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger pending = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger retries = new AtomicInteger();

  private volatile CircuitBreaker limits;

  public Circuit(CircuitBreaker limits) {
    this.limits = limits;
  }

  CircuitBreaker limits() {
    return limits;
  }

  /** The limits may change; what is counted stays. */
  public void limits(CircuitBreaker next) {
    limits = next;
  }

  /** One worker's part comes, or goes where it is negative. */
  void add(int ofConnections, int ofPending, int ofRequests, int ofRetries) {
    connections.addAndGet(ofConnections);
    pending.addAndGet(ofPending);
    requests.addAndGet(ofRequests);
    retries.addAndGet(ofRetries);
  }

  /**
   * Counts one more, unless that is one too many.
   *
   * @param limit 0 for none
   */
  static boolean tryAdd(AtomicInteger count, int limit) {
    if (count.incrementAndGet() <= limit || limit == 0) {
      return true;
    }
    count.decrementAndGet();
    return false;
  }
}
