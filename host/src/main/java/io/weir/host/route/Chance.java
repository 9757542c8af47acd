package io.weir.host.route;

import java.util.random.RandomGenerator;

/**
 * A part of the requests.
 *
 * @param share 0 to 1
 */
record Chance(double share) {
  static Chance ofPercent(double percent) {
    return new Chance(percent / 100);
  }

  boolean holds(RandomGenerator random) {
    return share >= 1 || (share > 0 && random.nextDouble() < share);
  }
}
