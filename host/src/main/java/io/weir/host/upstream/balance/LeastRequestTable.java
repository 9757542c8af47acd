package io.weir.host.upstream.balance;

/**
 * Of some members drawn at random, by weight, the one with the fewest requests under way for its
 * weight; between equals, the one drawn first. Two draws come close to the least of all, and
 * workers that see the same do not all run to the same endpoint.
 */
final class LeastRequestTable implements Table {
  private final RandomTable draw;
  private final long[] weights;
  private final int choices;

  private LeastRequestTable(RandomTable draw, long[] weights, int choices) {
    this.draw = draw;
    this.weights = weights;
    this.choices = choices;
  }

  static LeastRequestTable of(Group group, int choices) {
    return new LeastRequestTable(RandomTable.of(group), group.weights(), choices);
  }

  @Override
  public int pick(PickSource source, int attempt) {
    int best = draw.index(source);
    if (draw.size() == 1) {
      return draw.number(best);
    }
    for (int i = 1; i < choices; i++) {
      int other = another(source, best);
      if (isLess(source, other, best)) {
        best = other;
      }
    }
    return draw.number(best);
  }

  /** By weight where that gives another one at once, else evenly. */
  private int another(PickSource source, int than) {
    int drawn = draw.index(source);
    if (drawn != than) {
      return drawn;
    }
    int count = draw.size();
    return (than + 1 + source.random(count - 1)) % count;
  }

  private boolean isLess(PickSource source, int a, int b) {
    long loadOfA = source.active(draw.number(a));
    long loadOfB = source.active(draw.number(b));
    return loadOfA * weights[b] < loadOfB * weights[a];
  }
}
