package io.weir.host.upstream.balance;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Members in turn, each as often as its weight says and as evenly spread as can be: the order is
 * worked out once, as if the kth request of a member of weight w were due at (k + 1/2) / w.
 */
final class RoundRobinTable implements Table {
  /** One round has so many turns at most, or four for each member; then weights are rounded. */
  private static final int MAX_TURNS = 8_192;

  private final int number;
  private final int[] turns;

  private RoundRobinTable(int number, int[] turns) {
    this.number = number;
    this.turns = turns;
  }

  /** A member and when it is due next. */
  private record Due(double at, int index) {}

  /**
   * @param number of the group, for {@link PickSource#nextTurn}
   */
  static RoundRobinTable of(Group group, int number) {
    long[] weights = rounded(group.reduced());
    int count = 0;
    PriorityQueue<Due> queue =
        new PriorityQueue<>(Comparator.comparingDouble(Due::at).thenComparingInt(Due::index));
    for (int i = 0; i < weights.length; i++) {
      count += (int) weights[i];
      queue.add(new Due(0.5 / weights[i], i));
    }
    int[] turns = new int[count];
    for (int turn = 0; turn < count; turn++) {
      Due due = queue.remove();
      turns[turn] = group.numbers()[due.index()];
      queue.add(new Due(due.at() + 1.0 / weights[due.index()], due.index()));
    }
    return new RoundRobinTable(number, turns);
  }

  private static long[] rounded(Group group) {
    long total = group.total();
    long most = Math.max(MAX_TURNS, 4L * group.size());
    if (total <= most) {
      return group.weights();
    }
    long[] rounded = new long[group.size()];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = Math.max(1, Math.round((double) group.weights()[i] * most / total));
    }
    return rounded;
  }

  @Override
  public int pick(PickSource source, int attempt) {
    return turns[Integer.remainderUnsigned(source.nextTurn(number), turns.length)];
  }
}
