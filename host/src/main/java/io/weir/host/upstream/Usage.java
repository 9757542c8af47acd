package io.weir.host.upstream;

import io.weir.host.config.CircuitBreaker;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one worker has under way to a cluster. Where the cluster has limits, it is counted in their
 * circuit as well, which all workers share. Confined to the loop.
 */
final class Usage {
  private final BooleanSupplier closeOneIdle;
  private @Nullable Circuit circuit;
  private int connections;
  private int pending;
  private int requests;
  private int retries;
  private long overflows;

  /**
   * @param closeOneIdle closes a connection that nobody uses; false when there is none
   */
  Usage(BooleanSupplier closeOneIdle) {
    this.closeOneIdle = closeOneIdle;
  }

  /** What is under way is counted where limits are, and nowhere else: they may come back. */
  void follow(@Nullable Circuit next) {
    if (next == circuit) {
      return;
    }
    if (circuit != null) {
      circuit.add(-connections, -pending, -requests, -retries);
    }
    if (next != null) {
      next.add(connections, pending, requests, retries);
    }
    circuit = next;
  }

  /** Counts one request more; false when that is one too many. */
  boolean tryRequest() {
    Circuit c = circuit;
    if (c != null && !Circuit.tryAdd(c.requests, c.limits().maxRequests())) {
      return false;
    }
    requests++;
    return true;
  }

  void requestEnded() {
    requests--;
    Circuit c = circuit;
    if (c != null) {
      c.requests.decrementAndGet();
    }
  }

  /**
   * Counts one connection more, if that is within the limit. A worker that has none may always open
   * one: else it could wait for ever for the others.
   *
   * @param needed whether it is opened beyond the limit, too: no other would ever do
   */
  boolean mayConnect(boolean needed) {
    Circuit c = circuit;
    if (c != null && !Circuit.tryAdd(c.connections, c.limits().maxConnections())) {
      if (connections > 0 && !closeOneIdle.getAsBoolean() && !needed) {
        return false;
      }
      c.connections.incrementAndGet();
    }
    connections++;
    return true;
  }

  void connectionClosed() {
    connections--;
    Circuit c = circuit;
    if (c != null) {
      c.connections.decrementAndGet();
    }
  }

  /** One request more waits for a connection; false when too many do. */
  boolean mayWait() {
    Circuit c = circuit;
    if (c != null && !Circuit.tryAdd(c.pending, c.limits().maxPendingRequests())) {
      return false;
    }
    pending++;
    return true;
  }

  void waited() {
    pending--;
    Circuit c = circuit;
    if (c != null) {
      c.pending.decrementAndGet();
    }
  }

  boolean tryRetry() {
    Circuit c = circuit;
    if (c != null && !Circuit.tryAdd(c.retries, c.limits().maxRetries())) {
      overflows++;
      return false;
    }
    retries++;
    return true;
  }

  void retryEnded() {
    if (retries == 0) {
      return; // begun before the cluster was removed and came again
    }
    retries--;
    Circuit c = circuit;
    if (c != null) {
      c.retries.decrementAndGet();
    }
  }

  /** Something was refused for a limit. */
  void overflowed() {
    overflows++;
  }

  int requests() {
    return requests;
  }

  ClusterCounts counts() {
    return new ClusterCounts(connections, pending, requests, retries, overflows);
  }

  CircuitBreaker limits() {
    Circuit c = circuit;
    return c == null ? CircuitBreaker.NONE : c.limits();
  }
}
