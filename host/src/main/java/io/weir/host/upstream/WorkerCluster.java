package io.weir.host.upstream;

import io.netty.channel.EventLoop;
import io.weir.host.config.CircuitBreaker;
import io.weir.host.config.GatewayConfig.UpstreamProtocol;
import io.weir.host.config.OutlierDetection;
import io.weir.host.upstream.UpstreamRefusedException.Reason;
import io.weir.host.upstream.balance.KeyHash;
import io.weir.host.upstream.balance.PickSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A cluster on one worker: which endpoint is next, and what is under way. Confined to the loop. */
final class WorkerCluster implements PickSource {
  /** How often another endpoint is looked for, before one is taken that was tried already. */
  private static final int ATTEMPTS = 5;

  private final PoolSetup setup;
  private final SuspectListener suspects;
  private final Map<Endpoint, Host> hosts = new HashMap<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private ClusterSnapshot snapshot;
  private Host[] members = {};
  private int[] turns = {};

  private @Nullable Circuit circuit;
  private int connections;
  private int pending;
  private int requests;
  private int retries;
  private long overflows;

  private @Nullable PickContext picking;
  private boolean hashed;
  private long hash;

  WorkerCluster(ClusterSnapshot snapshot, PoolSetup setup, SuspectListener suspects) {
    this.snapshot = snapshot;
    this.setup = setup;
    this.suspects = suspects;
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

  // ---- what the control side tells

  /** Goes by {@code next} from now on. Endpoints that stay keep their connections. */
  void update(ClusterSnapshot next) {
    OutlierDetection passive = next.cluster().settings().healthCheck().passive();
    boolean recount =
        members.length == 0
            || !Objects.equals(passive, snapshot.cluster().settings().healthCheck().passive());
    boolean otherTls = !Objects.equals(next.cluster().tls(), snapshot.cluster().tls());
    snapshot = next;
    follow(next.circuit());
    List<Member> wanted = next.members();
    boolean same = isOf(wanted);
    Map<Endpoint, Host> left = same ? Map.of() : new HashMap<>(hosts);
    Host[] now = new Host[wanted.size()];
    for (int i = 0; i < now.length; i++) {
      Member member = wanted.get(i);
      Host kept = same ? members[i] : left.remove(member.endpoint());
      Host host = kept != null ? kept : new Host(this, member.endpoint(), member.name());
      if (kept == null) {
        hosts.put(member.endpoint(), host);
      }
      if (kept == null || recount) {
        host.outlier(passive == null ? null : counter(passive, member.endpoint()));
      }
      host.healthy(member.healthy());
      if (otherTls) {
        host.renewPools();
      }
      drainOrRevive(host, member.drain());
      now[i] = host;
    }
    members = now;
    left.values().forEach(this::remove);
    grow(next.balance().groups());
  }

  /** Whether these are the endpoints as they are: mostly it is only their health that changes. */
  private boolean isOf(List<Member> wanted) {
    boolean same = wanted.size() == members.length;
    for (int i = 0; same && i < members.length; i++) {
      same = wanted.get(i).endpoint().equals(members[i].endpoint());
    }
    return same;
  }

  private OutlierCounter counter(OutlierDetection limits, Endpoint endpoint) {
    return new OutlierCounter(limits, why -> suspects.suspect(cluster().name(), endpoint, why));
  }

  private void drainOrRevive(Host host, boolean drain) {
    if (drain && !host.isRetired()) {
      drain(host);
    } else if (!drain && host.isRetired()) {
      host.revive();
    }
  }

  private void remove(Host host) {
    hosts.remove(host.endpoint());
    if (!host.isRetired()) {
      drain(host);
    }
  }

  private void drain(Host host) {
    host.retire();
    long millis = cluster().settings().connections().drainTimeout().toMillis();
    if (millis > 0 && !host.isUnused()) {
      host.closeAllAfter(millis);
    }
  }

  /** Each worker begins its rounds somewhere else, so that they do not all go to one endpoint. */
  private void grow(int groups) {
    if (turns.length < groups) {
      int from = turns.length;
      turns = Arrays.copyOf(turns, groups);
      for (int i = from; i < groups; i++) {
        turns[i] = ThreadLocalRandom.current().nextInt();
      }
    }
  }

  /** What is under way is counted where limits are, and nowhere else: they may come back. */
  private void follow(@Nullable Circuit next) {
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

  /** It is not in the configuration any more. */
  void retire() {
    hosts.values().forEach(this::drainIfLive);
  }

  private void drainIfLive(Host host) {
    if (!host.isRetired()) {
      drain(host);
    }
  }

  int requests() {
    return requests;
  }

  // ---- requests

  /**
   * Finds a connection for one request; the listener hears later, but with a context from within
   * this call of a connection that is idle.
   */
  void acquire(
      @Nullable PickContext context, UpstreamProtocol protocol, UpstreamListener listener) {
    Circuit c = circuit;
    if (c != null && !Circuit.tryAdd(c.requests, c.limits().maxRequests())) {
      refuse(listener, overflow("maxRequests", c.limits().maxRequests()));
      return;
    }
    requests++;
    Host host = pick(context);
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
    Circuit c = circuit;
    if (c != null && !Circuit.tryAdd(c.requests, c.limits().maxRequests())) {
      overflows++;
      return null;
    }
    requests++;
    Host host = pick(context);
    if (host == null) {
      requestEnded();
      return null;
    }
    if (!mayConnect()) {
      overflows++;
      requestEnded();
      return null;
    }
    host.began();
    return host;
  }

  void requestEnded() {
    requests--;
    Circuit c = circuit;
    if (c != null) {
      c.requests.decrementAndGet();
    }
  }

  void refuse(UpstreamListener listener, UpstreamRefusedException why) {
    loop().execute(() -> listener.onUpstreamFailure(why));
  }

  UpstreamRefusedException overflow(String limit, int value) {
    overflows++;
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
            + members.length
            + " endpoints can be used (unhealthy, ejected or drained)");
  }

  // ---- connections

  /**
   * Counts one connection more, if that is within the limit. A worker that has none may always open
   * one: else it could wait for ever for the others.
   */
  boolean mayConnect() {
    return mayConnect(false);
  }

  /**
   * @param needed whether it is opened beyond the limit, too: no other would ever do
   */
  boolean mayConnect(boolean needed) {
    Circuit c = circuit;
    if (c != null && !Circuit.tryAdd(c.connections, c.limits().maxConnections())) {
      if (connections > 0 && !closeOneIdle() && !needed) {
        return false;
      }
      c.connections.incrementAndGet();
    }
    connections++;
    return true;
  }

  private boolean closeOneIdle() {
    for (Host host : hosts.values()) {
      if (host.closeOneIdle()) {
        return true;
      }
    }
    return false;
  }

  void connectionClosed() {
    connections--;
    Circuit c = circuit;
    if (c != null) {
      c.connections.decrementAndGet();
    }
    Waiting next = waiting.peekFirst();
    if (next != null && mayConnect()) {
      waiting.removeFirst();
      next.stopTimer();
      next.host.whole().connect(next.listener);
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

  UpstreamRefusedException tooManyWait() {
    Circuit c = circuit;
    return overflow("maxPendingRequests", c == null ? 0 : c.limits().maxPendingRequests());
  }

  void waited() {
    pending--;
    Circuit c = circuit;
    if (c != null) {
      c.pending.decrementAndGet();
    }
  }

  /** All connections are taken: waits for one, as long as a connect may take. */
  void await(Host host, UpstreamListener listener) {
    Waiting request = new Waiting(host, listener);
    waiting.add(request);
    request.timer =
        loop()
            .schedule(
                () -> timedOut(request),
                cluster().timeouts().connect().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void timedOut(Waiting request) {
    waiting.remove(request);
    waited();
    request.host.ended();
    Circuit c = circuit;
    int limit = c == null ? 0 : c.limits().maxConnections();
    request.listener.onUpstreamFailure(overflow("maxConnections", limit));
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

  /** Whether requests wait, for other endpoints perhaps. */
  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  // ---- retries

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

  // ---- the choice

  private @Nullable Host pick(@Nullable PickContext context) {
    if (context != null) {
      Host wanted = wanted(context.wanted());
      if (wanted != null) {
        context.onPicked(wanted.endpoint());
        return wanted;
      }
    }
    picking = context;
    hashed = false;
    Host host = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int number = snapshot.balance().pick(this, attempt);
      host = number < 0 ? null : members[number];
      if (host == null || context == null || !context.tried(host.endpoint())) {
        break;
      }
    }
    picking = null;
    if (host != null && context != null) {
      context.onPicked(host.endpoint());
    }
    return host;
  }

  private @Nullable Host wanted(@Nullable Endpoint endpoint) {
    if (endpoint == null) {
      return null;
    }
    for (int i = 0; i < members.length; i++) {
      Member member = snapshot.members().get(i);
      if (member.endpoint().equals(endpoint)) {
        return member.healthy() && !member.drain() ? members[i] : null;
      }
    }
    return null;
  }

  @Override
  public int nextTurn(int group) {
    return turns[group]++;
  }

  @Override
  public int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  @Override
  public int active(int member) {
    return members[member].active();
  }

  @Override
  public long hash() {
    if (!hashed) {
      hashed = true;
      PickContext context = picking;
      hash =
          context == null
              ? KeyHash.mix(ThreadLocalRandom.current().nextLong())
              : HashKeys.hash(cluster().settings().loadBalancer().hash().on(), context);
    }
    return hash;
  }

  // ---- what others see

  List<UpstreamHost> hosts() {
    UpstreamHost[] seen = new UpstreamHost[members.length];
    for (int i = 0; i < seen.length; i++) {
      Member member = snapshot.members().get(i);
      seen[i] =
          new UpstreamHost(
              member.endpoint(),
              member.healthy() && !member.drain(),
              members[i].active(),
              members[i].total());
    }
    return List.of(seen);
  }

  /** Null when it is no member. */
  @Nullable Host host(Endpoint endpoint) {
    return hosts.get(endpoint);
  }

  Map<Endpoint, HostCounts> counts() {
    Map<Endpoint, HostCounts> counts = new HashMap<>();
    hosts.forEach((endpoint, host) -> counts.put(endpoint, host.counts()));
    return counts;
  }

  ClusterCounts clusterCounts() {
    return new ClusterCounts(connections, pending, requests, retries, overflows);
  }

  CircuitBreaker limits() {
    Circuit c = circuit;
    return c == null ? CircuitBreaker.NONE : c.limits();
  }
}
