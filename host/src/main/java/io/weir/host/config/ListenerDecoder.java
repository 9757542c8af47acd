package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.Protocol;
import java.time.Duration;

/** Listeners. */
final class ListenerDecoder {
  private ListenerDecoder() {}

  static Listener listener(Fields fields) {
    fields.unsupported("port", "write address: 127.0.0.1:8080");
    Protocol protocol = fields.choice("protocol", Protocol.HTTP);
    return new Listener(
        fields.text("name"),
        fields.text("address"),
        protocol,
        fields.list("plugins", PluginDecoder::binding),
        fields.list("backendRefs", RouteDecoder::backendRef),
        fields.object("timeouts", timeouts -> timeouts(timeouts, protocol)),
        fields.object("http", HttpSettingsDecoder::http),
        ListenerTlsDecoder.tls(fields, protocol),
        fields.list("tlsRoutes", ListenerTlsDecoder::route),
        fields.object("proxyProtocol", ProxyProtocolFields::decode));
  }

  private static ListenerTimeouts timeouts(Fields fields, Protocol protocol) {
    Duration idle = fields.optionalDuration("idle");
    return new ListenerTimeouts(idle == null && !protocol.isHttp() ? Defaults.TCP_IDLE : idle);
  }
}
