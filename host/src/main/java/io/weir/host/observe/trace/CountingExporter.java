package io.weir.host.observe.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what goes out and what does not, and says the latter in the gateway's log. */
final class CountingExporter implements SpanExporter {
  private static final Logger log = LoggerFactory.getLogger(CountingExporter.class);

  /** The exporter's own words go past the gateway's log; this is kept so that it stays silent. */
  private static final java.util.logging.Logger SILENT =
      java.util.logging.Logger.getLogger("io.opentelemetry.exporter");

  private final SpanExporter exporter;
  private final String endpoint;
  private final AtomicLong exported = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  CountingExporter(SpanExporter exporter, String endpoint) {
    this.exporter = exporter;
    this.endpoint = endpoint;
    SILENT.setLevel(java.util.logging.Level.OFF);
  }

  long exported() {
    return exported.get();
  }

  long failed() {
    return failed.get();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    int count = spans.size();
    result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            exported.addAndGet(count);
          } else {
            failed(count, result.getFailureThrowable());
          }
        });
    return result;
  }

  private void failed(int count, @Nullable Throwable why) {
    failed.addAndGet(count);
    long times = failures.incrementAndGet();
    if (Long.bitCount(times) == 1) { // the 1st, 2nd, 4th ...
      log.warn(
          "traces: {} takes no spans ({} times): {}",
          endpoint,
          times,
          why == null ? "refused" : why.toString());
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
