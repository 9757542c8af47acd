package io.weir.host.config;

import io.weir.host.config.GatewayConfig.BackendRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS on a listener: {@code tls} of one with protocol HTTPS or TLS. Immutable.
 *
 * @param certificates of which the client's SNI picks one; the first serves clients that name none
 * @param cipherSuites for TLS 1.2, by their IANA names; empty for those that are usual. Those of
 *     TLS 1.3 are fixed
 * @param alpn what is agreed to, the most wanted first; empty for none
 * @param clientValidation null: clients are asked for no certificate
 * @param fetchOcsp whether what the issuer says of a certificate is fetched and stapled
 * @param handshakeTimeout from the connection to the end of the handshake
 */
public record ListenerTls(
    Mode mode,
    List<CertificateFiles> certificates,
    TlsVersion minVersion,
    TlsVersion maxVersion,
    List<String> cipherSuites,
    List<String> alpn,
    @Nullable ClientValidation clientValidation,
    boolean fetchOcsp,
    Duration handshakeTimeout) {
  static final List<String> HTTP_ALPN = List.of("h2", "http/1.1");
  static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

  /** Who ends the TLS session of the client. */
  public enum Mode {
    /** The gateway. */
    Terminate,
    /** The upstream: the gateway sees the name that is asked for, and no more. */
    Passthrough
  }

  /**
   * Where connections go by the name that the client asks for, as a {@code TLSRoute}.
   *
   * @param hostnames exact, or {@code *.} for a wildcard
   */
  public record SniRoute(List<String> hostnames, List<BackendRef> backendRefs) {}
}
