package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.OutlierDetection.SuccessRate;

/** Health checks, active and passive. */
final class HealthWriter {
  private HealthWriter() {}

  static ObjectNode health(HealthSettings health) {
    ObjectNode json = GatewayWriter.object();
    ActiveHealthCheck active = health.active();
    if (active != null) {
      json.set("active", active(active));
    }
    OutlierDetection passive = health.passive();
    if (passive != null) {
      json.set("passive", passive(passive));
    }
    return json.put("panicThreshold", health.panicThreshold());
  }

  private static ObjectNode active(ActiveHealthCheck check) {
    ObjectNode json = GatewayWriter.object();
    switch (check.probe()) {
      case Probe.Http http -> json.put("type", "HTTP").set("http", http(http));
      case Probe.Tcp tcp -> json.put("type", "TCP").set("tcp", tcp(tcp));
      case Probe.Grpc grpc ->
          json.put("type", "GRPC").putObject("grpc").put("service", grpc.service());
    }
    return json.put("interval", Durations.format(check.interval()))
        .put("timeout", Durations.format(check.timeout()))
        .put("jitterPercent", check.jitterPercent())
        .put("unhealthyThreshold", check.unhealthyThreshold())
        .put("healthyThreshold", check.healthyThreshold());
  }

  private static ObjectNode http(Probe.Http http) {
    ObjectNode json =
        GatewayWriter.object()
            .put("path", http.path())
            .put("hostname", http.hostname())
            .put("method", http.method());
    json.set(
        "expectedStatuses",
        GatewayWriter.texts(http.expectedStatuses().stream().map(StatusRange::toString).toList()));
    ObjectNode headers = json.putObject("headers");
    http.headers().forEach(headers::put);
    return json;
  }

  private static ObjectNode tcp(Probe.Tcp tcp) {
    ObjectNode json = GatewayWriter.object();
    if (tcp.send() != null) {
      json.put("send", tcp.send());
    }
    if (tcp.receive() != null) {
      json.put("receive", tcp.receive());
    }
    return json;
  }

  private static ObjectNode passive(OutlierDetection outliers) {
    ObjectNode json =
        GatewayWriter.object()
            .put("consecutive5xxErrors", outliers.consecutive5xx())
            .put("consecutiveGatewayErrors", outliers.consecutiveGatewayErrors())
            .put("consecutiveConnectFailures", outliers.consecutiveConnectFailures())
            .put("interval", Durations.format(outliers.interval()))
            .put("baseEjectionTime", Durations.format(outliers.baseEjectionTime()))
            .put("maxEjectionTime", Durations.format(outliers.maxEjectionTime()))
            .put("maxEjectionPercent", outliers.maxEjectionPercent());
    SuccessRate rate = outliers.successRate();
    if (rate != null) {
      json.putObject("successRate")
          .put("minimumHosts", rate.minimumHosts())
          .put("requestVolume", rate.requestVolume())
          .put("stdevFactor", rate.stdevFactor());
    }
    return json;
  }
}
