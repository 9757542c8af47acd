package io.weir.host.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.host.observe.Exposition;
import io.weir.host.observe.JvmMetrics;
import io.weir.host.observe.MetricsSource;

/** The page that Prometheus scrapes. */
@Controller("/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
  private final MetricsSource source;
  private final JvmMetrics jvm;

  MetricsController(MetricsSource source, JvmMetrics jvm) {
    this.source = source;
    this.jvm = jvm;
  }

  /** The type is said in full, whatever part of it the client has asked for. */
  @Get(produces = MediaType.TEXT_PLAIN)
  HttpResponse<String> metrics() {
    Exposition page = new Exposition();
    source.collect(page);
    return HttpResponse.ok(page.text() + jvm.text())
        .contentType(MediaType.of(Exposition.CONTENT_TYPE));
  }
}
