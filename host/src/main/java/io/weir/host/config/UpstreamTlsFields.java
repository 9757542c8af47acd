package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** TLS to an upstream: reading, writing, checking. */
final class UpstreamTlsFields {
  private UpstreamTlsFields() {}

  /** Null when the upstream says nothing of TLS: it is spoken to in cleartext. */
  static @Nullable UpstreamTls decode(Fields fields) {
    return fields.optionalNode("tls") == null
        ? null
        : fields.object("tls", UpstreamTlsFields::present);
  }

  private static UpstreamTls present(Fields fields) {
    String authorities = fields.text("caCertificates", UpstreamTls.SYSTEM);
    return new UpstreamTls(
        fields.optionalText("hostname"),
        authorities.equals(UpstreamTls.SYSTEM) ? null : authorities,
        fields.optionalNode("clientCertificate") == null
            ? null
            : fields.object("clientCertificate", ListenerTlsDecoder::certificate),
        fields.flag("insecureSkipVerify", false),
        fields.texts("alpn"));
  }

  static ObjectNode write(UpstreamTls tls) {
    ObjectNode json = GatewayWriter.object();
    String authorities = tls.caCertificates();
    json.put("caCertificates", authorities == null ? UpstreamTls.SYSTEM : authorities);
    if (tls.hostname() != null) {
      json.put("hostname", tls.hostname());
    }
    CertificateFiles own = tls.clientCertificate();
    if (own != null) {
      json.set("clientCertificate", ListenerTlsWriter.certificate(own));
    }
    json.put("insecureSkipVerify", tls.insecureSkipVerify());
    json.set("alpn", GatewayWriter.texts(tls.alpn()));
    return json;
  }

  static void check(UpstreamTls tls, String path, Problems problems) {
    TlsFileChecks files = new TlsFileChecks(problems);
    String authorities = tls.caCertificates();
    if (authorities != null) {
      files.authorities(authorities, Paths.field(path, "caCertificates"));
    }
    String hostname = tls.hostname();
    if (hostname != null) {
      new NameChecks(problems).host(Paths.field(path, "hostname"), hostname);
    }
    CertificateFiles own = tls.clientCertificate();
    if (own != null) {
      files.certificate(own, Paths.field(path, "clientCertificate"));
    }
    if (tls.insecureSkipVerify() && authorities != null) {
      problems.add(
          Paths.field(path, "insecureSkipVerify"),
          "true, beside caCertificates (expected: one of the two)",
          "leave insecureSkipVerify out: the certificate is verified then");
    }
  }
}
