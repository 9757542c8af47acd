package io.weir.proxywasm.host;

import org.jspecify.annotations.Nullable;

/**
 * An ordered multimap of headers. Names are lower case; pseudo headers ({@code :path} and so on)
 * are entries like any other. Names and values are bytes, one in each {@code char} (ISO 8859-1),
 * since header bytes need not be UTF-8.
 */
public interface HeaderMap {
  int size();

  /** Name of entry {@code index}, counted from 0. */
  String name(int index);

  /** Value of entry {@code index}, counted from 0. */
  String value(int index);

  /** The first value of {@code name} (lower case), or null. */
  @Nullable String get(String name);

  /** Whether the map has gone out already, so that changing it would mean nothing. */
  boolean isReadOnly();

  void add(String name, String value);

  /** Replaces every entry of {@code name} by one; adds it when there is none. */
  void set(String name, String value);

  void remove(String name);

  void clear();

  /** The sum of the lengths of all names and values, in bytes. */
  default int byteSize() {
    int bytes = 0;
    for (int i = 0; i < size(); i++) {
      bytes += name(i).length() + value(i).length();
    }
    return bytes;
  }
}
