package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** When and how a request is sent again. */
final class RetryWriter {
  private RetryWriter() {}

  static ObjectNode retry(RetrySettings retry) {
    ObjectNode json = GatewayWriter.object().put("attempts", retry.attempts());
    ArrayNode codes = json.putArray("codes");
    retry.codes().forEach(codes::add);
    json.put("backoff", Durations.format(retry.backoff()))
        .put("maxBackoff", Durations.format(retry.maxBackoff()));
    json.set(
        "on", GatewayWriter.texts(retry.on().stream().map(RetrySettings.Trigger::text).toList()));
    json.put("bufferBytes", Sizes.format(retry.bufferBytes()));
    json.putObject("budget")
        .put("percent", retry.budget().percent())
        .put("minConcurrent", retry.budget().minConcurrent());
    return json.put("attemptCountHeader", retry.attemptCountHeader());
  }
}
