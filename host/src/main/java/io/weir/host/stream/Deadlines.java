package io.weir.host.stream;

import io.netty.channel.EventLoop;
import io.netty.util.collection.LongObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one worker's requests: a queue for each length of time that is in use, and so
 * no timer for each request. On the loop.
 */
public final class Deadlines {
  /** Past so many lengths those without a deadline are looked for and forgotten. */
  private static final int MANY = 64;

  private final EventLoop loop;
  private final LongObjectHashMap<DeadlineQueue> queues = new LongObjectHashMap<>();
  private @Nullable DeadlineQueue latest;
  private int tidyAt = MANY;

  public Deadlines(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Arms {@code deadline}, anew if it is armed.
   *
   * @param nanos until it is due, above 0
   */
  public void arm(Deadline deadline, long nanos) {
    deadline.disarm();
    DeadlineQueue queue = latest;
    if (queue == null || queue.nanos() != nanos) {
      queue = queue(nanos);
      latest = queue;
    }
    queue.add(deadline);
  }

  private DeadlineQueue queue(long nanos) {
    DeadlineQueue queue = queues.get(nanos);
    if (queue == null) {
      tidy();
      queue = new DeadlineQueue(loop, nanos);
      queues.put(nanos, queue);
    }
    return queue;
  }

  private void tidy() {
    if (queues.size() < tidyAt) {
      return;
    }
    latest = null;
    queues.values().removeIf(DeadlineQueue::isUnused);
    tidyAt = Math.max(MANY, 2 * queues.size());
  }

  /** How many lengths of time are known. */
  int lengths() {
    return queues.size();
  }
}
