package io.weir.host.plugin;

import io.weir.proxywasm.LogLevel;
import io.weir.proxywasm.host.LogSink;
import java.util.concurrent.TimeUnit;

/**
 * Lets so many lines of one VM through in a second; the rest is counted and dropped, and the log
 * says so once a second. Confined to the VM's thread.
 */
final class LogRate implements LogSink {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LogSink next;
  private final int most;
  private final VersionTotals totals;
  private long second = System.nanoTime();
  private int lines;
  private long dropped;

  LogRate(LogSink next, int linesPerSecond, VersionTotals totals) {
    this.next = next;
    this.most = linesPerSecond;
    this.totals = totals;
  }

  @Override
  public LogLevel level() {
    return next.level();
  }

  @Override
  public void log(String plugin, LogLevel level, String message) {
    if (level.compareTo(next.level()) < 0) {
      return; // nobody would see it: it takes no place
    }
    if (lines >= most && !nextSecond(plugin)) {
      dropped++;
      totals.count(PluginEvent.DROPPED_LOG_LINE);
      return;
    }
    lines++;
    next.log(plugin, level, message);
  }

  private boolean nextSecond(String plugin) {
    long now = System.nanoTime();
    if (now - second < SECOND) {
      return false;
    }
    second = now;
    lines = 0;
    if (dropped > 0) {
      next.log(
          plugin,
          LogLevel.WARN,
          dropped + " log lines were dropped (limits.logLinesPerSecond: " + most + ")");
      dropped = 0;
    }
    return true;
  }
}
