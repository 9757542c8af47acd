package io.weir.proxywasm.engine;

import org.jspecify.annotations.Nullable;

/** A running module. Used by one thread at a time; only {@link #interrupt} may come from others. */
public interface WasmInstance extends AutoCloseable {
  /** The exported function, or null when there is none of that name. Resolve once, call often. */
  @Nullable GuestFunction function(String name);

  /** The memory exported as {@code memory}; stays valid when the guest grows it. */
  GuestMemory memory();

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

  /** Frees the instance. Idempotent. Not from within a guest call. */
  @Override
  void close();
}
