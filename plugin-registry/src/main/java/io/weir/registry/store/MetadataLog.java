package io.weir.registry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Metadata as a log of opaque records, numbered from 1 up, with compaction. {@link #replay} comes
 * first and once; the others are thread-safe and block.
 */
public interface MetadataLog extends AutoCloseable {
  /**
   * Reads all back: the snapshot, then the records after it. What a crash left unfinished at the
   * end is cut off.
   *
   * @param record called for each; the buffer is valid only during the call
   * @throws IOException when what was acknowledged cannot be read, naming the file and the remedy
   */
  void replay(Consumer<ByteBuffer> record) throws IOException;

  /**
   * Adds a record; durable when this returns. Concurrent callers share flushes.
   *
   * @return its number
   * @throws IOException when it was not added; the log stays as it was
   */
  long append(byte[] record) throws IOException;

  /**
   * Replaces the records up to a number by others that say the same. Records that are appended
   * meanwhile stay.
   *
   * @param snapshot walked once, during the call; may already show the effect of later records
   * @param upTo the last record that {@code snapshot} covers
   */
  void compact(Iterable<byte[]> snapshot, long upTo) throws IOException;

  /** Whether reading it back gets slow for other reasons than its size. Must be quick. */
  default boolean wantsCompaction() {
    return false;
  }

  /**
   * Makes sure that nobody else writes this log by now, before something is done that it does not
   * guard.
   *
   * @throws IOException when somebody does, or that is not to be found out
   */
  default void checkOwner() throws IOException {}

  @Override
  void close() throws IOException;
}
