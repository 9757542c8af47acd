package io.weir.host.upstream;

import io.weir.host.upstream.balance.KeyHash;
import io.weir.host.upstream.balance.PickSource;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Which endpoint of a cluster is next, on one worker. Confined to the loop. */
final class Picker implements PickSource {
  /** How often another endpoint is looked for, before one is taken that was tried already. */
  private static final int ATTEMPTS = 5;

  private final Hosts hosts;
  private ClusterSnapshot snapshot;
  private int[] turns = {};

  private @Nullable PickContext picking;
  private boolean hashed;
  private long hash;

  /**
   * @param hosts whose members are those of the snapshot
   */
  Picker(Hosts hosts, ClusterSnapshot snapshot) {
    this.hosts = hosts;
    this.snapshot = snapshot;
  }

  /** The members of {@code next} are the hosts' by now. */
  void update(ClusterSnapshot next) {
    snapshot = next;
    grow(next.balance().groups());
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

  /** Null when none can be used. */
  @Nullable Host pick(@Nullable PickContext context) {
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
      host = number < 0 ? null : hosts.member(number);
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
    for (int i = 0; i < hosts.size(); i++) {
      Member member = snapshot.members().get(i);
      if (member.endpoint().equals(endpoint)) {
        return member.healthy() && !member.drain() ? hosts.member(i) : null;
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
    return hosts.member(member).active();
  }

  @Override
  public long hash() {
    if (!hashed) {
      hashed = true;
      PickContext context = picking;
      hash =
          context == null
              ? KeyHash.mix(ThreadLocalRandom.current().nextLong())
              : HashKeys.hash(snapshot.cluster().settings().loadBalancer().hash().on(), context);
    }
    return hash;
  }
}
