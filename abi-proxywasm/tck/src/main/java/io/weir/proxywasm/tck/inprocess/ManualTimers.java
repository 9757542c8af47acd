package io.weir.proxywasm.tck.inprocess;

import io.weir.proxywasm.host.TimerScheduler;
import java.util.ArrayList;
import java.util.List;

/** Timers that fire when they are told to. */
final class ManualTimers implements TimerScheduler {
  private final List<Runnable> pending = new ArrayList<>();

  @Override
  public Timer schedule(long millis, Runnable task) {
    pending.add(task);
    return () -> pending.remove(task);
  }

  /** Fires what is pending now, not what it schedules anew. */
  void fire() {
    List<Runnable> now = List.copyOf(pending);
    pending.clear();
    now.forEach(Runnable::run);
  }
}
