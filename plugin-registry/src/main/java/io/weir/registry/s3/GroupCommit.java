package io.weir.registry.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers who come while one batch is written share the next. Each caller waits for its own
 * record, so no more wait than there are callers.
 */
final class GroupCommit {
  private static final int BATCH_BYTES = 4 << 20;

  private final ReentrantLock writing;
  private final Writer writer;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

  /** Writes records durably; called with the lock held. */
  interface Writer {
    /**
     * @return the number of the first
     * @throws IOException when none was written
     */
    long write(List<byte[]> records) throws IOException;
  }

  /** A record and, once {@code done}, what became of it; guarded by the lock. */
  private static final class Waiting {
    private final byte[] record;
    private boolean done;
    private long number; // 0 as long as it is not written
    private @Nullable Exception failure;

    Waiting(byte[] record) {
      this.record = record;
    }
  }

  GroupCommit(ReentrantLock writing, Writer writer) {
    this.writing = writing;
    this.writer = writer;
  }

  /**
   * @return the record's number
   */
  long append(byte[] record) throws IOException {
    Waiting own = new Waiting(record);
    queue.add(own);
    writing.lock();
    try {
      while (!own.done) {
        commit();
      }
    } finally {
      writing.unlock();
    }
    if (own.number == 0) { // several callers share one failure, so each throws its own
      throw new IOException(
          own.failure == null ? "not written" : own.failure.getMessage(), own.failure);
    }
    return own.number;
  }

  private void commit() {
    List<Waiting> batch = nextBatch();
    try {
      long first = writer.write(batch.stream().map(each -> each.record).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).number = first + i;
      }
    } catch (IOException | RuntimeException e) {
      batch.forEach(each -> each.failure = e);
    } finally {
      batch.forEach(each -> each.done = true);
    }
  }

  private List<Waiting> nextBatch() {
    List<Waiting> batch = new ArrayList<>();
    int bytes = 0;
    for (Waiting next = queue.peek(); next != null; next = queue.peek()) {
      bytes += next.record.length;
      if (!batch.isEmpty() && bytes > BATCH_BYTES) {
        break;
      }
      batch.add(queue.remove());
    }
    return batch;
  }
}
