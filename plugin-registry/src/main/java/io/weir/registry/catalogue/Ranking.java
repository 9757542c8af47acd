package io.weir.registry.catalogue;

import io.weir.registry.catalogue.Query.Sort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The order of plugins in an answer, by their numbers; equals are ordered by repository.
 *
 * @param scores how well each fits, by number
 * @param entries by number
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ranking(Sort sort, float[] scores, List<@Nullable Entry> entries)
    implements Comparator<Integer> {

  /**
   * The first of {@code found}, in order.
   *
   * @param after only those behind it; null for all
   */
  List<Integer> first(BitSet found, @Nullable Integer after, int wanted) {
    PriorityQueue<Integer> best = new PriorityQueue<>(wanted + 1, reversed());
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      if (after != null && order(i, after) <= 0) {
        continue;
      }
      if (best.size() < wanted) {
        best.add(i);
      } else if (order(i, best.element()) < 0) {
        best.poll();
        best.add(i);
      }
    }
    List<Integer> first = new ArrayList<>(best);
    first.sort(this);
    return first;
  }

  @Override
  public int compare(Integer one, Integer other) {
    return order(one, other);
  }

  private int order(int one, int other) {
    int first =
        switch (sort) {
          case RELEVANCE -> Float.compare(scores[other], scores[one]);
          case NAME -> entry(one).titleKey().compareTo(entry(other).titleKey());
          case UPDATED -> summary(other).updated().compareTo(summary(one).updated());
          case DOWNLOADS -> 0;
        };
    if (first == 0 && (sort == Sort.RELEVANCE || sort == Sort.DOWNLOADS)) {
      first = Long.compare(summary(other).downloads(), summary(one).downloads());
    }
    return first != 0 ? first : summary(one).repository().compareTo(summary(other).repository());
  }

  private PluginSummary summary(int number) {
    return entry(number).summary();
  }

  Entry entry(int number) {
    Entry entry = entries.get(number);
    if (entry == null) {
      throw new IllegalStateException("no entry " + number);
    }
    return entry;
  }
}
