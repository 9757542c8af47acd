package io.weir.proxywasm.internal;

/**
 * Chooses the calls of a VM that are timed, one in so many, and times them: the whole of a call,
 * and what of it passes in host functions. Between two sampled calls of a callback lies a random
 * number of others, twice the interval at most: a fixed step could follow a rhythm that the
 * requests have. Confined to the VM's thread.
 */
final class CallSampler {
  /** One call in so many is sampled where nothing else is said. */
  static final int INTERVAL = 128;

  private int interval = INTERVAL;
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
  }

  /** Whether the call that runs is sampled: host functions then tell when they begin and end. */
  boolean isSampling() {
    return sampling;
  }

  /** A call that is sampled begins. */
  void begin(GuestCallback callback) {
    callback.sampleIn(step());
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

  /** How many calls of a callback there are up to the next one that is sampled; 0 for none. */
  int step() {
    if (interval <= 1) {
      return interval;
    }
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return 1 + Math.floorMod(random, 2 * interval - 1);
  }
}
