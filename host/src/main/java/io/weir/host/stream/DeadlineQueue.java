package io.weir.host.stream;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of one length, which are due in the order in which they were armed. One timer of the
 * loop stands for all of them, for the first one as it was when the timer was set: to arm and to
 * cancel are a few field writes. On the loop.
 */
final class DeadlineQueue {
  private final EventLoop loop;
  private final long nanos;
  private @Nullable Deadline first;
  private @Nullable Deadline last;
  private boolean timed;

  DeadlineQueue(EventLoop loop, long nanos) {
    this.loop = loop;
    this.nanos = nanos;
  }

  long nanos() {
    return nanos;
  }

  /** Whether it can be forgotten. */
  boolean isUnused() {
    return first == null && !timed;
  }

  /** Puts {@code deadline}, which is not armed, at the end. */
  void add(Deadline deadline) {
    Deadline tail = last;
    deadline.queue = this;
    deadline.due = loop.ticker().nanoTime() + nanos;
    deadline.before = tail;
    if (tail == null) {
      first = deadline;
    } else {
      tail.after = deadline;
    }
    last = deadline;
    if (!timed) {
      time(nanos);
    }
  }

  void remove(Deadline deadline) {
    Deadline before = deadline.before;
    Deadline after = deadline.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    deadline.before = null;
    deadline.after = null;
    deadline.queue = null;
  }

  private void time(long left) {
    timed = true;
    loop.schedule(this::look, left, TimeUnit.NANOSECONDS);
  }

  /** What is due is done; the timer is set for the first of the others. */
  private void look() {
    long now = loop.ticker().nanoTime();
    try {
      Deadline head;
      while ((head = first) != null && head.due - now <= 0) {
        remove(head);
        head.expired();
      }
    } finally {
      timed = false;
      Deadline next = first;
      if (next != null) {
        time(Math.max(0, next.due - now));
      }
    }
  }
}
