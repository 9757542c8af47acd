package io.weir.proxywasm.internal;

import io.weir.proxywasm.CallbackStats;
import io.weir.proxywasm.DurationHistogram;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The rarer numbers of one callback. Only the VM's thread writes; any thread may read. Writes are
 * opaque: as cheap as plain ones, since there is one writer and no order to keep, yet a reader sees
 * whole longs, and sees them soon.
 */
final class CallCounters {
  private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(long[].class);

  private static final int TRAPS = 0;
  private static final int TIMEOUTS = 1;
  private static final int SAMPLES = 2;
  private static final int GUEST_NANOS = 3;
  private static final int HOST_NANOS = 4;
  private static final int DURATIONS = 5;

  private final long[] numbers = new long[DURATIONS + DurationHistogram.BUCKETS];

  void trapped() {
    add(TRAPS, 1);
  }

  void timedOut() {
    add(TIMEOUTS, 1);
  }

  /** A call took so long, {@code hostNanos} of it in host functions. */
  void sampled(long nanos, long hostNanos) {
    add(SAMPLES, 1);
    add(GUEST_NANOS, nanos - hostNanos);
    add(HOST_NANOS, hostNanos);
    add(DURATIONS + DurationHistogram.bucket(nanos), 1);
  }

  private void add(int index, long delta) {
    NUMBER.setOpaque(numbers, index, numbers[index] + delta);
  }

  CallbackStats snapshot(String name, long calls) {
    long[] durations = new long[DurationHistogram.BUCKETS];
    for (int i = 0; i < durations.length; i++) {
      durations[i] = read(DURATIONS + i);
    }
    return new CallbackStats(
        name,
        calls,
        read(TRAPS),
        read(TIMEOUTS),
        read(SAMPLES),
        read(GUEST_NANOS),
        read(HOST_NANOS),
        new DurationHistogram(durations));
  }

  private long read(int index) {
    return (long) NUMBER.getOpaque(numbers, index);
  }
}
