package io.weir.host.observe.trace;

import io.weir.host.config.TracingSettings;
import io.weir.host.observe.Exposition;
import io.weir.host.observe.Exposition.Type;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The traces of the gateway over its changes. {@link #prepare} and {@link #commit} are for the
 * control thread, {@link #collect} for any. OpenTelemetry is not loaded before it is configured.
 */
public final class Traces {
  private static final long RETIRE_MILLIS = 5_000;

  private final int workers;
  private volatile @Nullable TraceExport live;
  private @Nullable TraceExport next;
  private @Nullable TracingSettings liveSettings;
  private @Nullable TracingSettings nextSettings;

  public Traces(int workers) {
    this.workers = workers;
  }

  /**
   * What each worker gets with the commit, in their order; empty for no traces.
   *
   * @param settings with secrets expanded; null for none
   */
  public List<Tracer> prepare(@Nullable TracingSettings settings) {
    abandon();
    if (settings == null) {
      return List.of();
    }
    TraceExport now = live;
    TraceExport export = now != null && sameExport(settings) ? now : new TraceExport(settings);
    next = export;
    nextSettings = settings;
    double share = settings.samplingPercent() / 100;
    return Stream.generate(() -> new Tracer(share, export.queue())).limit(workers).toList();
  }

  private boolean sameExport(TracingSettings settings) {
    TracingSettings before = liveSettings;
    return before != null
        && before.endpoint().equals(settings.endpoint())
        && before.serviceName().equals(settings.serviceName())
        && before.headers().equals(settings.headers());
  }

  /** The workers have what was prepared: what they had before is sent and closed. */
  public void commit() {
    TraceExport before = live;
    live = next;
    liveSettings = nextSettings;
    next = null;
    nextSettings = null;
    if (before != null && before != live) {
      retire(before);
    }
  }

  /** What was prepared does not become live. */
  public void abandon() {
    TraceExport unused = next;
    next = null;
    nextSettings = null;
    if (unused != null && unused != live) {
      retire(unused);
    }
  }

  /** A collector that does not answer holds no change back. */
  private static void retire(TraceExport export) {
    Thread.ofPlatform().daemon().name("weir-traces-end").start(() -> export.close(RETIRE_MILLIS));
  }

  /** Sends what there is, within the time. */
  public void close(long millis) {
    TraceExport now = live;
    live = null;
    if (now != null) {
      now.close(millis);
    }
  }

  /** Any thread. Nothing while nothing is traced. */
  public void collect(Exposition page) {
    TraceExport now = live;
    if (now == null) {
      return;
    }
    page.family("weir_traces_dropped_total", Type.COUNTER, "Streams without room for their spans.")
        .sample(now.queue().dropped());
    page.family("weir_spans_exported_total", Type.COUNTER, "Spans that the collector has taken.")
        .sample(now.exported());
    page.family("weir_spans_failed_total", Type.COUNTER, "Spans that it has not taken.")
        .sample(now.failed());
  }
}
