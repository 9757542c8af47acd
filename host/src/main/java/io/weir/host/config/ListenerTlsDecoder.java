package io.weir.host.config;

import io.weir.host.config.GatewayConfig.Protocol;
import io.weir.host.config.ListenerTls.Mode;
import io.weir.host.config.ListenerTls.SniRoute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TLS on a listener. */
final class ListenerTlsDecoder {
  private ListenerTlsDecoder() {}

  /** Null when the listener says nothing of TLS. */
  static @Nullable ListenerTls tls(Fields fields, Protocol protocol) {
    return fields.optionalNode("tls") == null
        ? null
        : fields.object("tls", tls -> present(tls, protocol));
  }

  private static ListenerTls present(Fields fields, Protocol protocol) {
    fields.unsupported("certificateRefs", "write certificates: [ { certificate: ..., key: ... } ]");
    List<String> alpn = fields.texts("alpn");
    boolean http = protocol == Protocol.HTTPS;
    return new ListenerTls(
        fields.choice("mode", Mode.Terminate),
        fields.list("certificates", ListenerTlsDecoder::certificate),
        version(fields, "minVersion", TlsVersion.TLS_1_2),
        version(fields, "maxVersion", TlsVersion.TLS_1_3),
        fields.texts("cipherSuites"),
        alpn.isEmpty() && http ? ListenerTls.HTTP_ALPN : alpn,
        fields.optionalNode("clientValidation") == null
            ? null
            : fields.object("clientValidation", ListenerTlsDecoder::clients),
        fields.object("ocspStapling", stapling -> stapling.flag("fetch", false)),
        fields.duration("handshakeTimeout", ListenerTls.HANDSHAKE_TIMEOUT));
  }

  static CertificateFiles certificate(Fields fields) {
    return new CertificateFiles(
        fields.text("certificate"), fields.text("key"), fields.optionalText("ocspResponse"));
  }

  private static ClientValidation clients(Fields fields) {
    return new ClientValidation(
        fields.text("caCertificates"),
        fields.choice("mode", ClientValidation.Mode.AllowValidOnly),
        fields.flag("forwardClientCertificate", false));
  }

  static SniRoute route(Fields fields) {
    return new SniRoute(
        fields.texts("hostnames"), fields.list("backendRefs", RouteDecoder::backendRef));
  }

  private static TlsVersion version(Fields fields, String name, TlsVersion fallback) {
    String text = fields.optionalText(name);
    if (text == null) {
      return fallback;
    }
    TlsVersion version = TlsVersion.parse(text);
    if (version == null) {
      fields.problem(
          name,
          Fields.quote(text) + " (expected: \"1.2\" or \"1.3\")",
          "write " + name + ": \"1.2\"");
      return fallback;
    }
    return version;
  }
}
