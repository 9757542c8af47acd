package io.weir.host.stream;

import io.weir.proxywasm.host.HeaderMap;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Headers in wire order, pseudo headers first, as one flat array. Confined to its stream's loop.
 */
public final class HeaderList implements HeaderMap {
  private @Nullable String[] entries = new @Nullable String[32];
  private int length;
  private int changes;
  private boolean readOnly;

  @Override
  public int size() {
    return length / 2;
  }

  @Override
  public String name(int index) {
    return at(index * 2);
  }

  @Override
  public String value(int index) {
    return at(index * 2 + 1);
  }

  @Override
  public @Nullable String get(String name) {
    int first = indexOf(name);
    return first < 0 ? null : at(first + 1);
  }

  /** As {@link #get}, with "" for none. */
  public String getOrEmpty(String name) {
    String value = get(name);
    return value == null ? "" : value;
  }

  /** The number of {@code :status}: three digits; 0 for anything else. */
  public int status() {
    return status(get(":status"));
  }

  /**
   * As {@link #status()}, of headers of whatever kind.
   *
   * @param text their {@code :status}, null for none
   */
  public static int status(@Nullable String text) {
    return text == null || text.length() != 3 ? 0 : Math.max(0, Digits.first(text, 3));
  }

  /** Whether a comma-separated header holds {@code token}, in any case. */
  public boolean hasToken(String name, String token) {
    for (int i = 0; i < length; i += 2) {
      if (name.equals(entries[i])) {
        for (String part : at(i + 1).split(",", -1)) {
          if (part.strip().equalsIgnoreCase(token)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Grows with each change. */
  int changes() {
    return changes;
  }

  /** From now on guests can only read. */
  public void freeze() {
    readOnly = true;
  }

  @Override
  public void add(String name, String value) {
    append(name.toLowerCase(Locale.ROOT), value);
  }

  /** As {@link #add}, of a name that is in lower case already: for codecs. */
  public void append(String name, String value) {
    changes++;
    if (length == entries.length) {
      entries = Arrays.copyOf(entries, length * 2);
    }
    entries[length++] = name;
    entries[length++] = value;
  }

  @Override
  public void set(String name, String value) {
    int first = indexOf(name);
    if (first < 0) {
      add(name, value);
      return;
    }
    changes++;
    entries[first + 1] = value;
    removeFrom(first + 2, name);
  }

  /**
   * Gives the first header of that name another value, if there is one, without counting as a
   * change: no route is matched by it.
   */
  void renew(String name, String value) {
    int first = indexOf(name);
    if (first >= 0) {
      entries[first + 1] = value;
    }
  }

  @Override
  public void remove(String name) {
    int first = indexOf(name);
    if (first >= 0) {
      removeFrom(first, name);
    }
  }

  /** Of the first entry with that name, -1 for none. */
  private int indexOf(String name) {
    for (int i = 0; i < length; i += 2) {
      if (name.equals(entries[i])) {
        return i;
      }
    }
    return -1;
  }

  private void removeFrom(int start, String name) {
    int to = start;
    for (int i = start; i < length; i += 2) {
      if (!name.equals(entries[i])) {
        entries[to++] = entries[i];
        entries[to++] = entries[i + 1];
      }
    }
    changes += to == length ? 0 : 1;
    Arrays.fill(entries, to, length, null);
    length = to;
  }

  @Override
  public void clear() {
    changes++;
    Arrays.fill(entries, 0, length, null);
    length = 0;
  }

  private String at(int index) {
    String s = index < length ? entries[index] : null;
    if (s == null) {
      throw new IndexOutOfBoundsException(
          "header entry: " + index / 2 + " (expected: < " + size() + ")");
    }
    return s;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i += 2) {
      text.append(entries[i]).append(": ").append(entries[i + 1]).append('\n');
    }
    return text.toString();
  }
}
