package io.weir.host.config;

/** How an HTTP listener treats its connections. */
final class HttpSettingsDecoder {
  private HttpSettingsDecoder() {}

  static HttpSettings http(Fields fields) {
    HttpSettings usual = HttpSettings.DEFAULT;
    return new HttpSettings(
        fields.object("limits", HttpSettingsDecoder::limits),
        fields.object("timeouts", HttpSettingsDecoder::timeouts),
        fields.object("http2", HttpSettingsDecoder::http2),
        fields.object("path", HttpSettingsDecoder::path),
        fields.object("forwarded", HttpSettingsDecoder::forwarded),
        fields.flag("grpcWeb", usual.grpcWeb()));
  }

  private static HttpLimits limits(Fields fields) {
    HttpLimits usual = HttpLimits.DEFAULT;
    return new HttpLimits(
        fields.smallSize("requestLine", usual.requestLine()),
        fields.smallSize("headerBytes", usual.headerBytes()),
        fields.integer("headerCount", usual.headerCount()),
        fields.size("bodyBytes", usual.bodyBytes()));
  }

  private static HttpTimeouts timeouts(Fields fields) {
    HttpTimeouts usual = HttpTimeouts.DEFAULT;
    return new HttpTimeouts(
        fields.duration("requestHeaders", usual.requestHeaders()),
        fields.duration("requestReceived", usual.requestReceived()),
        fields.duration("idle", usual.idle()),
        fields.duration("bodyIdle", usual.bodyIdle()),
        fields.duration("writeIdle", usual.writeIdle()),
        fields.duration("connectionAge", usual.connectionAge()));
  }

  private static Http2Limits http2(Fields fields) {
    Http2Limits usual = Http2Limits.DEFAULT;
    return new Http2Limits(
        fields.integer("concurrentStreams", usual.concurrentStreams()),
        fields.smallSize("streamWindow", usual.streamWindow()),
        fields.smallSize("connectionWindow", usual.connectionWindow()));
  }

  private static PathSettings path(Fields fields) {
    PathSettings usual = PathSettings.DEFAULT;
    return new PathSettings(
        fields.flag("normalize", usual.normalize()),
        fields.flag("mergeSlashes", usual.mergeSlashes()),
        fields.choice("escapedSlashes", usual.escapedSlashes()));
  }

  private static ForwardedSettings forwarded(Fields fields) {
    return new ForwardedSettings(
        fields.integer("trustedHops", ForwardedSettings.DEFAULT.trustedHops()));
  }
}
