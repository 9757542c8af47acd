package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an HTTP listener treats its connections. */
final class HttpSettingsWriter {
  private HttpSettingsWriter() {}

  static ObjectNode http(HttpSettings http) {
    ObjectNode json = GatewayWriter.object();
    json.putObject("limits")
        .put("requestLine", Sizes.format(http.limits().requestLine()))
        .put("headerBytes", Sizes.format(http.limits().headerBytes()))
        .put("headerCount", http.limits().headerCount())
        .put("bodyBytes", Sizes.format(http.limits().bodyBytes()));
    HttpTimeouts timeouts = http.timeouts();
    json.putObject("timeouts")
        .put("requestHeaders", Durations.format(timeouts.requestHeaders()))
        .put("requestReceived", Durations.format(timeouts.requestReceived()))
        .put("idle", Durations.format(timeouts.idle()))
        .put("bodyIdle", Durations.format(timeouts.bodyIdle()))
        .put("writeIdle", Durations.format(timeouts.writeIdle()))
        .put("connectionAge", Durations.format(timeouts.connectionAge()));
    json.putObject("http2")
        .put("concurrentStreams", http.http2().concurrentStreams())
        .put("streamWindow", Sizes.format(http.http2().streamWindow()))
        .put("connectionWindow", Sizes.format(http.http2().connectionWindow()));
    json.putObject("path")
        .put("normalize", http.path().normalize())
        .put("mergeSlashes", http.path().mergeSlashes())
        .put("escapedSlashes", http.path().escapedSlashes().name());
    json.putObject("forwarded").put("trustedHops", http.forwarded().trustedHops());
    return json.put("grpcWeb", http.grpcWeb());
  }
}
