package io.weir.host.route;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable hash table by text that may be asked with a part of a longer text, so that a look-up
 * allocates nothing. The hash is that of {@link String#hashCode} over the part, which callers make
 * as they walk; it stands in the node beside the key, so that a key of another hash is not looked
 * at. Open addressing, at most half full.
 */
final class TextMap<V> {
  private static final int MIN_SLOTS = 2;

  /** A table this many times larger than it must be is made smaller. */
  private static final int SPARE = 4;

  private static final TextMap<?> EMPTY = new TextMap<Object>(array(MIN_SLOTS), 0, 0);

  private final @Nullable Node<V>[] slots;
  private final int shift;
  private final int size;
  private final int longest;

  /** One entry. */
  private record Node<V>(int hash, String key, V value) {}

  private TextMap(@Nullable Node<V>[] slots, int size, int longest) {
    this.slots = slots;
    this.size = size;
    this.longest = longest;
    shift = shift(slots);
  }

  @SuppressWarnings("unchecked") // there are no arrays of generic types
  private static <V> @Nullable Node<V>[] array(int length) {
    return new @Nullable Node[length];
  }

  @SuppressWarnings("unchecked") // it has no value of any type
  static <V> TextMap<V> empty() {
    return (TextMap<V>) EMPTY;
  }

  /**
   * This map with some entries changed. The nodes of all others are shared.
   *
   * @param changes null for what goes
   */
  TextMap<V> with(Map<String, @Nullable V> changes) {
    int room = 2 * (size + changes.size());
    @Nullable Node<V>[] next = room > slots.length ? resized(slots, room) : slots.clone();
    int count = size;
    int max = longest;
    for (Map.Entry<String, @Nullable V> change : changes.entrySet()) {
      String key = change.getKey();
      V value = change.getValue();
      if (value == null) {
        count -= remove(next, key) ? 1 : 0;
      } else {
        count += put(next, new Node<>(key.hashCode(), key, value)) ? 1 : 0;
        max = Math.max(max, key.length());
      }
    }
    if (count == 0) {
      return empty();
    }
    boolean sparse = next.length > SPARE * 2 * count && next.length > MIN_SLOTS;
    return new TextMap<>(sparse ? resized(next, 2 * count) : next, count, max);
  }

  private static <V> @Nullable Node<V>[] resized(@Nullable Node<V>[] from, int room) {
    int length = Integer.highestOneBit(Math.max(MIN_SLOTS, room) * 2 - 1);
    @Nullable Node<V>[] to = array(length);
    for (Node<V> node : from) {
      if (node != null) {
        put(to, node);
      }
    }
    return to;
  }

  /** Whether the key is a new one. */
  private static <V> boolean put(@Nullable Node<V>[] slots, Node<V> node) {
    int slot = slot(slots, node.hash, node.key);
    boolean isNew = slots[slot] == null;
    slots[slot] = node;
    return isNew;
  }

  /**
   * Whether the key was there. What stood behind it moves up, so that no gap parts a key from its
   * first slot.
   */
  private static <V> boolean remove(@Nullable Node<V>[] slots, String key) {
    int gap = slot(slots, key.hashCode(), key);
    if (slots[gap] == null) {
      return false;
    }
    int mask = slots.length - 1;
    int shift = shift(slots);
    int at = gap;
    while (true) {
      at = (at + 1) & mask;
      Node<V> node = slots[at];
      if (node == null) {
        slots[gap] = null;
        return true;
      }
      if (((at - first(node.hash, shift)) & mask) >= ((at - gap) & mask)) {
        slots[gap] = node;
        gap = at;
      }
    }
  }

  /** Where {@code key} stands, or would. */
  private static <V> int slot(@Nullable Node<V>[] slots, int hash, String key) {
    int slot = first(hash, shift(slots));
    while (true) {
      Node<V> node = slots[slot];
      if (node == null || (node.hash == hash && node.key.equals(key))) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  private static int shift(@Nullable Object[] slots) {
    return Integer.numberOfLeadingZeros(slots.length) + 1;
  }

  private static int first(int hash, int shift) {
    return (hash * 0x9E3779B9) >>> shift;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** What {@code maker} makes of one entry; there must be one. */
  <R> R anyEntry(BiFunction<String, V, R> maker) {
    for (Node<V> node : slots) {
      if (node != null) {
        return maker.apply(node.key, node.value);
      }
    }
    throw new IllegalStateException("size: 0 (expected: at least 1)");
  }

  /** No key is longer; perhaps none is as long, after the longest has gone. */
  int longest() {
    return longest;
  }

  /** The value of a key, or null. */
  @Nullable V get(String key) {
    int hash = key.hashCode();
    for (int slot = first(hash, shift); ; slot = (slot + 1) & (slots.length - 1)) {
      Node<V> node = slots[slot];
      if (node == null) {
        return null;
      }
      if (node.hash == hash && node.key.equals(key)) {
        return node.value;
      }
    }
  }

  /** The value of the key that is {@code text} from {@code from} to {@code to}, or null. */
  @Nullable V get(String text, int from, int to, int hash) {
    for (int slot = first(hash, shift); ; slot = (slot + 1) & (slots.length - 1)) {
      Node<V> node = slots[slot];
      if (node == null) {
        return null;
      }
      if (node.hash == hash && node.key.length() == to - from && text.startsWith(node.key, from)) {
        return node.value;
      }
    }
  }

  /** The hash of a part, as {@link String#hashCode} has it. */
  static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.stream(slots)
        .filter(Objects::nonNull)
        .map(Node::key)
        .sorted()
        .toList()
        .toString();
  }
}
