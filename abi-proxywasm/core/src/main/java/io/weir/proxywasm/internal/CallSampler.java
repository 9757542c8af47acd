package io.weir.proxywasm.internal;

/**
 * Chooses the calls of a VM that are timed, one in so many, and times them: the whole of a call,
 * and what of it passes in host functions. Between two sampled calls lies a random number of
 * others, twice the interval at most: a fixed step would meet the same callbacks of the ever same
 * cycle again and again. Confined to the VM's thread.
 */
final class CallSampler {
  /** One call in so many is sampled where nothing else is said. */
  static final int INTERVAL = 128;

  private int interval = INTERVAL;
  private int left = 1;
  private int random;

  private boolean sampling;
  private long began;
  private long hostSince;
  private long hostNanos;

  /**
   * @param seed of the random steps
   */
  CallSampler(int seed) {
    random = seed | 1; // the generator stays at 0
    left = step();
  }

  /**
   * Samples one in so many from now on.
   *
   * @param calls 1 for each of them, 0 for none
   */
  void every(int calls) {
    if (calls < 0 || calls > 1 << 20) {
      throw new IllegalArgumentException(
          "sampling interval: " + calls + " (expected: 0 for none, or 1 to " + (1 << 20) + ")");
    }
    interval = calls;
    left = step();
  }

  /** Whether the call that begins now is to be sampled. */
  boolean isDue() {
    return --left == 0 && interval != 0;
  }

  /** Whether the call that runs is sampled: host functions then tell when they begin and end. */
  boolean isSampling() {
    return sampling;
  }

  void begin() {
    left = step();
    sampling = true;
    hostNanos = 0;
    began = System.nanoTime();
  }

  void end(CallCounters counters) {
    long nanos = System.nanoTime() - began;
    sampling = false;
    counters.sampled(nanos, Math.min(hostNanos, nanos));
  }

  void enterHost() {
    hostSince = System.nanoTime();
  }

  void leaveHost() {
    hostNanos += System.nanoTime() - hostSince;
  }

  private int step() {
    if (interval <= 1) {
      return interval;
    }
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return 1 + Math.floorMod(random, 2 * interval - 1);
  }
}
