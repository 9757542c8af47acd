package io.weir.host.worker;

import io.weir.host.config.AccessLogSettings;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Secrets;
import io.weir.host.config.TracingSettings;
import io.weir.host.config.VmConfig;
import io.weir.host.observe.ConnectionEvents;
import io.weir.host.observe.Exposition;
import io.weir.host.observe.Exposition.Type;
import io.weir.host.observe.StreamScrape;
import io.weir.host.observe.log.AccessLog;
import io.weir.host.observe.log.AccessLogs;
import io.weir.host.observe.trace.Tracer;
import io.weir.host.observe.trace.Traces;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway tells of its streams, over its changes: prepared with a configuration, and live
 * with its commit. For the control thread, but for {@link #collect}.
 */
final class Observation {
  private final AccessLogs logs;
  private final Traces traces;
  private final Secrets secrets;
  private final StreamScrape scrape;
  private final List<ConnectionEvents> events;
  private List<AccessLog> prepared = List.of();
  private List<Tracer> tracers = List.of();

  Observation(List<Worker> workers, Secrets secrets) {
    this.secrets = secrets;
    logs = new AccessLogs(workers.size());
    traces = new Traces(workers.size());
    events = workers.stream().map(w -> w.watch().events()).toList();
    scrape =
        new StreamScrape(
            workers.stream().map(w -> new StreamScrape.Source(w.loop(), w.watch())).toList());
  }

  /**
   * Opens what the configuration names; nothing has changed yet.
   *
   * @throws ConfigException when it cannot be
   */
  void prepare(GatewayConfig config) {
    TracingSettings tracing = config.gateway().tracing();
    tracers = traces.prepare(tracing == null ? null : withSecrets(tracing));
    AccessLogSettings log = config.gateway().accessLog();
    try {
      prepared = logs.prepare(log);
    } catch (IOException e) {
      String path = log == null ? "" : log.path();
      throw new ConfigException(
          new Problem(
              "gateway.accessLog.path",
              0,
              path + ": cannot be written: " + e,
              "make its directory and let the gateway write there, or name another"));
    }
  }

  private TracingSettings withSecrets(TracingSettings tracing) {
    VmConfig texts = new VmConfig(tracing.headers(), "");
    return new TracingSettings(
        tracing.endpoint(),
        tracing.samplingPercent(),
        tracing.serviceName(),
        secrets.expand(texts, "gateway.tracing.headers").env());
  }

  /** On each worker's loop, with the table. */
  void commit(Worker worker, GatewayConfig config) {
    AccessLog log = prepared.isEmpty() ? null : prepared.get(worker.index());
    Tracer tracer = tracers.isEmpty() ? null : tracers.get(worker.index());
    worker.watch().commit(log, tracer, config.gateway().metrics().routes());
  }

  /** After all workers have what was prepared. */
  void committed() {
    logs.commit();
    traces.commit();
    prepared = List.of();
    tracers = List.of();
  }

  void abandon() {
    logs.abandon();
    traces.abandon();
    prepared = List.of();
    tracers = List.of();
  }

  /**
   * Any thread but a worker's.
   *
   * @param live null before the first
   */
  void collect(Exposition page, @Nullable GatewayConfig live) {
    scrape.collect(page, live);
    ConnectionEvents.collect(page, events);
    page.family(
            "weir_access_log_dropped_total",
            Type.COUNTER,
            "Lines that were not written, since the file took them too slowly.")
        .sample(logs.dropped());
    page.family("weir_access_log_failures_total", Type.COUNTER, "Writes that the file has refused.")
        .sample(logs.failures());
    traces.collect(page);
  }

  /** The workers have ended: writes what there is left, within the time. */
  void close(long millis) {
    traces.close(millis);
    logs.close(millis);
  }
}
