package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.ProxyProtocol.Mode;

/** PROXY headers on a listener: reading, writing, checking. */
final class ProxyProtocolFields {
  private ProxyProtocolFields() {}

  static ProxyProtocol decode(Fields fields) {
    return new ProxyProtocol(fields.choice("mode", Mode.Off), fields.texts("trustedSources"));
  }

  static ObjectNode write(ProxyProtocol settings) {
    ObjectNode json = GatewayWriter.object().put("mode", settings.mode().name());
    json.set("trustedSources", GatewayWriter.texts(settings.trustedSources()));
    return json;
  }

  static void check(ProxyProtocol settings, String path, Problems problems) {
    String sources = Paths.field(path, "trustedSources");
    if (settings.mode() == Mode.Accept && settings.trustedSources().isEmpty()) {
      problems.add(
          sources,
          "none (expected: who may say where a client is)",
          "write trustedSources: [ 10.0.0.0/8 ] with the load balancers in front, or mode: Require");
    }
    for (int i = 0; i < settings.trustedSources().size(); i++) {
      String source = settings.trustedSources().get(i);
      if (Cidr.parse(source) == null) {
        problems.add(
            Paths.item(sources, i),
            Fields.quote(source) + " (expected: address/bits)",
            "write 10.0.0.0/8 or fd00::/8");
      }
    }
  }
}
