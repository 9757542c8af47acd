package io.weir.registry.signature;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;

/** Checks signatures by the algorithms that cosign has. */
final class KeyCheck {
  private static final int P256 = 256;
  private static final int P384 = 384;

  private KeyCheck() {}

  /**
   * Whether {@code signature} over {@code signed} is by {@code key}; false for any malformed one.
   */
  static boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    String algorithm = algorithm(key);
    if (algorithm == null) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(algorithm);
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) { // a signature that is none
      return false;
    }
  }

  private static @Nullable String algorithm(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> byCurve(ec.getParams().getOrder().bitLength());
      case EdECPublicKey ed -> ed.getParams().getName();
      case RSAPublicKey ignored -> "SHA256withRSA";
      default -> null;
    };
  }

  private static String byCurve(int bits) {
    if (bits <= P256) {
      return "SHA256withECDSA";
    }
    return bits <= P384 ? "SHA384withECDSA" : "SHA512withECDSA";
  }
}
