package io.weir.proxywasm.host;

/** Timers on the VM's thread. */
public interface TimerScheduler {
  /** Runs {@code task} once on the VM's thread, not before {@code millis} have passed. */
  Timer schedule(long millis, Runnable task);

  /** A pending timer. */
  interface Timer {
    /** After this the task does not run. Idempotent. */
    void cancel();
  }
}
