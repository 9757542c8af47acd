package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.GatewayConfig.Listener;
import java.time.Duration;

/** Listeners. */
final class ListenerWriter {
  private ListenerWriter() {}

  static ObjectNode listener(Listener listener) {
    ObjectNode json =
        GatewayWriter.object().put("name", listener.name()).put("address", listener.address());
    json.put("protocol", listener.protocol().name());
    json.set("plugins", PluginWriter.bindings(listener.plugins()));
    if (!listener.backendRefs().isEmpty()) {
      json.set("backendRefs", GatewayWriter.array(listener.backendRefs(), RouteWriter::backendRef));
    }
    Duration idle = listener.timeouts().idle();
    if (idle != null) {
      json.putObject("timeouts").put("idle", Durations.format(idle));
    }
    if (listener.protocol().isHttp()) {
      json.set("http", HttpSettingsWriter.http(listener.http()));
    }
    ListenerTls tls = listener.tls();
    if (tls != null) {
      json.set("tls", ListenerTlsWriter.tls(tls));
    }
    if (!listener.tlsRoutes().isEmpty()) {
      json.set("tlsRoutes", GatewayWriter.array(listener.tlsRoutes(), ListenerTlsWriter::route));
    }
    json.set("proxyProtocol", ProxyProtocolFields.write(listener.proxyProtocol()));
    return json;
  }
}
