package io.weir.registry.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found lately for beginnings that very many words have, as the first letters that
 * somebody types: it takes long to find, and is asked often. Thread-safe.
 */
final class CommonBeginnings {
  private static final int MAX = 32;

  private final Map<String, float[]> scores =
      new LinkedHashMap<>(MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > MAX;
        }
      };

  /** By number of document; not to be changed. Null when it is not known. */
  synchronized float @Nullable [] get(String word) {
    return scores.get(word);
  }

  synchronized void put(String word, float[] found) {
    scores.put(word, found);
  }

  synchronized void clear() {
    scores.clear();
  }
}
