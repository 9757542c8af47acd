package io.weir.host.config;

import io.weir.host.config.LoadBalancer.Policy;
import java.math.BigInteger;

final class LoadBalancerChecks {
  private static final int MAX_TABLE = 5_000_011;

  private final Problems problems;
  private final NameChecks names;
  private final NumberChecks numbers;

  LoadBalancerChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
    this.numbers = new NumberChecks(problems);
  }

  void check(LoadBalancer balancer, String path) {
    numbers.range(balancer.choices(), 2, 100, Paths.field(path, "choices"));
    hash(balancer, path);
    SlowStart slow = balancer.slowStart();
    if (slow != null) {
      slowStart(balancer.policy(), slow, Paths.field(path, "slowStart"));
    }
    balancer
        .locality()
        .weights()
        .forEach(
            (name, weight) ->
                numbers.range(
                    weight, 0, 1_000, Paths.field(Paths.field(path, "localityWeights"), name)));
    numbers.range(
        balancer.locality().overprovisioning(), 100, 1_000, Paths.field(path, "overprovisioning"));
  }

  private void hash(LoadBalancer balancer, String path) {
    HashSettings hash = balancer.hash();
    if (byHash(balancer.policy()) && hash.on().isEmpty()) {
      problems.add(
          Paths.field(path, "hashOn"),
          "missing (expected: a key of the request)",
          "add hashOn: [ { sourceIP: true } ], or use policy: RoundRobin");
    }
    for (int i = 0; i < hash.on().size(); i++) {
      key(hash.on().get(i), Paths.item(Paths.field(path, "hashOn"), i));
    }
    numbers.range(hash.maximumRingSize(), 1, 1 << 23, Paths.field(path, "maximumRingSize"));
    numbers.range(
        hash.minimumRingSize(), 1, hash.maximumRingSize(), Paths.field(path, "minimumRingSize"));
    if (hash.tableSize() < 2
        || hash.tableSize() > MAX_TABLE
        || !BigInteger.valueOf(hash.tableSize()).isProbablePrime(30)) {
      problems.add(
          Paths.field(path, "tableSize"),
          hash.tableSize() + " (expected: a prime up to " + MAX_TABLE + ")",
          "write 65537, or a prime of at least 100 times the number of endpoints");
    }
  }

  private void key(HashKey key, String path) {
    switch (key) {
      case HashKey.Header header ->
          names.token(Paths.field(path, "header"), header.name(), "the name of a header");
      case HashKey.Cookie cookie ->
          names.token(Paths.field(path, "cookie.name"), cookie.name(), "the name of a cookie");
      case HashKey.Query unused -> {}
      case HashKey.SourceIp unused -> {}
    }
  }

  private void slowStart(Policy policy, SlowStart slow, String path) {
    if (byHash(policy)) {
      problems.add(
          path,
          "with policy " + policy + ", whose keys would move as the share grows",
          "leave it out, or use RoundRobin, LeastRequest or Random");
    }
    numbers.positive(slow.window(), Paths.field(path, "window"), "30s");
    if (!(slow.aggression() > 0 && slow.aggression() <= 100)) {
      problems.add(
          Paths.field(path, "aggression"),
          slow.aggression() + " (expected: more than 0, up to 100)",
          "write 1.0");
    }
    numbers.range(slow.minWeightPercent(), 1, 100, Paths.field(path, "minWeightPercent"));
  }

  private static boolean byHash(Policy policy) {
    return policy == Policy.RingHash || policy == Policy.Maglev;
  }
}
