package io.weir.host.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an issuer says of a certificate (RFC 6960), verified.
 *
 * @param response as DER
 * @param until when it must be replaced
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Staple(byte[] response, Instant until) {

  /**
   * @param chain the certificate, then its issuer
   * @throws IllegalArgumentException saying why it must not be stapled
   */
  static Staple verified(byte[] response, List<X509Certificate> chain) {
    X509Certificate leaf = chain.getFirst();
    if (chain.size() < 2) {
      throw new IllegalArgumentException(
          "the issuer is not known (expected: its certificate behind the certificate in the file)");
    }
    Instant until = OcspResponse.nextUpdate(response);
    if (until.isBefore(Instant.now())) {
      throw new IllegalArgumentException("the OCSP response is out of date since " + until);
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      CertPath path = factory.generateCertPath(List.of(leaf));
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOptions(EnumSet.of(Option.NO_FALLBACK, Option.ONLY_END_ENTITY));
      checker.setOcspResponses(Map.of(leaf, response));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(1), null)));
      parameters.addCertPathChecker(checker);
      var unused = validator.validate(path, parameters);
      return new Staple(response, until);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the OCSP response is not good: " + e.getMessage(), e);
    }
  }

  boolean isOver() {
    return until.isBefore(Instant.now());
  }
}
