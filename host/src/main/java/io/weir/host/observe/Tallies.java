package io.weir.host.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of listeners, routes or clusters, by name. The number of names is bounded: past it
 * they are counted together. Confined to one loop, or a copy.
 */
final class Tallies {
  /** The name under which all count that have none of their own. */
  static final String OTHER = "_other";

  private final Map<String, Tally> byName = new HashMap<>();
  private final boolean timed;
  private int most;

  // Requests come in rows of the same name: the name itself, not one that is equal.
  private @Nullable String lastName;
  private @Nullable Tally last;

  /**
   * @param most how many names are counted each by itself
   * @param timed whether there is a histogram of durations for each
   */
  Tallies(int most, boolean timed) {
    this.most = most;
    this.timed = timed;
  }

  void most(int names) {
    most = names;
  }

  @SuppressWarnings("ReferenceEquality") // as the comment at the field says
  Tally of(String name) {
    Tally latest = last;
    if (latest != null && name == lastName) {
      return latest;
    }
    Tally found = byName.get(name);
    if (found == null) {
      found = byName.computeIfAbsent(byName.size() < most ? name : OTHER, n -> new Tally(timed));
    }
    lastName = name;
    last = found;
    return found;
  }

  /** Forgets all others. */
  void retain(Set<String> live) {
    byName.keySet().removeIf(name -> !name.equals(OTHER) && !live.contains(name));
    lastName = null;
    last = null;
  }

  /** Adds what {@code other} has. */
  void add(Tallies other) {
    other.byName.forEach(
        (name, tally) -> byName.computeIfAbsent(name, n -> new Tally(timed)).add(tally));
  }

  /** In the order of their names. */
  void forEach(BiConsumer<String, Tally> action) {
    new TreeMap<>(byName).forEach(action);
  }
}
