package io.weir.host.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What logs, traces and metrics must be in themselves. */
final class ObserveChecks {
  private static final int MAX_FIELDS = 128;

  private final Problems problems;

  ObserveChecks(Problems problems) {
    this.problems = problems;
  }

  void check(GatewayConfig.Gateway gateway, String path) {
    AccessLogSettings log = gateway.accessLog();
    if (log != null) {
      accessLog(log, Paths.field(path, "accessLog"));
    }
    TracingSettings tracing = gateway.tracing();
    if (tracing != null) {
      tracing(tracing, Paths.field(path, "tracing"));
    }
    int routes = gateway.metrics().routes();
    if (routes < 0 || routes > MetricsSettings.MAX_ROUTES) {
      problems.add(
          Paths.field(Paths.field(path, "metrics"), "routes"),
          routes + " (expected: 0 to " + MetricsSettings.MAX_ROUTES + ")",
          "write 1000, which is usual");
    }
  }

  private void accessLog(AccessLogSettings log, String path) {
    if (!log.path().startsWith("/")) {
      problems.add(
          Paths.field(path, "path"),
          Fields.quote(log.path()) + " (expected: an absolute path)",
          "write /dev/stdout, or the whole path of a file");
    }
    pattern(log.format(), Paths.field(path, "format"));
    if (log.format().chars().anyMatch(c -> c < ' ')) {
      problems.add(
          Paths.field(path, "format"),
          "a control character (expected: one line)",
          "take it out: each line gets its end by itself");
    }
    String json = Paths.field(path, "json");
    log.json().forEach((name, text) -> pattern(text, Paths.field(json, name)));
    if (log.json().size() > MAX_FIELDS) {
      problems.add(
          json,
          log.json().size() + " fields (expected: up to " + MAX_FIELDS + ")",
          "take some of them out");
    }
    filter(log.filter(), Paths.field(path, "filter"));
  }

  private void pattern(String text, String path) {
    try {
      LogPattern.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(path, String.valueOf(e.getMessage()), "see docs/observability.md");
    }
  }

  private void filter(AccessLogSettings.Filter filter, String path) {
    if (filter.minStatus() < 0 || filter.minStatus() > 599) {
      problems.add(
          Paths.field(path, "minStatus"),
          filter.minStatus() + " (expected: 0 to 599)",
          "write 500 for what the gateway or an upstream has failed at");
    }
    percent(filter.samplePercent(), Paths.field(path, "samplePercent"));
  }

  private void tracing(TracingSettings tracing, String path) {
    if (!isHttp(tracing.endpoint())) {
      problems.add(
          Paths.field(path, "endpoint"),
          Fields.quote(tracing.endpoint()) + " (expected: an http or https URL)",
          "write http://HOST:4318/v1/traces");
    }
    percent(tracing.samplingPercent(), Paths.field(path, "samplingPercent"));
    if (tracing.serviceName().isBlank()) {
      problems.add(
          Paths.field(path, "serviceName"), "empty (expected: a name)", "write weir, or leave it");
    }
  }

  private void percent(double value, String path) {
    if (!(value >= 0 && value <= 100)) {
      problems.add(path, value + " (expected: 0 to 100)", "write 100 for all");
    }
  }

  private static boolean isHttp(String text) {
    URI uri = uri(text);
    return uri != null
        && uri.getHost() != null
        && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
  }

  private static @Nullable URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
