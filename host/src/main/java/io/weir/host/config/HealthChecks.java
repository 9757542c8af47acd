package io.weir.host.config;

import java.util.Locale;

final class HealthChecks {
  private static final int MANY = 1_000_000;

  private final Problems problems;
  private final NameChecks names;
  private final NumberChecks numbers;

  HealthChecks(Problems problems) {
    this.problems = problems;
    this.names = new NameChecks(problems);
    this.numbers = new NumberChecks(problems);
  }

  void check(HealthSettings health, String path) {
    numbers.range(health.panicThreshold(), 0, 100, Paths.field(path, "panicThreshold"));
    ActiveHealthCheck active = health.active();
    if (active != null) {
      active(active, Paths.field(path, "active"));
    }
    OutlierDetection passive = health.passive();
    if (passive != null) {
      passive(passive, Paths.field(path, "passive"));
    }
  }

  private void active(ActiveHealthCheck check, String path) {
    numbers.positive(check.interval(), Paths.field(path, "interval"), "3s");
    numbers.positive(check.timeout(), Paths.field(path, "timeout"), "1s");
    numbers.range(check.jitterPercent(), 0, 100, Paths.field(path, "jitterPercent"));
    numbers.range(check.unhealthyThreshold(), 1, 1_000, Paths.field(path, "unhealthyThreshold"));
    numbers.range(check.healthyThreshold(), 1, 1_000, Paths.field(path, "healthyThreshold"));
    if (check.probe() instanceof Probe.Http http) {
      http(http, Paths.field(path, "http"));
    }
  }

  private void http(Probe.Http http, String path) {
    names.token(Paths.field(path, "method"), http.method(), "a method such as GET");
    if (!http.path().startsWith("/") || http.path().chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      problems.add(
          Paths.field(path, "path"),
          Fields.quote(http.path()) + " (expected: a path that begins with /)",
          "write /healthz");
    }
    http.headers()
        .keySet()
        .forEach(
            name ->
                names.token(
                    Paths.field(path, "headers." + name),
                    name.toLowerCase(Locale.ROOT),
                    "the name of a header"));
  }

  private void passive(OutlierDetection outliers, String path) {
    numbers.range(outliers.consecutive5xx(), 0, MANY, Paths.field(path, "consecutive5xxErrors"));
    numbers.range(
        outliers.consecutiveGatewayErrors(),
        0,
        MANY,
        Paths.field(path, "consecutiveGatewayErrors"));
    numbers.range(
        outliers.consecutiveConnectFailures(),
        0,
        MANY,
        Paths.field(path, "consecutiveConnectFailures"));
    numbers.positive(outliers.interval(), Paths.field(path, "interval"), "10s");
    numbers.positive(outliers.baseEjectionTime(), Paths.field(path, "baseEjectionTime"), "30s");
    if (outliers.maxEjectionTime().compareTo(outliers.baseEjectionTime()) < 0) {
      problems.add(
          Paths.field(path, "maxEjectionTime"),
          Durations.format(outliers.maxEjectionTime()) + " (expected: at least baseEjectionTime)",
          "write 5m");
    }
    numbers.range(outliers.maxEjectionPercent(), 0, 100, Paths.field(path, "maxEjectionPercent"));
    OutlierDetection.SuccessRate rate = outliers.successRate();
    if (rate != null) {
      String at = Paths.field(path, "successRate");
      numbers.range(rate.minimumHosts(), 2, MANY, Paths.field(at, "minimumHosts"));
      numbers.range(rate.requestVolume(), 1, MANY, Paths.field(at, "requestVolume"));
      numbers.range(rate.stdevFactor(), 1, MANY, Paths.field(at, "stdevFactor"));
    }
  }
}
