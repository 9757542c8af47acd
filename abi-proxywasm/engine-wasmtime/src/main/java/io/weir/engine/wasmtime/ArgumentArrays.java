package io.weir.engine.wasmtime;

import java.util.Arrays;

/**
 * Argument arrays of one instance's host calls, by depth of nesting and length, made once: a host
 * function may call the guest, which may call a host function, and each has its own array.
 */
final class ArgumentArrays {
  /** Arrays of this length and longer are made anew for each call. */
  private static final int LENGTHS = 16;

  private static final long[] NONE = {};

  private long[][] arrays = {};
  private int depth;

  long[] enter(int length) {
    int index = depth++ * LENGTHS + length;
    if (length >= LENGTHS) {
      return new long[length];
    }
    if (index >= arrays.length) {
      int before = arrays.length;
      arrays = Arrays.copyOf(arrays, depth * LENGTHS);
      Arrays.fill(arrays, before, arrays.length, NONE);
    }
    if (arrays[index].length != length) {
      arrays[index] = new long[length];
    }
    return arrays[index];
  }

  void leave() {
    depth--;
  }
}
