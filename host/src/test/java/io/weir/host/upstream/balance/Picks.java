package io.weir.host.upstream.balance;

import io.weir.host.config.HashSettings;
import io.weir.host.config.LoadBalancer;
import io.weir.host.config.LoadBalancer.Policy;
import io.weir.host.config.LocalitySettings;
import io.weir.host.upstream.Endpoint;
import io.weir.host.upstream.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A worker that picks, with a seed of its own. */
final class Picks implements PickSource {
  private final Random random = new Random(42);
  private final int[] turns = new int[64];
  final int[] active = new int[1_000];
  long hash;

  @Override
  public int nextTurn(int group) {
    return turns[group]++;
  }

  @Override
  public int random(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public int active(int member) {
    return active[member];
  }

  @Override
  public long hash() {
    return hash;
  }

  /** How often each of the members is picked. */
  int[] count(Balance balance, int members, int picks) {
    int[] counts = new int[members];
    for (int i = 0; i < picks; i++) {
      hash = KeyHash.of("key-" + i);
      counts[balance.pick(this, 0)]++;
    }
    return counts;
  }

  // ---- what is picked from

  static Member member(int number, int weight) {
    return new Member(new Endpoint("10.0.0." + number, 80), "", weight, "", 0, true, false, 100);
  }

  static Member member(int number, String locality, int priority, boolean healthy) {
    return new Member(
        new Endpoint("10.0.0." + number, 80), "", 1, locality, priority, healthy, false, 100);
  }

  static List<Member> even(int count) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add(member(i, 1));
    }
    return members;
  }

  static LoadBalancer policy(Policy policy) {
    return new LoadBalancer(policy);
  }

  static LoadBalancer localities(Policy policy, Map<String, Integer> weights) {
    return new LoadBalancer(
        policy, 2, HashSettings.DEFAULT, null, new LocalitySettings(weights, 140));
  }
}
