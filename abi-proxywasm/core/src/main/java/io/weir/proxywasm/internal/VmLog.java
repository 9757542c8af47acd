package io.weir.proxywasm.internal;

import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.PluginSpec;
import io.weir.proxywasm.host.VmServices;

/**
 * One VM's log lines: at most so many a second, and none without end. What is dropped is counted,
 * and said with the first line of a later second or when the VM ends.
 */
final class VmLog {
  /** The most bytes of one message. */
  static final int MAX_MESSAGE = 64 << 10;

  private static final long SECOND = 1_000_000_000;

  private final PluginSpec spec;
  private final VmServices services;
  private final int limit;
  private long since;
  private int lines;
  private long dropped;

  VmLog(PluginSpec spec, VmServices services) {
    this.spec = spec;
    this.services = services;
    this.limit = spec.limits().logLinesPerSecond();
    this.since = services.clock().monotonicNanos();
  }

  /** Whether lines of this level are wanted at all; cheap. */
  boolean wants(LogLevel level) {
    return level.compareTo(services.log().level()) >= 0;
  }

  void log(LogLevel level, String message) {
    if (!wants(level)) {
      return;
    }
    long now = services.clock().monotonicNanos();
    if (now - since >= SECOND) {
      sayDropped();
      since = now;
      lines = 0;
    }
    if (lines >= limit) {
      dropped++;
      return;
    }
    lines++;
    services.log().log(spec.name(), level, message);
  }

  private void sayDropped() {
    if (dropped != 0) {
      services.log().log(
          spec.name(),
          LogLevel.WARN,
          "log lines dropped: " + dropped + " (expected: at most " + limit + " a second)");
      dropped = 0;
    }
  }

  void close() {
    sayDropped();
  }
}
