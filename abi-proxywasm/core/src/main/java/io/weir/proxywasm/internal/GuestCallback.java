package io.weir.proxywasm.internal;

import io.weir.proxywasm.CallbackStats;
import io.weir.proxywasm.engine.GuestFunction;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A function that the host calls of its own accord, and the counts of those calls. */
public final class GuestCallback {
  private static final VarHandle CALLS = calls();

  private final String name;
  final GuestFunction function;
  final CallCounters counters = new CallCounters();

  // Beside each other, and not among the counters: each call reads and writes them.
  private long calls;
  private long sampleAt;

  GuestCallback(String name, GuestFunction function) {
    this.name = name;
    this.function = function;
  }

  private static VarHandle calls() {
    try {
      return MethodHandles.lookup().findVarHandle(GuestCallback.class, "calls", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The export's name. */
  public String name() {
    return name;
  }

  /** Counts a call that begins; returns whether it is to be sampled. */
  boolean called() {
    long number = calls + 1;
    CALLS.setOpaque(this, number); // for readers as those of CallCounters
    return number == sampleAt;
  }

  /**
   * Has one of the next calls be sampled.
   *
   * @param calls which: 1 for the next one, 0 for none
   */
  void sampleIn(int calls) {
    sampleAt = calls == 0 ? 0 : this.calls + calls;
  }

  /** What it has cost so far. Any thread. */
  CallbackStats snapshot() {
    return counters.snapshot(name, (long) CALLS.getOpaque(this));
  }
}
