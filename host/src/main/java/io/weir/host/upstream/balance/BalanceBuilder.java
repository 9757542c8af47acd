package io.weir.host.upstream.balance;

import io.weir.host.config.LoadBalancer;
import io.weir.host.config.LoadBalancer.Policy;
import io.weir.host.upstream.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a {@link Balance} of the members as they are. Off the loop: a table may take a while. */
public final class BalanceBuilder {
  /** Weights are multiplied by it where they are shared out, so that little is lost to rounding. */
  private static final long FINE = 10_000;

  private final List<Member> members;
  private final LoadBalancer settings;
  private final List<Table> tables = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();

  private BalanceBuilder(List<Member> members, LoadBalancer settings) {
    this.members = members;
    this.settings = settings;
  }

  /**
   * @param panicThreshold in percent; 0: unhealthy members are never used
   */
  public static Balance build(List<Member> members, LoadBalancer settings, int panicThreshold) {
    return new BalanceBuilder(members, settings).build(panicThreshold);
  }

  private Balance build(int panicThreshold) {
    int levels = 1 + members.stream().mapToInt(Member::priority).max().orElse(0);
    int[] all = new int[levels];
    int[] healthy = new int[levels];
    for (Member member : members) {
      if (!member.drain()) {
        all[member.priority()]++;
        healthy[member.priority()] += member.healthy() ? 1 : 0;
      }
    }
    Priorities priorities =
        Priorities.of(all, healthy, settings.locality().overprovisioning(), panicThreshold);
    boolean panic = false;
    for (int p = 0; p < levels; p++) {
      if (priorities.loads()[p] > 0) {
        panic |= priorities.panic()[p] && healthy[p] < all[p];
        level(p, priorities.loads()[p], priorities.panic()[p]);
      }
    }
    double[] by = shares.stream().mapToDouble(Double::doubleValue).toArray();
    return new Balance(tables, by, byHash(), panic);
  }

  private boolean byHash() {
    return settings.policy() == Policy.RingHash || settings.policy() == Policy.Maglev;
  }

  private void level(int priority, int load, boolean panic) {
    Map<String, List<Integer>> localities = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      if (member.priority() != priority || member.drain()) {
        continue;
      }
      String locality = settings.locality().weights().isEmpty() ? "" : member.locality();
      counts.merge(locality, 1, Integer::sum);
      if (panic || member.healthy()) {
        localities.computeIfAbsent(locality, l -> new ArrayList<>()).add(i);
      }
    }
    Map<String, Double> weights = localityWeights(localities, counts);
    if (byHash()) {
      folded(localities, weights, load);
      return;
    }
    localities.forEach((name, numbers) -> locality(numbers, load * weights.getOrDefault(name, 0.)));
  }

  /**
   * What each locality takes: less than its weight when too few of it are healthy. Their sum: 1.
   */
  private Map<String, Double> localityWeights(
      Map<String, List<Integer>> localities, Map<String, Integer> counts) {
    Map<String, Double> weights = new LinkedHashMap<>();
    double sum = 0;
    for (Map.Entry<String, List<Integer>> locality : localities.entrySet()) {
      String name = locality.getKey();
      double able =
          settings.locality().overprovisioning()
              / 100.0
              * locality.getValue().size()
              / counts.getOrDefault(name, 1);
      int configured =
          settings.locality().weights().isEmpty()
              ? 1
              : settings.locality().weights().getOrDefault(name, 0);
      double weight = configured * Math.min(1, able);
      weights.put(name, weight);
      sum += weight;
    }
    double total = sum;
    if (total == 0) { // all that are left have no weight: rather these than none
      localities.forEach((name, numbers) -> weights.put(name, 1.0 / localities.size()));
      return weights;
    }
    weights.replaceAll((name, weight) -> weight / total);
    return weights;
  }

  private void locality(List<Integer> numbers, double share) {
    if (share > 0) {
      Group group = group(numbers);
      tables.add(table(group));
      shares.add(share);
    }
  }

  /**
   * One table for all localities, so that a key stays where it is when a weight changes a little.
   */
  private void folded(
      Map<String, List<Integer>> localities, Map<String, Double> weights, int load) {
    List<Integer> numbers = new ArrayList<>();
    List<Long> fine = new ArrayList<>();
    localities.forEach(
        (name, of) -> {
          double share = weights.getOrDefault(name, 0.0);
          long total = group(of).total();
          for (int number : of) {
            double part = localities.size() == 1 ? 1 : share / total * FINE;
            long weight = Math.round(weight(number) * part);
            if (share > 0) {
              numbers.add(number);
              fine.add(Math.max(1, weight));
            }
          }
        });
    Group group =
        new Group(
            numbers.stream().mapToInt(Integer::intValue).toArray(),
            fine.stream().mapToLong(Long::longValue).toArray());
    tables.add(table(group));
    shares.add((double) load);
  }

  private Group group(List<Integer> numbers) {
    return new Group(
        numbers.stream().mapToInt(Integer::intValue).toArray(),
        numbers.stream().mapToLong(this::weight).toArray());
  }

  /** With what a slow start leaves of it. */
  private long weight(int number) {
    Member member = members.get(number);
    return (long) member.weight() * member.share();
  }

  private Table table(Group group) {
    return switch (settings.policy()) {
      case RoundRobin -> RoundRobinTable.of(group, tables.size());
      case Random -> RandomTable.of(group);
      case LeastRequest -> LeastRequestTable.of(group, settings.choices());
      case RingHash ->
          RingTable.of(
              members, group, settings.hash().minimumRingSize(), settings.hash().maximumRingSize());
      case Maglev -> MaglevTable.of(members, group, settings.hash().tableSize());
    };
  }
}
