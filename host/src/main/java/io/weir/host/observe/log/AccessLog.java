package io.weir.host.observe.log;

import io.weir.host.config.AccessLogSettings;
import io.weir.host.observe.record.StreamRecord;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The access log as one worker has it, compiled. Confined to its loop. */
public final class AccessLog {
  private static final long MILLI = 1_000_000;

  private final LogFormat format;
  private final LogWriter writer;
  private final LineRing ring;
  private final int minStatus;
  private final long minNanos;
  private final double share;
  private final Set<String> excludedPaths;
  private final LineBuffer line = new LineBuffer();

  AccessLog(AccessLogSettings settings, LogWriter writer, int worker) {
    this.format =
        settings.json().isEmpty()
            ? LogFormat.text(settings.format())
            : LogFormat.json(settings.json());
    this.writer = writer;
    this.ring = writer.ring(worker);
    AccessLogSettings.Filter filter = settings.filter();
    this.minStatus = filter.minStatus();
    this.minNanos = filter.minDuration().toMillis() * MILLI;
    this.share = filter.samplePercent() / 100;
    this.excludedPaths = Set.copyOf(filter.excludePaths());
  }

  /** Writes the line of a stream that has ended, unless the filter leaves it out. */
  public void write(StreamRecord record) {
    if (!wanted(record)) {
      return;
    }
    format.write(record, line);
    if (line.isFull()) {
      ring.drop(); // cut JSON is none
    } else if (ring.offer(line.array(), line.length())) {
      writer.wake();
    }
  }

  private boolean wanted(StreamRecord record) {
    if (record.status() < minStatus && minStatus > 0) {
      return false;
    }
    if (minNanos > 0 && record.durationNanos() < minNanos) {
      return false;
    }
    if (share < 1 && ThreadLocalRandom.current().nextDouble() >= share) {
      return false;
    }
    return excludedPaths.isEmpty() || !excludedPaths.contains(path(record));
  }

  private static String path(StreamRecord record) {
    String target = record.target();
    if (target == null) {
      return "";
    }
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
