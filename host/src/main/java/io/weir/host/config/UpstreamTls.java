package io.weir.host.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS to an upstream: {@code tls} of one. The certificate is verified unless {@code
 * insecureSkipVerify}.
 *
 * @param hostname asked for by SNI, and what the certificate must be for; null: the endpoint's host
 * @param caCertificates PEM file with the authorities that are believed; null: those of the Java
 *     runtime
 * @param clientCertificate what the gateway shows; null for none
 * @param alpn what is offered for TCP; empty for none. HTTP offers what its protocol is
 */
public record UpstreamTls(
    @Nullable String hostname,
    @Nullable String caCertificates,
    @Nullable CertificateFiles clientCertificate,
    boolean insecureSkipVerify,
    List<String> alpn) {
  /** How a configuration writes {@code caCertificates: null}. */
  static final String SYSTEM = "System";
}
