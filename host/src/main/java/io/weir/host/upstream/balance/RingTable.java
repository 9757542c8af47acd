package io.weir.host.upstream.balance;

import io.weir.host.upstream.Member;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A ring of hashes on which each member has places by weight; a key goes to the next place. How
 * many places a unit of weight has is a power of two, so that it seldom changes as members come and
 * go: what moves then is what the others give or take.
 */
final class RingTable implements Table {
  private final long[] hashes;
  private final int[] numbers;

  private RingTable(long[] hashes, int[] numbers) {
    this.hashes = hashes;
    this.numbers = numbers;
  }

  /** A place on the ring. */
  private record Place(long hash, int number) {}

  static RingTable of(List<Member> members, Group group, int least, int most) {
    Group reduced = group.reduced();
    int[] counts = counts(reduced, least, most);
    Place[] places = new Place[Arrays.stream(counts).sum()];
    int next = 0;
    for (int i = 0; i < counts.length; i++) {
      long base = KeyHash.of(reduced.name(members, i));
      for (int copy = 0; copy < counts[i]; copy++) {
        long hash = KeyHash.mix(base + copy * KeyHash.STEP);
        places[next++] = new Place(hash, reduced.numbers()[i]);
      }
    }
    Arrays.sort(
        places,
        Comparator.comparing(Place::hash, Long::compareUnsigned).thenComparingInt(Place::number));
    return new RingTable(
        Arrays.stream(places).mapToLong(Place::hash).toArray(),
        Arrays.stream(places).mapToInt(Place::number).toArray());
  }

  private static int[] counts(Group group, int least, int most) {
    long total = group.total();
    long unit = 1;
    while (unit * total < least && 2 * unit * total <= most) {
      unit *= 2;
    }
    int[] counts = new int[group.size()];
    for (int i = 0; i < counts.length; i++) {
      long count = group.weights()[i] * unit;
      counts[i] = (int) (total > most ? Math.max(1, count * most / total) : count);
    }
    return counts;
  }

  @Override
  public int pick(PickSource source, int attempt) {
    int at = ceiling(source.hash());
    int number = numbers[at];
    for (int passed = 0, steps = 1; passed < attempt && steps < numbers.length; steps++) {
      at = at + 1 == numbers.length ? 0 : at + 1;
      if (numbers[at] != number) {
        number = numbers[at];
        passed++;
      }
    }
    return number;
  }

  /** The first place at or behind {@code hash}, round the ring. */
  private int ceiling(long hash) {
    int low = 0;
    int high = hashes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(hashes[middle], hash) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == hashes.length ? 0 : low;
  }

  int places() {
    return hashes.length;
  }
}
