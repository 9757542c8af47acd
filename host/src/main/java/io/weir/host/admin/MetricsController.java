package io.weir.host.admin;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.weir.host.observe.Exposition;
import io.weir.host.observe.MetricsSource;

/** The page that Prometheus scrapes. */
@Controller("/metrics")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
  private final MetricsSource source;

  MetricsController(MetricsSource source) {
    this.source = source;
  }

  @Get(produces = Exposition.CONTENT_TYPE)
  String metrics() {
    Exposition page = new Exposition();
    source.collect(page);
    return page.text();
  }
}
