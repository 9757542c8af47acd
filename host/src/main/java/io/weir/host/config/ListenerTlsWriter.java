package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.ListenerTls.SniRoute;

/** TLS on a listener. */
final class ListenerTlsWriter {
  private ListenerTlsWriter() {}

  static ObjectNode tls(ListenerTls tls) {
    ObjectNode json = GatewayWriter.object().put("mode", tls.mode().name());
    json.set(
        "certificates", GatewayWriter.array(tls.certificates(), ListenerTlsWriter::certificate));
    json.put("minVersion", tls.minVersion().text()).put("maxVersion", tls.maxVersion().text());
    json.set("cipherSuites", GatewayWriter.texts(tls.cipherSuites()));
    json.set("alpn", GatewayWriter.texts(tls.alpn()));
    ClientValidation clients = tls.clientValidation();
    if (clients != null) {
      json.putObject("clientValidation")
          .put("caCertificates", clients.caCertificates())
          .put("mode", clients.mode().name())
          .put("forwardClientCertificate", clients.forwardClientCertificate());
    }
    json.putObject("ocspStapling").put("fetch", tls.fetchOcsp());
    return json.put("handshakeTimeout", Durations.format(tls.handshakeTimeout()));
  }

  static ObjectNode certificate(CertificateFiles files) {
    ObjectNode json =
        GatewayWriter.object().put("certificate", files.certificate()).put("key", files.key());
    String response = files.ocspResponse();
    return response == null ? json : json.put("ocspResponse", response);
  }

  static ObjectNode route(SniRoute route) {
    ObjectNode json = GatewayWriter.object();
    json.set("hostnames", GatewayWriter.texts(route.hostnames()));
    json.set("backendRefs", GatewayWriter.array(route.backendRefs(), RouteWriter::backendRef));
    return json;
  }
}
