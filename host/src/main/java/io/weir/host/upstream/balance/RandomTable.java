package io.weir.host.upstream.balance;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Members at random by weight, in constant time: Vose's alias method. Each of n equal columns is
 * shared by two members at most.
 */
final class RandomTable implements Table {
  private static final int WHOLE = 1 << 30;

  private final int[] numbers;
  private final int @Nullable [] threshold;
  private final int[] alias;

  private RandomTable(int[] numbers, int @Nullable [] threshold, int[] alias) {
    this.numbers = numbers;
    this.threshold = threshold;
    this.alias = alias;
  }

  static RandomTable of(Group group) {
    if (group.isEven()) {
      return new RandomTable(group.numbers(), null, group.numbers());
    }
    int count = group.size();
    double[] height = new double[count];
    ArrayDeque<Integer> small = new ArrayDeque<>();
    ArrayDeque<Integer> large = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      height[i] = (double) group.weights()[i] * count / group.total();
      (height[i] < 1 ? small : large).add(i);
    }
    int[] threshold = new int[count];
    int[] alias = new int[count];
    while (!small.isEmpty() && !large.isEmpty()) {
      int less = small.remove();
      int more = large.remove();
      threshold[less] = (int) (height[less] * WHOLE);
      alias[less] = more;
      height[more] -= 1 - height[less];
      (height[more] < 1 ? small : large).add(more);
    }
    // What is left is whole, but for the rounding of floating point.
    small.forEach(i -> threshold[i] = WHOLE);
    large.forEach(i -> threshold[i] = WHOLE);
    return new RandomTable(group.numbers(), threshold, alias);
  }

  @Override
  public int pick(PickSource source, int attempt) {
    return numbers[index(source)];
  }

  int size() {
    return numbers.length;
  }

  int number(int index) {
    return numbers[index];
  }

  /** By weight, the place of a member in its group. */
  int index(PickSource source) {
    int column = source.random(numbers.length);
    int[] limits = threshold;
    if (limits == null || source.random(WHOLE) < limits[column]) {
      return column;
    }
    return alias[column];
  }
}
