package io.weir.proxywasm.engine;

/** A guest that can be stopped. */
public interface Interruptible {
  /**
   * Stops the guest call that runs now on {@code runner}: it ends with a {@link GuestTrapException}
   * of kind {@code INTERRUPTED}. Called by a watchdog that has claimed the call, so that the call
   * cannot return to its caller before this method has returned.
   *
   * @param runner the thread that is inside the guest
   */
  void interrupt(Thread runner);

  /**
   * Called by the runner after a call that was claimed: takes back an {@link #interrupt} that came
   * too late, so that it never hits the next guest.
   */
  void clearInterrupt();
}
