package io.weir.registry.catalogue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  void put(Entry fresh) {
    lock.writeLock().lock();
    try {
      Entry entry = fresh.withReadme(terms.shared(fresh.readmeWords()));
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
    Ranking ranking = new Ranking(query.sort(), scores, entries);
    Integer after = query.after() == null ? null : after(query.after());
    int limit = query.limit();
    List<Integer> first = ranking.first(found, after, limit + 1); // one more tells of a next page
    List<PluginSummary> plugins =
        first.stream().limit(limit).map(each -> ranking.entry(each).summary()).toList();
    String next = first.size() > limit ? plugins.getLast().repository() : null;
    return new SearchPage(plugins, found.cardinality(), next, facets.count(found));
  }

  private int after(String repository) {
    Integer number = numbers.get(repository);
    if (number == null) {
      throw new IllegalArgumentException(
          "after: "
              + repository
              + " (expected: `next` of the page before; start again without it)");
    }
    return number;
  }

  private String repository(int number) {
    Entry entry = entries.get(number);
    if (entry == null) {
      throw new IllegalStateException("no entry " + number);
    }
    return entry.summary().repository();
  }
}
