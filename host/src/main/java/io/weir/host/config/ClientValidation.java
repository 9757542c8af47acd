package io.weir.host.config;

/**
 * Which certificates of clients are asked for and believed. Names follow the frontend validation of
 * Gateway API.
 *
 * @param caCertificates PEM file with the authorities that are believed
 * @param forwardClientCertificate whether upstreams are told of it, in {@code
 *     x-forwarded-client-cert}
 */
public record ClientValidation(String caCertificates, Mode mode, boolean forwardClientCertificate) {
  /** What becomes of a client without a certificate that is believed. */
  public enum Mode {
    /** The handshake fails. */
    AllowValidOnly,
    /** It is served, as one without any certificate: plugins and upstreams decide. */
    AllowInsecureFallback
  }
}
