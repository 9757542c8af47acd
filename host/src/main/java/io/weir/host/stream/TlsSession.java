package io.weir.host.stream;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed with a client by TLS. Immutable.
 *
 * @param version {@code TLSv1.3} and so on
 * @param serverName what the client asked for by SNI, lower case; empty for none
 * @param local the certificate that the gateway has shown, null when it is not known
 * @param peer the client's certificate, verified; null when it has shown none
 */
public record TlsSession(
    String version,
    String cipher,
    String serverName,
    @Nullable X509Certificate local,
    @Nullable X509Certificate peer) {

  /** Whether both sides have shown a certificate. */
  public boolean isMutual() {
    return peer != null;
  }
}
