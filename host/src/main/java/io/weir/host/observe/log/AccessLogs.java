package io.weir.host.observe.log;

import io.weir.host.config.AccessLogSettings;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access log of the gateway over its changes. {@link #prepare} and {@link #commit} are for the
 * control thread; the counters for any.
 */
public final class AccessLogs {
  private static final Logger log = LoggerFactory.getLogger(AccessLogs.class);

  private static final long RETIRE_MILLIS = 2_000;

  private final int workers;
  private volatile @Nullable LogWriter live;
  private @Nullable LogWriter next;
  private volatile long droppedBefore;
  private volatile long failedBefore;

  public AccessLogs(int workers) {
    this.workers = workers;
  }

  /**
   * What each worker gets with the commit, in their order; empty for no log. Nothing has changed
   * until {@link #commit}.
   *
   * @throws IOException when the file cannot be written
   */
  public List<AccessLog> prepare(@Nullable AccessLogSettings settings) throws IOException {
    abandon();
    if (settings == null) {
      return List.of();
    }
    LogWriter now = live;
    LogWriter writer =
        now != null && now.name().equals(settings.path())
            ? now
            : new LogWriter(LogSinkFile.open(settings.path()), workers);
    next = writer;
    return IntStream.range(0, workers).mapToObj(i -> new AccessLog(settings, writer, i)).toList();
  }

  /** The workers have what was prepared: what they had before is written and closed. */
  public void commit() {
    LogWriter before = live;
    live = next;
    next = null;
    if (before != null && before != live) {
      end(before, RETIRE_MILLIS);
    }
  }

  /** What was prepared does not become live. */
  public void abandon() {
    LogWriter unused = next;
    next = null;
    if (unused != null && unused != live) {
      end(unused, RETIRE_MILLIS);
    }
  }

  /** Writes what there is, within the time. */
  public void close(long millis) {
    LogWriter now = live;
    live = null;
    if (now != null) {
      end(now, millis);
    }
  }

  private void end(LogWriter writer, long millis) {
    if (!writer.close(millis)) {
      log.warn("access log {}: lines are lost: not written in {} ms", writer.name(), millis);
    }
    droppedBefore += writer.dropped();
    failedBefore += writer.failures();
  }

  /** Lines that were dropped since the start, for want of room. */
  public long dropped() {
    LogWriter now = live;
    return droppedBefore + (now == null ? 0 : now.dropped());
  }

  /** Writes that failed since the start. */
  public long failures() {
    LogWriter now = live;
    return failedBefore + (now == null ? 0 : now.failures());
  }
}
