package io.weir.proxywasm.internal;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Random bytes fit for keys, from a generator that never blocks once it is seeded. */
final class SecureBytes {
  private static final ThreadLocal<SecureRandom> RANDOM =
      ThreadLocal.withInitial(SecureBytes::make);

  private SecureBytes() {}

  static void fill(byte[] bytes) {
    RANDOM.get().nextBytes(bytes);
  }

  private static SecureRandom make() {
    try {
      return SecureRandom.getInstance("DRBG");
    } catch (NoSuchAlgorithmException e) {
      return new SecureRandom();
    }
  }
}
