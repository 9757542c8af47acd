package io.weir.host.upstream;

import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** A request that waits for a connection to its endpoint. */
final class Waiting {
  final Host host;
  final UpstreamListener listener;
  @Nullable ScheduledFuture<?> timer;

  Waiting(Host host, UpstreamListener listener) {
    this.host = host;
    this.listener = listener;
  }

  void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
