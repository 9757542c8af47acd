package io.weir.host.config;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate with its issuers and its private key, which fit each other. No record: its text
 * must not show the key.
 */
public final class CertificateAndKey {
  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private CertificateAndKey(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * Reads the files. Blocks: not on an event loop.
   *
   * @throws TlsFileException saying which file and why
   */
  public static CertificateAndKey load(CertificateFiles files) throws TlsFileException {
    List<X509Certificate> chain = TlsFiles.certificates(files.certificate());
    PrivateKey key = PrivateKeys.load(files.key());
    if (!fits(key, chain.getFirst().getPublicKey())) {
      throw new TlsFileException(
          true,
          Fields.quote(files.key())
              + " does not fit the certificate in "
              + Fields.quote(files.certificate()),
          "name the key that the certificate was made for; the certificate itself comes first in its"
              + " file, before those of its issuers");
    }
    return new CertificateAndKey(chain, key);
  }

  private static boolean fits(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    try {
      byte[] probe = {1, 2, 3};
      String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The certificate, then its issuers. */
  public List<X509Certificate> chain() {
    return chain;
  }

  public PrivateKey key() {
    return key;
  }

  @Override
  public String toString() {
    return "CertificateAndKey[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
