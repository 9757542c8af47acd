package io.weir.host.upstream.balance;

import io.weir.host.upstream.Member;
import java.util.List;

/**
 * Endpoints that share one table.
 *
 * @param numbers of the members, in the order of the configuration; at least one
 * @param weights of these members, each at least 1
 */
record Group(int[] numbers, long[] weights) {
  int size() {
    return numbers.length;
  }

  long total() {
    long sum = 0;
    for (long weight : weights) {
      sum += weight;
    }
    return sum;
  }

  boolean isEven() {
    for (long weight : weights) {
      if (weight != weights[0]) {
        return false;
      }
    }
    return true;
  }

  /** Divided by what all have in common. */
  Group reduced() {
    long common = 0;
    for (long weight : weights) {
      common = gcd(weight, common);
    }
    long[] reduced = new long[weights.length];
    for (int i = 0; i < weights.length; i++) {
      reduced[i] = weights[i] / common;
    }
    return new Group(numbers, reduced);
  }

  /** What a member is called on rings and in tables: its address, whatever its number. */
  String name(List<Member> members, int index) {
    return members.get(numbers[index]).endpoint().toString();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
