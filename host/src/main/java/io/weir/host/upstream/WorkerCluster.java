package io.weir.host.upstream;

import io.netty.channel.EventLoop;
import io.weir.host.config.CircuitBreaker;
import io.weir.host.config.UpstreamProtocol;
import io.weir.host.upstream.UpstreamRefusedException.Reason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster on one worker: its endpoints, and what is under way. Confined to the loop. */
final class WorkerCluster {
  private final PoolSetup setup;
  private final Hosts hosts;
  private final Usage usage;
  private final WaitingLine waiting;
  private final Picker picker;
  private ClusterSnapshot snapshot;

  WorkerCluster(ClusterSnapshot snapshot, PoolSetup setup, SuspectListener suspects) {
    this.snapshot = snapshot;
    this.setup = setup;
    this.hosts = new Hosts(this, suspects);
    this.usage = new Usage(hosts::closeOneIdle);
    this.waiting = new WaitingLine(this);
    this.picker = new Picker(hosts, snapshot);
    update(snapshot);
  }

  PoolSetup setup() {
    return setup;
  }

  EventLoop loop() {
    return setup.connector().loop();
  }

  Cluster cluster() {
    return snapshot.cluster();
  }

  /** Goes by {@code next} from now on. Endpoints that stay keep their connections. */
  void update(ClusterSnapshot next) {
    ClusterSnapshot before = snapshot;
    snapshot = next;
    usage.follow(next.circuit());
    hosts.update(before, next);
    picker.update(next);
  }

  /** It is not in the configuration any more. */
  void retire() {
    hosts.retire();
  }

  int requests() {
    return usage.requests();
  }

  // ---- requests

  /**
   * Finds a connection for one request; the listener hears later, but with a context from within
   * this call of a connection that is idle.
   */
  void acquire(
      @Nullable PickContext context, UpstreamProtocol protocol, UpstreamListener listener) {
    if (!usage.tryRequest()) {
      refuse(listener, overflow("maxRequests", limits().maxRequests()));
      return;
    }
    Host host = picker.pick(context);
    if (host == null) {
      requestEnded();
      refuse(listener, nobody());
      return;
    }
    host.began();
    switch (protocol) {
      case HTTP1 -> host.whole().acquire(listener, context != null);
      case H2C, H2 -> host.shared().acquire(listener);
    }
  }

  /** For a connection of the caller's own; null when there is no endpoint or no room. */
  @Nullable Host acquireOwn(@Nullable PickContext context) {
    if (!usage.tryRequest()) {
      usage.overflowed();
      return null;
    }
    Host host = picker.pick(context);
    if (host == null) {
      requestEnded();
      return null;
    }
    if (!mayConnect()) {
      usage.overflowed();
      requestEnded();
      return null;
    }
    host.began();
    return host;
  }

  void requestEnded() {
    usage.requestEnded();
  }

  void refuse(UpstreamListener listener, UpstreamRefusedException why) {
    loop().execute(() -> listener.onUpstreamFailure(why));
  }

  UpstreamRefusedException overflow(String limit, int value) {
    usage.overflowed();
    return new UpstreamRefusedException(
        Reason.OVERFLOW,
        "upstream " + cluster().name() + ": circuitBreaker." + limit + " reached: " + value);
  }

  private UpstreamRefusedException nobody() {
    return new UpstreamRefusedException(
        Reason.NO_HEALTHY_ENDPOINT,
        "upstream "
            + cluster().name()
            + ": none of "
            + hosts.size()
            + " endpoints can be used (unhealthy, ejected or drained)");
  }

  boolean tryRetry() {
    return usage.tryRetry();
  }

  void retryEnded() {
    usage.retryEnded();
  }

  // ---- connections

  /** As {@link #mayConnect(boolean)}, where waiting for another connection will do. */
  boolean mayConnect() {
    return mayConnect(false);
  }

  /**
   * Counts one connection more, if that is within the limit. A worker that has none may always open
   * one: else it could wait for ever for the others.
   *
   * @param needed whether it is opened beyond the limit, too: no other would ever do
   */
  boolean mayConnect(boolean needed) {
    return usage.mayConnect(needed);
  }

  void connectionClosed() {
    usage.connectionClosed();
    waiting.connectNext();
  }

  /** One request more waits for a connection; false when too many do. */
  boolean mayWait() {
    return usage.mayWait();
  }

  UpstreamRefusedException tooManyWait() {
    return overflow("maxPendingRequests", limits().maxPendingRequests());
  }

  void waited() {
    usage.waited();
  }

  /** All connections are taken: waits for one, as long as a connect may take. */
  void await(Host host, UpstreamListener listener) {
    waiting.add(host, listener);
  }

  /** The first request that waits for {@code host}, whose connection has become free. */
  @Nullable UpstreamListener nextFor(Host host) {
    return waiting.nextFor(host);
  }

  /** Whether requests wait, for other endpoints perhaps. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  // ---- what others see

  List<UpstreamHost> hosts() {
    UpstreamHost[] seen = new UpstreamHost[hosts.size()];
    for (int i = 0; i < seen.length; i++) {
      Member member = snapshot.members().get(i);
      Host host = hosts.member(i);
      seen[i] =
          new UpstreamHost(
              member.endpoint(), member.healthy() && !member.drain(), host.active(), host.total());
    }
    return List.of(seen);
  }

  /** Null when it is no member. */
  @Nullable Host host(Endpoint endpoint) {
    return hosts.find(endpoint);
  }

  Map<Endpoint, HostCounts> counts() {
    return hosts.counts();
  }

  ClusterCounts clusterCounts() {
    return usage.counts();
  }

  CircuitBreaker limits() {
    return usage.limits();
  }
}
