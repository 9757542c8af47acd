package io.weir.host.upstream;

import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.ConnectionSettings;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How old the connections of a pool are and how many requests they have carried; nothing is kept
 * while neither is limited.
 *
 * @param <C> a connection, by identity
 */
final class Lives<C> {
  private final Map<C, Life> lives = new IdentityHashMap<>();

  private static final class Life {
    int requests;
    boolean expired;
    @Nullable ScheduledFuture<?> timer;
  }

  /**
   * @param expired runs on the loop when the connection has been open for as long as it may
   */
  void opened(C connection, WorkerCluster cluster, Runnable expired) {
    ConnectionSettings limits = cluster.cluster().settings().connections();
    long millis = limits.maxDuration().toMillis();
    if (millis == 0 && limits.maxRequests() == 0) {
      return;
    }
    Life life = new Life();
    lives.put(connection, life);
    if (millis > 0) {
      life.timer =
          cluster
              .loop()
              .schedule(
                  () -> {
                    life.expired = true;
                    expired.run();
                  },
                  millis,
                  TimeUnit.MILLISECONDS);
    }
  }

  void used(C connection) {
    Life life = lives.isEmpty() ? null : lives.get(connection);
    if (life != null) {
      life.requests++;
    }
  }

  /** Whether it is to take no further request. */
  boolean isOver(C connection, ConnectionSettings limits) {
    Life life = lives.isEmpty() ? null : lives.get(connection);
    if (life == null) {
      return false;
    }
    return life.expired || (limits.maxRequests() > 0 && life.requests >= limits.maxRequests());
  }

  void closed(C connection) {
    Life life = lives.isEmpty() ? null : lives.remove(connection);
    if (life != null && life.timer != null) {
      life.timer.cancel(false);
    }
  }
}
