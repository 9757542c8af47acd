package io.weir.registry.signature;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificates of keyless signatures. Nothing here vouches for them. */
final class Certificates {
  private static final int MAX_SHOWN = 200;

  private Certificates() {}

  /** Reads PEM or DER; null when it is none. */
  static @Nullable X509Certificate read(byte[] bytes) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificate(new ByteArrayInputStream(bytes))
              instanceof X509Certificate certificate
          ? certificate
          : null;
    } catch (CertificateException e) {
      return null;
    }
  }

  /** The mail address or URI that it is for, by its subject alternative name; null for none. */
  static @Nullable String identity(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null || names.isEmpty()) {
        return null;
      }
      String name = String.valueOf(names.iterator().next().get(1)).replaceAll("\\p{Cntrl}", "?");
      return name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN);
    } catch (CertificateException e) {
      return null;
    }
  }
}
