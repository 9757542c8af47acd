package io.weir.host.upstream.control;

import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.OutlierDetection;
import io.weir.host.config.OutlierDetection.SuccessRate;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.HostCounts;
import io.weir.host.upstream.control.SuccessRates.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, once for all workers, which endpoints are out for how they answer, and for how long. On
 * the control loop.
 */
final class Ejections {
  private static final Logger log = LoggerFactory.getLogger(Ejections.class);

  private final ControlLoop control;
  private final Map<Endpoint, EndpointState> states;
  private final Runnable changed;
  private String cluster = "";
  private long total;
  private @Nullable OutlierDetection settings;
  private @Nullable ScheduledFuture<?> interval;

  /**
   * @param states of the cluster's endpoints, as they are at the time
   * @param changed somebody is out, or in again
   */
  Ejections(ControlLoop control, Map<Endpoint, EndpointState> states, Runnable changed) {
    this.control = control;
    this.states = states;
    this.changed = changed;
  }

  void follow(Cluster next) {
    OutlierDetection passive = next.settings().healthCheck().passive();
    cluster = next.name();
    if (Objects.equals(passive, settings)) {
      return;
    }
    settings = passive;
    stop();
    if (passive == null) {
      states.values().forEach(Ejections::forget);
      return;
    }
    long nanos = passive.interval().toNanos();
    interval = control.loop().scheduleAtFixedRate(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** How often an endpoint was put out. */
  long total() {
    return total;
  }

  private static void forget(EndpointState state) {
    state.ejected = null;
    state.ejections = 0;
  }

  void stop() {
    if (interval != null) {
      interval.cancel(false);
      interval = null;
    }
  }

  void suspect(Endpoint endpoint, String why) {
    OutlierDetection now = settings;
    EndpointState state = states.get(endpoint);
    if (now == null || state == null || state.ejected != null) {
      return;
    }
    if (!mayEject(now)) {
      log.warn(
          "upstream {}: {}: {}, but maxEjectionPercent are out already", cluster, endpoint, why);
      return;
    }
    total++;
    state.ejections++;
    long nanos =
        Math.min(
            now.baseEjectionTime().toNanos() * state.ejections, now.maxEjectionTime().toNanos());
    state.ejected = why;
    long until = control.nanoTime() + nanos;
    state.ejectedUntilNanos = until;
    log.warn("upstream {}: {} is out for {} ms: {}", cluster, endpoint, nanos / 1_000_000, why);
    control.loop().schedule(() -> letIn(endpoint, state, until), nanos, TimeUnit.NANOSECONDS);
    changed.run();
  }

  /** One always may. */
  private boolean mayEject(OutlierDetection now) {
    long out = states.values().stream().filter(s -> s.ejected != null).count();
    return out == 0 || (out + 1) * 100 <= (long) now.maxEjectionPercent() * states.size();
  }

  private void letIn(Endpoint endpoint, EndpointState state, long until) {
    boolean other = state.ejectedUntilNanos != until; // settings that went let it in before
    if (state.ejected == null || other || states.get(endpoint) != state) {
      return;
    }
    state.ejected = null;
    state.upSinceNanos = control.nanoTime();
    log.info("upstream {}: {} is in again", cluster, endpoint);
    changed.run();
  }

  /** Once an interval: good time counts, and success rates are compared. */
  private void look() {
    for (EndpointState state : states.values()) {
      if (state.ejected == null && state.ejections > 0) {
        state.ejections--;
      }
    }
    OutlierDetection now = settings;
    SuccessRate rate = now == null ? null : now.successRate();
    if (rate != null) {
      control.workers().count(cluster, counts -> compare(counts, rate));
    }
  }

  private void compare(Workers.Counts counts, SuccessRate rate) {
    Map<Endpoint, Sample> samples = new HashMap<>();
    states.forEach(
        (endpoint, state) -> {
          HostCounts sum = counts.hosts().getOrDefault(endpoint, HostCounts.NONE);
          HostCounts before = state.before;
          state.before = sum;
          if (state.ejected == null) {
            samples.put(endpoint, sample(sum, before));
          }
        });
    SuccessRates.outliers(samples, rate).forEach(this::suspect);
  }

  /** Errors of requests that began before may be more than the requests themselves. */
  private static Sample sample(HostCounts sum, HostCounts before) {
    long requests = sum.total() - before.total();
    return new Sample(requests, Math.min(requests, sum.errors() - before.errors()));
  }
}
