package io.weir.bench.torture.payload;

/** A sequence of bytes that is the same on every reading. Not thread-safe. */
@FunctionalInterface
public interface ByteSource {

  /** Writes the next {@code length} bytes of the sequence. */
  void next(byte[] target, int offset, int length);

  /** The next {@code length} bytes in an array of their own. */
  default byte[] take(int length) {
    byte[] bytes = new byte[length];
    next(bytes, 0, length);
    return bytes;
  }
}
