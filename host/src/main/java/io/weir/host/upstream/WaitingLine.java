package io.weir.host.upstream;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one worker that wait for a connection, as long as a connect may take, while the
 * cluster has as many as it may have. Confined to the loop.
 */
final class WaitingLine {
  private final WorkerCluster owner;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  WaitingLine(WorkerCluster owner) {
    this.owner = owner;
  }

  void add(Host host, UpstreamListener listener) {
    Waiting request = new Waiting(host, listener);
    waiting.add(request);
    request.timer =
        owner
            .loop()
            .schedule(
                () -> timedOut(request),
                owner.cluster().timeouts().connect().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void timedOut(Waiting request) {
    waiting.remove(request);
    owner.waited();
    request.host.ended();
    int limit = owner.limits().maxConnections();
    request.listener.onUpstreamFailure(owner.overflow("maxConnections", limit));
  }

  /** A connection was closed: the first may open another, where that is allowed. */
  void connectNext() {
    Waiting next = waiting.peekFirst();
    if (next != null && owner.mayConnect()) {
      waiting.removeFirst();
      next.stopTimer();
      next.host.whole().connect(next.listener);
    }
  }

  /** The first request that waits for {@code host}, whose connection has become free. */
  @Nullable UpstreamListener nextFor(Host host) {
    for (Waiting request : waiting) {
      if (request.host == host) {
        waiting.remove(request);
        request.stopTimer();
        return request.listener;
      }
    }
    return null;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
