package io.weir.host.upstream.health;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.ActiveHealthCheck;
import io.weir.host.config.Probe;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamPools;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks one endpoint for ever. The first check is made at once, and decides alone. Confined to its
 * loop.
 */
public final class HealthChecker {
  private final EventLoop loop;
  private final UpstreamPools pools;
  private final Cluster endpoint;
  private final ActiveHealthCheck check;
  private final HealthListener listener;
  private boolean healthy = true;
  private boolean first = true;
  private boolean stopped;
  private int inRow;
  private int number;
  private @Nullable ScheduledFuture<?> timer;
  private Runnable giveUp = () -> {};

  /**
   * @param pools of this loop, for the checks alone
   * @param endpoint a cluster with the one endpoint
   */
  public HealthChecker(
      EventLoop loop,
      UpstreamPools pools,
      Cluster endpoint,
      ActiveHealthCheck check,
      HealthListener listener) {
    this.loop = loop;
    this.pools = pools;
    this.endpoint = endpoint;
    this.check = check;
    this.listener = listener;
  }

  /**
   * Begins with a check at once.
   *
   * @param healthy what is known of the endpoint, from a check before this one
   */
  public void start(boolean healthy) {
    this.healthy = healthy;
    probe();
  }

  public void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
    giveUp.run();
  }

  private void probe() {
    int asked = ++number;
    Outcome outcome = failure -> done(asked, failure);
    timer =
        loop.schedule(
            () -> outcome.done("no answer in " + check.timeout().toMillis() + " ms"),
            check.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    giveUp =
        switch (check.probe()) {
          case Probe.Http http -> HttpProbe.begin(pools, endpoint, http, outcome);
          case Probe.Grpc grpc -> GrpcProbe.begin(pools, endpoint, grpc, outcome);
          case Probe.Tcp tcp -> TcpProbe.begin(pools, endpoint, tcp, outcome);
        };
  }

  /** Only the first word about a check counts: it may fail by its time and then answer. */
  private void done(int asked, @Nullable String failure) {
    if (stopped || asked != number) {
      return;
    }
    number++;
    if (timer != null) {
      timer.cancel(false);
    }
    giveUp.run();
    judge(failure);
    long interval = check.interval().toNanos();
    long jitter = (long) (interval / 100.0 * check.jitterPercent());
    long wait = interval + (jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter));
    timer = loop.schedule(this::probe, wait, TimeUnit.NANOSECONDS);
  }

  private void judge(@Nullable String failure) {
    boolean passed = failure == null;
    boolean decisive = first;
    first = false;
    if (passed == healthy) {
      inRow = 0;
      return;
    }
    inRow++;
    if (failure == null && (decisive || inRow >= check.healthyThreshold())) {
      inRow = 0;
      healthy = true;
      listener.onHealthy();
    } else if (failure != null && (decisive || inRow >= check.unhealthyThreshold())) {
      inRow = 0;
      healthy = false;
      listener.onUnhealthy(failure);
    }
  }
}
