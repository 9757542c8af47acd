package io.weir.host.stream;

import io.weir.host.tls.Certificates;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attributes {@code connection.*} that TLS gives, in Envoy's encodings. */
public final class TlsAttributes {
  private TlsAttributes() {}

  /**
   * @param tls null for a connection in cleartext
   * @param serverName by SNI, empty for none
   * @param name behind {@code connection.}
   */
  public static byte @Nullable [] get(@Nullable TlsSession tls, String serverName, String name) {
    return switch (name) {
      case "mtls" -> Attributes.bool(tls != null && tls.isMutual());
      case "requested_server_name" -> Attributes.name(serverName);
      case "tls_version" -> tls == null ? null : Attributes.name(tls.version());
      case "sha256_peer_certificate_digest" ->
          tls == null || tls.peer() == null
              ? null
              : Attributes.name(Certificates.fingerprint(tls.peer()));
      case "subject_peer_certificate" -> subject(tls == null ? null : tls.peer());
      case "dns_san_peer_certificate" ->
          first(tls == null ? null : tls.peer(), Certificates.DNS_NAME);
      case "uri_san_peer_certificate" -> first(tls == null ? null : tls.peer(), Certificates.URI);
      case "subject_local_certificate" -> subject(tls == null ? null : tls.local());
      case "dns_san_local_certificate" ->
          first(tls == null ? null : tls.local(), Certificates.DNS_NAME);
      case "uri_san_local_certificate" -> first(tls == null ? null : tls.local(), Certificates.URI);
      default -> null;
    };
  }

  private static byte @Nullable [] subject(@Nullable X509Certificate certificate) {
    return certificate == null
        ? null
        : Attributes.name(certificate.getSubjectX500Principal().getName());
  }

  private static byte @Nullable [] first(@Nullable X509Certificate certificate, int kind) {
    List<String> names = certificate == null ? List.of() : Certificates.names(certificate, kind);
    return names.isEmpty() ? null : Attributes.name(names.getFirst());
  }
}
