package io.weir.proxywasm.host;

/** The time that guests see. */
public interface WallClock {
  /** Nanoseconds since 1970. */
  long realtimeNanos();

  /** Nanoseconds of a clock that never goes back. */
  long monotonicNanos();

  /** The machine's clocks. */
  static WallClock system() {
    return SystemClock.INSTANCE;
  }
}
