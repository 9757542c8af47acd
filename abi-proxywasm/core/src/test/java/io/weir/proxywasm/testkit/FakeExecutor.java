package io.weir.proxywasm.testkit;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** A worker's tasks, run when a test says so. */
public final class FakeExecutor implements Executor {
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs the tasks that are there now, not those that they add. */
  public int run() {
    List<Runnable> now = List.copyOf(tasks);
    tasks.removeAll(now);
    now.forEach(Runnable::run);
    return now.size();
  }

  /** Runs until nothing is left. */
  public void runAll() {
    while (run() > 0) {
      continue;
    }
  }
}
