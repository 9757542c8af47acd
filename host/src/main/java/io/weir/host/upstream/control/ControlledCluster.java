package io.weir.host.upstream.control;

import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.ActiveHealthCheck;
import io.weir.host.config.CircuitBreaker;
import io.weir.host.config.DnsSettings;
import io.weir.host.config.SlowStart;
import io.weir.host.upstream.Circuit;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.ClusterSnapshot;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.Member;
import io.weir.host.upstream.dns.NameWatch;
import io.weir.host.upstream.health.HealthChecker;
import io.weir.host.upstream.health.HealthListener;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster at run time: the addresses of its names, the health of its endpoints, and what the
 * workers are told. Outlives changes of its configuration. Confined to the control loop.
 */
final class ControlledCluster {
  private static final Logger log = LoggerFactory.getLogger(ControlledCluster.class);
  private static final int SLOW_START_STEPS = 20;

  private final ControlLoop control;
  private final Map<Endpoint, EndpointState> states = new HashMap<>();
  private final Map<String, NameWatch> watches = new HashMap<>();
  private final Map<String, List<InetAddress>> addresses = new HashMap<>();
  private final Ejections ejections;
  private Cluster cluster;
  private @Nullable Circuit circuit;
  private @Nullable ClusterSnapshot published;
  private @Nullable ScheduledFuture<?> slowStart;

  ControlledCluster(ControlLoop control, Cluster cluster) {
    this.control = control;
    this.cluster = cluster;
    this.ejections = new Ejections(control, states, this::publish);
  }

  Cluster cluster() {
    return cluster;
  }

  // ---- the configuration

  /** How {@code next} would be seen now; nothing changes. */
  ClusterSnapshot preview(Cluster next) {
    return ClusterSnapshot.of(next, members(next), circuitOf(next));
  }

  /** Goes by {@code next} from now on, and tells the workers. */
  void change(Cluster next) {
    Cluster before = cluster;
    cluster = next;
    follow(before.settings().dns(), next);
    ActiveHealthCheck check = next.settings().healthCheck().active();
    if (!Objects.equals(check, before.settings().healthCheck().active())
        || before.protocol() != next.protocol()
        || !Objects.equals(before.tls(), next.tls())) {
      states.values().forEach(state -> forgetCheck(state, check == null));
    }
    ejections.follow(next);
    refresh();
  }

  /** What is known holds until another check knows better. */
  private static void forgetCheck(EndpointState state, boolean forGood) {
    state.stop();
    state.checker = null;
    if (forGood) {
      state.failing = null;
    }
  }

  private @Nullable Circuit circuitOf(Cluster next) {
    CircuitBreaker limits = next.settings().circuitBreaker();
    Circuit now = circuit;
    if (limits.equals(CircuitBreaker.NONE)) {
      return null;
    }
    if (now == null) {
      now = new Circuit(limits);
      circuit = now;
    }
    now.limits(limits);
    return now;
  }

  // ---- names

  private void follow(DnsSettings before, Cluster next) {
    DnsSettings dns = next.settings().dns();
    Set<String> names =
        dns.mode() == DnsSettings.Mode.Strict
            ? next.endpoints().stream()
                .map(Endpoint::host)
                .filter(h -> !Addresses.isLiteral(h))
                .collect(Collectors.toSet())
            : Set.of();
    boolean anew = !dns.equals(before);
    watches
        .entrySet()
        .removeIf(
            watch -> {
              boolean gone = anew || !names.contains(watch.getKey());
              if (gone) {
                watch.getValue().stop();
              }
              return gone;
            });
    addresses.keySet().retainAll(names);
    for (String name : names) {
      if (!watches.containsKey(name)) {
        NameWatch watch =
            new NameWatch(
                control.loop(), control.resolver(dns), name, dns, found -> resolved(name, found));
        watches.put(name, watch);
        watch.start();
      }
    }
  }

  private void resolved(String name, List<InetAddress> found) {
    log.info("upstream {}: {} is {}", cluster.name(), name, found);
    addresses.put(name, found);
    refresh();
  }

  /** A name without an address yet stands for itself: a connect looks it up. */
  private List<Endpoint> endpoints(Endpoint configured) {
    List<InetAddress> found = addresses.get(configured.host());
    if (found == null) {
      return List.of(configured);
    }
    return found.stream().map(a -> new Endpoint(Addresses.text(a), configured.port())).toList();
  }

