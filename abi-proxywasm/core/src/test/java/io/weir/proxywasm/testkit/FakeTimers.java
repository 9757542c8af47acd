package io.weir.proxywasm.testkit;

import io.weir.proxywasm.host.TimerScheduler;
import java.util.ArrayList;
import java.util.List;

/** Timers that a test fires. */
public final class FakeTimers implements TimerScheduler {
  private record Pending(long millis, Runnable task) {}

  private final List<Pending> pending = new ArrayList<>();

  @Override
  public Timer schedule(long millis, Runnable task) {
    Pending timer = new Pending(millis, task);
    pending.add(timer);
    return () -> pending.remove(timer);
  }

  /** The delays of all that is pending. */
  public List<Long> delays() {
    return pending.stream().map(Pending::millis).toList();
  }

  /** Fires everything that is pending now. */
  public void fire() {
    List<Pending> now = List.copyOf(pending);
    pending.clear();
    now.forEach(p -> p.task.run());
  }
}
