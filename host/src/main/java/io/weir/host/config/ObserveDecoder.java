package io.weir.host.config;

/** What the gateway tells of its streams. */
final class ObserveDecoder {
  private ObserveDecoder() {}

  static AccessLogSettings accessLog(Fields fields) {
    return new AccessLogSettings(
        fields.text("path", AccessLogSettings.STDOUT),
        fields.text("format", AccessLogSettings.FORMAT),
        fields.textMap("json"),
        fields.object("filter", ObserveDecoder::filter));
  }

  private static AccessLogSettings.Filter filter(Fields fields) {
    AccessLogSettings.Filter usual = AccessLogSettings.Filter.ALL;
    return new AccessLogSettings.Filter(
        fields.integer("minStatus", usual.minStatus()),
        fields.duration("minDuration", usual.minDuration()),
        fields.number("samplePercent", usual.samplePercent()),
        fields.texts("excludePaths"));
  }

  static TracingSettings tracing(Fields fields) {
    return new TracingSettings(
        fields.text("endpoint"),
        fields.number("samplingPercent", TracingSettings.SAMPLING_PERCENT),
        fields.text("serviceName", TracingSettings.SERVICE_NAME),
        fields.textMap("headers"));
  }

  static MetricsSettings metrics(Fields fields) {
    return new MetricsSettings(fields.integer("routes", MetricsSettings.DEFAULT.routes()));
  }
}
