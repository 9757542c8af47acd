package io.weir.host.config;

import java.util.List;

/**
 * Where two lists of immutable objects differ, by identity: they begin and end with the same
 * objects, and what lies between has changed. A change of one object of many is found without a
 * look into any of them.
 *
 * @param from where both begin to differ
 * @param beforeEnd the end of the part of the earlier list that is not in the later one
 * @param afterEnd the end of the part of the later list that is not in the earlier one
 */
public record ListDiff(int from, int beforeEnd, int afterEnd) {
  public static ListDiff of(List<?> before, List<?> after) {
    if (before == after) {
      return new ListDiff(before.size(), before.size(), before.size());
    }
    boolean parted = before instanceof PartedList<?> && after instanceof PartedList<?>;
    int shorter = Math.min(before.size(), after.size());
    int from = parted ? ((PartedList<?>) before).sharedHead((PartedList<?>) after) : 0;
    while (from < shorter && before.get(from) == after.get(from)) {
      from++;
    }
    int most = shorter - from;
    int same = parted ? ((PartedList<?>) before).sharedTail((PartedList<?>) after, most) : 0;
    while (same < most
        && before.get(before.size() - 1 - same) == after.get(after.size() - 1 - same)) {
      same++;
    }
    return new ListDiff(from, before.size() - same, after.size() - same);
  }

  /** What is in the earlier list alone. */
  public <T> List<T> gone(List<T> before) {
    return before.subList(from, beforeEnd);
  }

  /** What is in the later list alone. */
  public <T> List<T> added(List<T> after) {
    return after.subList(from, afterEnd);
  }

  public boolean isEmpty() {
    return from == beforeEnd && from == afterEnd;
  }
}
