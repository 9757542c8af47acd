package io.weir.host.upstream.balance;

import io.weir.host.upstream.Member;
import java.util.Arrays;
import java.util.List;

/**
 * Maglev's table (Eisenbud and others, NSDI 2016, section 3.4): members fill it in turn, each in an
 * order of its own, as often as its weight says. A key is one look at it.
 */
final class MaglevTable implements Table {
  private static final long SKIP_SEED = 0x9E3779B97F4A7C15L;

  private final int[] numbers;

  private MaglevTable(int[] numbers) {
    this.numbers = numbers;
  }

  /**
   * @param size a prime: then each member's order has every place
   */
  static MaglevTable of(List<Member> members, Group group, int size) {
    int count = group.size();
    long[] next = new long[count];
    long[] skip = new long[count];
    for (int i = 0; i < count; i++) {
      long hash = KeyHash.of(group.name(members, i));
      next[i] = Long.remainderUnsigned(hash, size);
      skip[i] = Long.remainderUnsigned(KeyHash.mix(hash ^ SKIP_SEED), size - 1) + 1;
    }
    int[] table = new int[size];
    Arrays.fill(table, -1);
    double heaviest = Arrays.stream(group.weights()).max().orElse(1);
    double[] credit = new double[count];
    int filled = 0;
    while (true) {
      for (int i = 0; i < count; i++) {
        credit[i] += group.weights()[i] / heaviest;
        if (credit[i] < 1) {
          continue;
        }
        credit[i] -= 1;
        while (table[(int) next[i]] >= 0) {
          next[i] = (next[i] + skip[i]) % size;
        }
        table[(int) next[i]] = group.numbers()[i];
        if (++filled == size) {
          return new MaglevTable(table);
        }
      }
    }
  }

  @Override
  public int pick(PickSource source, int attempt) {
    long hash = attempt == 0 ? source.hash() : KeyHash.mix(source.hash() + attempt * KeyHash.STEP);
    return numbers[(int) Long.remainderUnsigned(hash, numbers.length)];
  }
}
