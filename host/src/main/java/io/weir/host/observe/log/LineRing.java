package io.weir.host.observe.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whole lines on their way from one worker to the one writer. A bounded ring of bytes: what does
 * not fit is dropped and counted. {@link #offer} is for the worker's loop alone, {@link #drain} for
 * the writer alone; neither waits.
 */
final class LineRing {
  /** Where bytes go. */
  @FunctionalInterface
  interface Sink {
    /** Takes all that remains. */
    void write(ByteBuffer bytes) throws IOException;
  }

  private final byte[] bytes;

  /** Of all bytes ever taken out, and ever put in; plain stores with release order. */
  private final AtomicLong head = new AtomicLong();

  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();

  /**
   * @param capacity in bytes, a power of two
   */
  LineRing(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * Puts a line in, or drops it.
   *
   * @return whether the ring is half full: the writer should come
   */
  boolean offer(byte[] line, int length) {
    long end = tail.getPlain();
    long used = end - head.getAcquire();
    if (used + length > bytes.length) {
      drop();
      return true;
    }
    int at = (int) (end & (bytes.length - 1));
    int first = Math.min(length, bytes.length - at);
    System.arraycopy(line, 0, bytes, at, first);
    System.arraycopy(line, first, bytes, 0, length - first);
    tail.setRelease(end + length);
    return used + length > bytes.length / 2;
  }

  /** A line is not written. On the worker's loop. */
  void drop() {
    dropped.setOpaque(dropped.getPlain() + 1);
  }

  /** Any thread. */
  long dropped() {
    return dropped.getOpaque();
  }

  /**
   * Writes the lines that are in now.
   *
   * @throws IOException from the sink; what it was given is lost
   */
  boolean drain(Sink sink) throws IOException {
    long start = head.getPlain();
    long end = tail.getAcquire();
    if (start == end) {
      return false;
    }
    int at = (int) (start & (bytes.length - 1));
    int length = (int) (end - start);
    int first = Math.min(length, bytes.length - at);
    try {
      sink.write(ByteBuffer.wrap(bytes, at, first));
      if (first < length) {
        sink.write(ByteBuffer.wrap(bytes, 0, length - first));
      }
    } finally {
      head.setRelease(end);
    }
    return true;
  }
}
