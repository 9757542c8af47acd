package io.weir.host.config;

import io.weir.host.config.OutlierDetection.SuccessRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Health checks, active and passive. */
final class HealthDecoder {
  private HealthDecoder() {}

  /** Which fields a check has. */
  private enum Type {
    HTTP,
    TCP,
    GRPC
  }

  static HealthSettings health(Fields fields) {
    return new HealthSettings(
        fields.optionalObject("active", HealthDecoder::active),
        fields.optionalObject("passive", HealthDecoder::passive),
        fields.integer("panicThreshold", HealthSettings.DEFAULT.panicThreshold()));
  }

  private static ActiveHealthCheck active(Fields fields) {
    Type type = fields.choice("type", Type.HTTP);
    Probe probe =
        switch (type) {
          case HTTP -> fields.object("http", HealthDecoder::http);
          case TCP -> fields.object("tcp", HealthDecoder::tcp);
          case GRPC -> fields.object("grpc", HealthDecoder::grpc);
        };
    return new ActiveHealthCheck(
        probe,
        fields.duration("interval", Duration.ofSeconds(3)),
        fields.duration("timeout", Duration.ofSeconds(1)),
        fields.integer("jitterPercent", 10),
        fields.integer("unhealthyThreshold", 3),
        fields.integer("healthyThreshold", 1));
  }

  private static Probe http(Fields fields) {
    List<StatusRange> expected = new ArrayList<>();
    for (String text : fields.textsOrIntegers("expectedStatuses")) {
      StatusRange range = StatusRange.parse(text);
      if (range == null) {
        fields.problem(
            "expectedStatuses",
            Fields.quote(text) + " (expected: a status or a range)",
            "write [ 200, 300-399 ]");
      } else {
        expected.add(range);
      }
    }
    return new Probe.Http(
        fields.text("path", "/"),
        fields.text("hostname", ""),
        fields.text("method", "GET"),
        expected.isEmpty() ? List.of(new StatusRange(200, 299)) : List.copyOf(expected),
        fields.textMap("headers"));
  }

  private static Probe tcp(Fields fields) {
    return new Probe.Tcp(fields.optionalText("send"), fields.optionalText("receive"));
  }

  private static Probe grpc(Fields fields) {
    return new Probe.Grpc(fields.text("service", ""));
  }

  private static OutlierDetection passive(Fields fields) {
    OutlierDetection usual = OutlierDetection.DEFAULT;
    return new OutlierDetection(
        fields.integer("consecutive5xxErrors", usual.consecutive5xx()),
        fields.integer("consecutiveGatewayErrors", usual.consecutiveGatewayErrors()),
        fields.integer("consecutiveConnectFailures", usual.consecutiveConnectFailures()),
        fields.duration("interval", usual.interval()),
        fields.duration("baseEjectionTime", usual.baseEjectionTime()),
        fields.duration("maxEjectionTime", usual.maxEjectionTime()),
        fields.integer("maxEjectionPercent", usual.maxEjectionPercent()),
        fields.optionalObject("successRate", HealthDecoder::successRate));
  }

  private static SuccessRate successRate(Fields fields) {
    return new SuccessRate(
        fields.integer("minimumHosts", 5),
        fields.integer("requestVolume", 100),
        fields.integer("stdevFactor", 1900));
  }
}
