package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the gateway tells of its streams. */
final class ObserveWriter {
  private ObserveWriter() {}

  static ObjectNode accessLog(AccessLogSettings log) {
    ObjectNode json = GatewayWriter.object();
    json.put("path", log.path()).put("format", log.format());
    if (!log.json().isEmpty()) {
      ObjectNode fields = json.putObject("json");
      log.json().forEach(fields::put);
    }
    AccessLogSettings.Filter filter = log.filter();
    json.putObject("filter")
        .put("minStatus", filter.minStatus())
        .put("minDuration", Durations.format(filter.minDuration()))
        .put("samplePercent", filter.samplePercent())
        .set("excludePaths", GatewayWriter.texts(filter.excludePaths()));
    return json;
  }

  static ObjectNode tracing(TracingSettings tracing) {
    ObjectNode json = GatewayWriter.object();
    json.put("endpoint", tracing.endpoint())
        .put("samplingPercent", tracing.samplingPercent())
        .put("serviceName", tracing.serviceName());
    ObjectNode headers = json.putObject("headers");
    tracing.headers().forEach(headers::put);
    return json;
  }

  static ObjectNode metrics(MetricsSettings metrics) {
    return GatewayWriter.object().put("routes", metrics.routes());
  }
}
