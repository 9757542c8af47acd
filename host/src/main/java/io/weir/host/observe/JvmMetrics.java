package io.weir.host.observe;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Micrometer tells of the JVM and the process: memory, collections, threads, direct buffers,
 * processors and file descriptors. Made with the first page, since the start must not wait for it.
 * Any thread.
 */
public final class JvmMetrics implements AutoCloseable {
  private @Nullable PrometheusMeterRegistry registry;
  private @Nullable JvmGcMetrics collections;

  /** Families whose names begin with {@code jvm_}, {@code process_} or {@code system_}. */
  public synchronized String text() {
    PrometheusMeterRegistry all = registry;
    if (all == null) {
      all = bind(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
      registry = all;
    }
    return all.scrape(Exposition.CONTENT_TYPE);
  }

  private PrometheusMeterRegistry bind(PrometheusMeterRegistry to) {
    JvmGcMetrics gc = new JvmGcMetrics();
    collections = gc;
    List<MeterBinder> binders =
        List.of(
            gc,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(to));
    return to;
  }

  /** Takes its listeners away. */
  @Override
  public synchronized void close() {
    if (collections != null) {
      collections.close();
    }
    if (registry != null) {
      registry.close();
    }
  }
}