  // ---- members

  private List<Member> members(Cluster of) {
    long now = control.nanoTime();
    SlowStart slow = of.settings().loadBalancer().slowStart();
    Map<Endpoint, Member> members = new LinkedHashMap<>();
    for (Member configured : of.members()) {
      for (Endpoint endpoint : endpoints(configured.endpoint())) {
        EndpointState state = states.get(endpoint);
        members.putIfAbsent(
            endpoint,
            new Member(
                endpoint,
                configured.name(),
                configured.weight(),
                configured.locality(),
                configured.priority(),
                state == null || state.isHealthy(),
                configured.drain(),
                state == null ? 100 : state.share(slow, now)));
      }
    }
    return List.copyOf(members.values());
  }

  /** The endpoints are others, perhaps. */
  private void refresh() {
    List<Member> members = members(cluster);
    Set<Endpoint> wanted = members.stream().map(Member::endpoint).collect(Collectors.toSet());
    states
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey());
              if (gone) {
                entry.getValue().stop();
              }
              return gone;
            });
    for (Member member : members) {
      EndpointState state =
          states.computeIfAbsent(member.endpoint(), e -> new EndpointState(control.nanoTime()));
      if (!state.name.equals(member.name())) {
        state.name = member.name();
        forgetCheck(state, false); // it asked for another host
      }
      check(member.endpoint(), state);
    }
    publish();
  }

  private void check(Endpoint endpoint, EndpointState state) {
    ActiveHealthCheck check = cluster.settings().healthCheck().active();
    if (check == null || state.checker != null) {
      return;
    }
    HealthListener listener =
        new HealthListener() {
          @Override
          public void onHealthy() {
            log.info("upstream {}: {} is healthy again", cluster.name(), endpoint);
            state.failing = null;
            state.upSinceNanos = control.nanoTime();
            publish();
          }

          @Override
          public void onUnhealthy(String why) {
            log.warn("upstream {}: {} is unhealthy: {}", cluster.name(), endpoint, why);
            state.failing = why;
            publish();
          }
        };
    HealthChecker checker =
        new HealthChecker(
            control.loop(),
            control.probes(),
            cluster.alone(endpoint, state.name, check.timeout()),
            check,
            listener);
    state.checker = checker;
    checker.start(state.failing == null);
  }

  // ---- what workers are told

  private void publish() {
    ClusterSnapshot next = preview(cluster);
    ClusterSnapshot before = published;
    published = next;
    if (before == null
        || before.cluster() != next.cluster()
        || !before.members().equals(next.members())
        || before.circuit() != next.circuit()) {
      control.workers().publish(next);
    }
    grow(next);
  }

  /** While some endpoint has not its whole weight, its share is looked at again and again. */
  private void grow(ClusterSnapshot now) {
    SlowStart slow = cluster.settings().loadBalancer().slowStart();
    boolean growing = now.members().stream().anyMatch(m -> m.share() < 100);
    if (slowStart == null && slow != null && growing) {
      long step = Math.max(20, slow.window().toMillis() / SLOW_START_STEPS);
      slowStart =
          control
              .loop()
              .schedule(
                  () -> {
                    slowStart = null;
                    publish();
                  },
                  step,
                  TimeUnit.MILLISECONDS);
    }
  }

  void suspect(Endpoint endpoint, String why) {
    ejections.suspect(endpoint, why);
  }

  /** How it is, with what the workers have counted. */
  ClusterStatus status(Workers.Counts counts) {
    ClusterSnapshot known = published;
    ClusterSnapshot now = known == null ? preview(cluster) : known;
    long nanos = control.nanoTime();
    List<EndpointStatus> endpoints = new ArrayList<>();
    for (Member member : now.members()) {
      EndpointState state = states.get(member.endpoint());
      endpoints.add(Statuses.of(member, state, counts.hosts().get(member.endpoint()), nanos));
    }
    return new ClusterStatus(
        cluster.name(),
        now.balance().isPanic(),
        counts.cluster(),
        cluster.settings().circuitBreaker(),
        ejections.total(),
        List.copyOf(endpoints));
  }

  void stop() {
    watches.values().forEach(NameWatch::stop);
    states.values().forEach(EndpointState::stop);
    ejections.stop();
    if (slowStart != null) {
      slowStart.cancel(false);
    }
  }
}
