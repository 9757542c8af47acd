package io.weir.host.route;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable hash table by text that is asked with a part of a longer text, so that a look-up
 * allocates nothing. The hash is that of {@link String#hashCode} over the part, which callers make
 * as they walk. Open addressing, at most half full.
 */
final class TextMap<V> {
  private static final int MIN_SLOTS = 4;

  private final @Nullable String[] keys;
  private final @Nullable Object[] values;
  private final int shift;
  private final int size;
  private final int longest;

  private TextMap(Map<String, V> entries) {
    size = entries.size();
    int slots = Math.max(MIN_SLOTS, Integer.highestOneBit(Math.max(1, size)) << 2);
    keys = new @Nullable String[slots];
    values = new @Nullable Object[slots];
    shift = Integer.numberOfLeadingZeros(slots) + 1;
    int max = 0;
    for (Map.Entry<String, V> entry : entries.entrySet()) {
      put(entry.getKey(), entry.getValue());
      max = Math.max(max, entry.getKey().length());
    }
    longest = max;
  }

  /** The same keys with some other values. */
  private TextMap(TextMap<V> before, Map<String, V> others) {
    keys = before.keys;
    values = before.values.clone();
    shift = before.shift;
    size = before.size;
    longest = before.longest;
    others.forEach((key, value) -> values[before.slot(key)] = value);
  }

  static <V> TextMap<V> of(Map<String, V> entries) {
    return new TextMap<>(entries);
  }

  /**
   * This map with some entries changed.
   *
   * @param changes null for what goes
   */
  TextMap<V> with(Map<String, @Nullable V> changes) {
    Map<String, V> put = new HashMap<>();
    boolean sameKeys = true;
    for (Map.Entry<String, @Nullable V> change : changes.entrySet()) {
      V value = change.getValue();
      boolean here = keys[slot(change.getKey())] != null;
      sameKeys &= here == (value != null);
      if (value != null) {
        put.put(change.getKey(), value);
      }
    }
    if (sameKeys) {
      return put.isEmpty() ? this : new TextMap<>(this, put);
    }
    Map<String, V> all = toMap();
    all.keySet().removeAll(changes.keySet());
    all.putAll(put);
    return new TextMap<>(all);
  }

  @SuppressWarnings("unchecked") // only put writes values
  private Map<String, V> toMap() {
    Map<String, V> all = HashMap.newHashMap(size);
    for (int i = 0; i < keys.length; i++) {
      String key = keys[i];
      if (key != null) {
        all.put(key, (V) Objects.requireNonNull(values[i]));
      }
    }
    return all;
  }

  private void put(String key, V value) {
    int slot = slot(key);
    keys[slot] = key;
    values[slot] = value;
  }

  /** Where {@code key} stands, or would. */
  private int slot(String key) {
    int slot = first(key.hashCode());
    while (true) {
      String at = keys[slot];
      if (at == null || at.equals(key)) {
        return slot;
      }
      slot = (slot + 1) & (keys.length - 1);
    }
  }

  private int first(int hash) {
    return (hash * 0x9E3779B9) >>> shift;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The length of the longest key, 0 when there is none. */
  int longest() {
    return longest;
  }

  /** The value of the key that is {@code text} from {@code from} to {@code to}, or null. */
  @SuppressWarnings("unchecked")
  @Nullable V get(String text, int from, int to, int hash) {
    for (int slot = first(hash); ; slot = (slot + 1) & (keys.length - 1)) {
      String key = keys[slot];
      if (key == null) {
        return null;
      }
      if (key.length() == to - from && text.regionMatches(from, key, 0, to - from)) {
        return (V) values[slot];
      }
    }
  }

  /** As {@link #get}, for keys in lower case, whatever the case of ASCII letters in the text. */
  @SuppressWarnings("unchecked")
  @Nullable V getFolded(String text, int from, int to, int hash) {
    for (int slot = first(hash); ; slot = (slot + 1) & (keys.length - 1)) {
      String key = keys[slot];
      if (key == null) {
        return null;
      }
      if (key.length() == to - from && isFolded(text, from, key)) {
        return (V) values[slot];
      }
    }
  }

  private static boolean isFolded(String text, int from, String key) {
    for (int i = 0; i < key.length(); i++) {
      if (fold(text.charAt(from + i)) != key.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Lower case, of ASCII letters alone. */
  static int fold(char c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  @Override
  public String toString() {
    return Arrays.stream(keys).filter(Objects::nonNull).sorted().toList().toString();
  }
}
