package io.weir.registry.catalogue;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait, each once: there are never more than manifests and repositories. Thread-safe.
 */
final class Tasks {
  private final Set<Task> waiting = new LinkedHashSet<>();
  private boolean busy;
  private boolean closed;

  synchronized void add(Task task) {
    waiting.add(task);
    notifyAll();
  }

  /**
   * The next one; the one before counts as done.
   *
   * @return null when there was none for so long, or it is closed
   */
  synchronized @Nullable Task next(Duration patience) throws InterruptedException {
    busy = false;
    notifyAll();
    long end = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty() && !closed) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return null;
      }
      wait(millis);
    }
    if (closed) {
      return null;
    }
    Iterator<Task> first = waiting.iterator();
    Task task = first.next();
    first.remove();
    busy = true;
    return task;
  }

  /** Waits until all that was added is done. */
  synchronized void awaitDone() throws InterruptedException {
    while ((busy || !waiting.isEmpty()) && !closed) {
      wait();
    }
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
