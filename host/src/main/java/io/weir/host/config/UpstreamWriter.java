package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.GatewayConfig.Upstream;

/** Upstreams. */
final class UpstreamWriter {
  private UpstreamWriter() {}

  static ObjectNode upstream(Upstream upstream) {
    ObjectNode json = GatewayWriter.object().put("name", upstream.name());
    json.set("endpoints", GatewayWriter.texts(upstream.endpoints()));
    json.put("protocol", upstream.protocol().name());
    json.putObject("loadBalancer").put("policy", upstream.loadBalancer().policy().name());
    json.putObject("timeouts")
        .put("connect", Durations.format(upstream.timeouts().connect()))
        .put("idle", Durations.format(upstream.timeouts().idle()));
    UpstreamTls tls = upstream.tls();
    if (tls != null) {
      json.set("tls", UpstreamTlsFields.write(tls));
    }
    return json;
  }
}
