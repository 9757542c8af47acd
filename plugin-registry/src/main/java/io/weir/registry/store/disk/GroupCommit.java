package io.weir.registry.store.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who come while a group is being written form the next one, which the first of them
 * writes. Thread-safe.
 */
final class GroupCommit {
  /** Writes groups, one at a time. */
  interface Sink {
    /**
     * @return the number of the group's first record
     * @throws IOException when none of the group was written
     */
    long write(List<byte[]> group) throws IOException;
  }

  /** Records that go together. */
  private static final class Group {
    final List<byte[]> records = new ArrayList<>();
    boolean done;
    long first;
    @Nullable IOException failure;
  }

  private final Sink sink;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turn = lock.newCondition();
  private Group forming = new Group();
  private boolean writing;

  GroupCommit(Sink sink) {
    this.sink = sink;
  }

  /**
   * Adds a record to a group and waits until that is written.
   *
   * @return the record's number
   */
  long add(byte[] record) throws IOException {
    lock.lock();
    try {
      Group group = forming;
      int index = group.records.size();
      group.records.add(record);
      while (writing && !group.done) {
        turn.awaitUninterruptibly();
      }
      if (!group.done) {
        lead(group);
      }
      if (group.failure != null) {
        throw new IOException(group.failure.getMessage(), group.failure);
      }
      return group.first + index;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock, which is let go while the group is written. */
  private void lead(Group group) {
    writing = true;
    forming = new Group();
    lock.unlock();
    try {
      group.first = sink.write(group.records);
    } catch (IOException e) {
      group.failure = e;
    } finally {
      lock.lock();
      if (group.first == 0 && group.failure == null) {
        group.failure = new IOException("the log failed"); // by what is thrown on
      }
      group.done = true;
      writing = false;
      turn.signalAll();
    }
  }
}
