package io.weir.host.observe.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.weir.host.config.TracingSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One collector: a thread that makes spans of the workers' streams and hands them to the SDK. */
final class TraceExport {
  private static final Logger log = LoggerFactory.getLogger(TraceExport.class);

  private static final long PAUSE_NANOS = 100_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_QUEUE = 8_192;
  private static final int MAX_VALUE = 4_096;

  private final TraceQueue queue = new TraceQueue();
  private final CountingExporter exporter;
  private final SdkTracerProvider provider;
  private final SpanMaker maker;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * @param settings with secrets expanded
   */
  TraceExport(TracingSettings settings) {
    OtlpHttpSpanExporterBuilder otlp =
        OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint()).setTimeout(TIMEOUT);
    settings.headers().forEach(otlp::addHeader);
    exporter = new CountingExporter(otlp.build(), settings.endpoint());
    SpanMaker.Ids ids = new SpanMaker.Ids();
    provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.alwaysOn()) // it was decided when the request came
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(
                                AttributeKey.stringKey("service.name"), settings.serviceName()))))
            .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(MAX_VALUE).build())
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter)
                    .setMaxQueueSize(MAX_QUEUE)
                    .setScheduleDelay(Duration.ofSeconds(1))
                    .setExporterTimeout(TIMEOUT)
                    .build())
            .build();
    maker = new SpanMaker(provider.get("io.weir"), ids);
    thread = Thread.ofPlatform().daemon().name("weir-traces").start(this::run);
  }

  TraceQueue queue() {
    return queue;
  }

  long exported() {
    return exporter.exported();
  }

  long failed() {
    return exporter.failed();
  }

  private void run() {
    boolean last = false;
    while (!last) {
      last = closing; // read before the queue: what comes before close() is made
      FinishedTrace next;
      while ((next = queue.poll()) != null) {
        make(next);
      }
      if (!last) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  private void make(FinishedTrace trace) {
    try {
      maker.make(trace);
    } catch (RuntimeException e) {
      log.error("traces: a stream has no spans for a fault of the gateway", e);
    }
  }

  /** Sends what there is, within the time. */
  void close(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    closing = true;
    LockSupport.unpark(thread);
    try {
      boolean made = thread.join(Duration.ofMillis(millis));
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      boolean sent = provider.shutdown().join(Math.max(1, left), TimeUnit.MILLISECONDS).isSuccess();
      if (!made || !sent) {
        log.warn("traces: spans are lost: not sent in {} ms", millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
