package io.weir.host.upstream;

import io.weir.host.config.OutlierDetection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The endpoints of a cluster on one worker, those that drain included. Confined to the loop. */
final class Hosts {
  private final WorkerCluster owner;
  private final SuspectListener suspects;
  private final Map<Endpoint, Host> all = new HashMap<>();
  private Host[] members = {};

  Hosts(WorkerCluster owner, SuspectListener suspects) {
    this.owner = owner;
    this.suspects = suspects;
  }

  /**
   * The members are those of {@code next} from now on. Endpoints that stay keep their connections.
   *
   * @param before what they went by until now
   */
  void update(ClusterSnapshot before, ClusterSnapshot next) {
    OutlierDetection passive = next.cluster().settings().healthCheck().passive();
    boolean recount =
        members.length == 0
            || !Objects.equals(passive, before.cluster().settings().healthCheck().passive());
    boolean otherTls = !Objects.equals(next.cluster().tls(), before.cluster().tls());
    List<Member> wanted = next.members();
    boolean same = isOf(wanted);
    Map<Endpoint, Host> left = same ? Map.of() : new HashMap<>(all);
    Host[] now = new Host[wanted.size()];
    for (int i = 0; i < now.length; i++) {
      Member member = wanted.get(i);
      Host kept = same ? members[i] : left.remove(member.endpoint());
      Host host = kept != null ? kept : new Host(owner, member.endpoint(), member.name());
      if (kept == null) {
        all.put(member.endpoint(), host);
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
    return new OutlierCounter(
        limits, why -> suspects.suspect(owner.cluster().name(), endpoint, why));
  }

  private void drainOrRevive(Host host, boolean drain) {
    if (drain && !host.isRetired()) {
      drain(host);
    } else if (!drain && host.isRetired()) {
      host.revive();
    }
  }

  private void remove(Host host) {
    all.remove(host.endpoint());
    drainIfLive(host);
  }

  private void drain(Host host) {
    host.retire();
    long millis = owner.cluster().settings().connections().drainTimeout().toMillis();
    if (millis > 0 && !host.isUnused()) {
      host.closeAllAfter(millis);
    }
  }

  /** All of them drain. */
  void retire() {
    all.values().forEach(this::drainIfLive);
  }

  private void drainIfLive(Host host) {
    if (!host.isRetired()) {
      drain(host);
    }
  }

  /** Closes one connection that nobody uses; false when there is none. */
  boolean closeOneIdle() {
    for (Host host : all.values()) {
      if (host.closeOneIdle()) {
        return true;
      }
    }
    return false;
  }

  /** How many members there are; those that drain because they have gone are none. */
  int size() {
    return members.length;
  }

  /** In the order of the snapshot's members. */
  Host member(int number) {
    return members[number];
  }

  /** Null when it is no member. */
  @Nullable Host find(Endpoint endpoint) {
    return all.get(endpoint);
  }

  Map<Endpoint, HostCounts> counts() {
    Map<Endpoint, HostCounts> counts = new HashMap<>();
    all.forEach((endpoint, host) -> counts.put(endpoint, host.counts()));
    return counts;
  }
}
