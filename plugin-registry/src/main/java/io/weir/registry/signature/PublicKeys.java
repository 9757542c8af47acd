package io.weir.registry.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Public keys in PEM (RFC 7468, section 13). */
final class PublicKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "Ed25519", "RSA");

  private PublicKeys() {}

  /**
   * Reads an ECDSA, Ed25519 or RSA key.
   *
   * @param name whose it is, for the message
   * @throws IllegalArgumentException when it is none
   */
  static PublicKey read(String pem, String name) {
    Matcher match = PEM.matcher(pem);
    if (match.find()) {
      byte[] der = Base64.getMimeDecoder().decode(match.group(1));
      for (String each : ALGORITHMS) {
        PublicKey key = read(der, each);
        if (key != null) {
          return key;
        }
      }
    }
    throw new IllegalArgumentException(
        "plugins.trust: the public key of "
            + name
            + " cannot be read (expected: PEM of an ECDSA, Ed25519 or RSA key, as cosign.pub)");
  }

  /** Null when it is no key of that algorithm. */
  private static @Nullable PublicKey read(byte[] der, String algorithm) {
    try {
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      return null;
    }
  }
}
