package io.weir.host.stream;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Bytes that a filter puts into its direction behind itself, until the guest has returned. */
final class InjectedData {
  /**
   * @param end nothing follows
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Chunk(byte[] bytes, boolean end) {}

  private @Nullable ArrayDeque<Chunk> chunks;
  private long length;

  boolean isEmpty() {
    return chunks == null || chunks.isEmpty();
  }

  /** The bytes that wait. */
  long length() {
    return length;
  }

  void add(byte[] bytes, boolean end) {
    if (chunks == null) {
      chunks = new ArrayDeque<>(4);
    }
    chunks.add(new Chunk(bytes, end));
    length += bytes.length;
  }

  @Nullable Chunk poll() {
    Chunk next = chunks == null ? null : chunks.poll();
    length -= next == null ? 0 : next.bytes.length;
    return next;
  }

  void clear() {
    chunks = null;
    length = 0;
  }
}
