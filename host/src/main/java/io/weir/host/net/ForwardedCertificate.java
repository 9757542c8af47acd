package io.weir.host.net;

import io.weir.host.tls.Certificates;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;

/** What upstreams are told of a client's certificate, in Envoy's form. */
final class ForwardedCertificate {
  static final String HEADER = "x-forwarded-client-cert";

  private ForwardedCertificate() {}

  /**
   * {@code Hash=...;Subject="...";URI=...;DNS=...}; what a header cannot hold is percent-encoded.
   */
  static String of(X509Certificate certificate) {
    StringBuilder text = new StringBuilder("Hash=").append(Certificates.fingerprint(certificate));
    String subject = certificate.getSubjectX500Principal().getName();
    text.append(";Subject=\"").append(escaped(subject)).append('"');
    for (String uri : Certificates.names(certificate, Certificates.URI)) {
      text.append(";URI=").append(plain(uri));
    }
    for (String name : Certificates.names(certificate, Certificates.DNS_NAME)) {
      text.append(";DNS=").append(plain(name));
    }
    return text.toString();
  }

  private static String escaped(String text) {
    return printable(text.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  /** A name that would end its field stands in quotes. */
  private static String plain(String text) {
    boolean special = text.chars().anyMatch(c -> ",;=\"\\".indexOf(c) >= 0);
    return special ? '"' + escaped(text) + '"' : printable(text);
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b < 0x7f) {
        out.append((char) b);
      } else {
        out.append('%').append(String.format("%02X", b));
      }
    }
    return out.toString();
  }
}
