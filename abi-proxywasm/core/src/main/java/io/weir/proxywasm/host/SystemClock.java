package io.weir.proxywasm.host;

import java.time.Instant;

enum SystemClock implements WallClock {
  INSTANCE;

  @Override
  public long realtimeNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public long monotonicNanos() {
    return System.nanoTime();
  }
}
