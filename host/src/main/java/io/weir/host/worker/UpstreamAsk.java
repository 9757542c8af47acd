package io.weir.host.worker;

import io.weir.host.upstream.control.ClusterStatus;
import io.weir.host.upstream.control.UpstreamControl;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks how the upstreams are. When a worker does not say it in time, since a guest holds its loop,
 * or since the gateway has stopped, what was said last stands. Any thread but a worker's.
 */
final class UpstreamAsk {
  private static final long WAIT_MILLIS = 1_000;

  private final UpstreamControl upstreams;
  private volatile List<ClusterStatus> last = List.of();

  UpstreamAsk(UpstreamControl upstreams) {
    this.upstreams = upstreams;
  }

  /** All of them, by name. */
  List<ClusterStatus> now() {
    try {
      List<ClusterStatus> now = upstreams.status().get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      last = now;
      return now;
    } catch (TimeoutException | RejectedExecutionException e) {
      return last;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the upstreams cannot say how they are", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last;
    }
  }
}
