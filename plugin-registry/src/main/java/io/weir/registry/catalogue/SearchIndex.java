package io.weir.registry.catalogue;

import io.weir.registry.catalogue.Query.Sort;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Plugins by number, with what finds them. Thread-safe: many search, one changes. */
final class SearchIndex {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final TermIndex terms = new TermIndex();
  private final Facets facets = new Facets();
  private final List<@Nullable Entry> entries = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final BitSet used = new BitSet();

  /** A plugin that was found. */
  private record Hit(Entry entry, float score) {}

  int size() {
    lock.readLock().lock();
    try {
      return numbers.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Nullable Entry get(String repository) {
    lock.readLock().lock();
    try {
      Integer number = numbers.get(repository);
      return number == null ? null : entries.get(number);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Sets what is known of a repository. */
  void put(Entry entry) {
    lock.writeLock().lock();
    try {
      remove(entry.summary().repository());
      int number = used.nextClearBit(0);
      while (entries.size() <= number) {
        entries.add(null);
      }
      entries.set(number, entry);
      used.set(number);
      numbers.put(entry.summary().repository(), number);
      terms.add(number, entry.words());
      facets.add(number, entry.summary());
    } finally {
      lock.writeLock().unlock();
    }
  }

  void remove(String repository) {
    lock.writeLock().lock();
    try {
      Integer number = numbers.remove(repository);
      Entry entry = number == null ? null : entries.set(number, null);
      if (number != null && entry != null) {
        used.clear(number);
        terms.remove(number, entry.words());
        facets.remove(number, entry.summary());
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * @throws IllegalArgumentException when {@link Query#after} names no plugin
   */
  SearchPage search(Query query, Predicate<String> visible) {
    lock.readLock().lock();
    try {
      boolean words = !Words.of(query.text(), 1).isEmpty();
      float[] scores = words ? terms.find(query.text(), entries.size()) : new float[entries.size()];
      BitSet found = found(query, words, scores, visible);
      return page(query, scores, found);
    } finally {
      lock.readLock().unlock();
    }
  }

  private BitSet found(Query query, boolean words, float[] scores, Predicate<String> visible) {
    BitSet found = (BitSet) used.clone();
    facets.filter(found, query);
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      if ((words && scores[i] == 0) || !visible.test(repository(i))) {
        found.clear(i);
      }
    }
    return found;
  }

  private SearchPage page(Query query, float[] scores, BitSet found) {
    Comparator<Hit> order = order(query.sort());
    Hit after = query.after() == null ? null : after(query.after(), scores);
    int wanted = query.limit() + 1;
    PriorityQueue<Hit> best = new PriorityQueue<>(order.reversed());
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      Hit hit = new Hit(entry(i), scores[i]);
      if (after == null || order.compare(hit, after) > 0) {
        best.add(hit);
        if (best.size() > wanted) {
          best.poll();
        }
      }
    }
    List<PluginSummary> plugins =
        best.stream()
            .sorted(order)
            .limit(query.limit())
            .map(each -> each.entry().summary())
            .toList();
    String next = best.size() == wanted ? plugins.getLast().repository() : null;
    return new SearchPage(plugins, found.cardinality(), next, facets.count(found));
  }

  private Hit after(String repository, float[] scores) {
    Integer number = numbers.get(repository);
    if (number == null) {
      throw new IllegalArgumentException(
          "after: "
              + repository
              + " (expected: `next` of the page before; start again without it)");
    }
    return new Hit(entry(number), scores[number]);
  }

  private Entry entry(int number) {
    Entry entry = entries.get(number);
    if (entry == null) {
      throw new IllegalStateException("no entry " + number);
    }
    return entry;
  }

  private String repository(int number) {
    return entry(number).summary().repository();
  }

  private static Comparator<Hit> order(Sort sort) {
    Comparator<Hit> byRepository = Comparator.comparing(hit -> hit.entry().summary().repository());
    return switch (sort) {
      case RELEVANCE ->
          Comparator.comparingDouble(Hit::score).reversed().thenComparing(order(Sort.DOWNLOADS));
      case NAME ->
          Comparator.comparing((Hit hit) -> hit.entry().summary().title().toLowerCase(Locale.ROOT))
              .thenComparing(byRepository);
      case UPDATED ->
          Comparator.comparing((Hit hit) -> hit.entry().summary().updated())
              .reversed()
              .thenComparing(byRepository);
      case DOWNLOADS ->
          Comparator.comparingLong((Hit hit) -> hit.entry().summary().downloads())
              .reversed()
              .thenComparing(byRepository);
    };
  }
}
