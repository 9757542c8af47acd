package io.weir.host.observe;

import io.weir.host.observe.log.AccessLog;
import io.weir.host.observe.record.LiveRecord;
import io.weir.host.observe.record.LiveRecords;
import org.jspecify.annotations.Nullable;

/**
 * Sees the streams of one worker begin and end: counts, logs and traces them. Confined to its loop.
 */
public final class WorkerWatch {
  private final StreamCounters counters = new StreamCounters();
  private final LiveRecords live = new LiveRecords();
  private @Nullable AccessLog accessLog;

  /** The commit: what streams that end from now on are logged by. */
  public void commit(@Nullable AccessLog log, int maxRoutes) {
    accessLog = log;
    counters.maxRoutes(maxRoutes);
  }

  /** A request has come in. */
  public void began(LiveRecord record) {
    live.add(record);
    counters.began(record);
  }

  /** It is over, and all is known of it. Called once for each that began. */
  public void ended(LiveRecord record) {
    live.remove(record);
    counters.ended(record);
    AccessLog log = accessLog;
    if (log != null) {
      log.write(record);
    }
  }

  public void connectionOpened(String listener) {
    StreamCounters.Connections counts = counters.connections(listener);
    counts.opened++;
    counts.active++;
  }

  public void connectionClosed(String listener) {
    counters.connections(listener).active--;
  }

  public LiveRecords live() {
    return live;
  }

  StreamCounters counters() {
    return counters;
  }
}
