package io.weir.registry.store.upload;

import io.weir.registry.Digest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of an upload, also that of its file: 32 random hex digits, which nobody guesses, and 16
 * that stand for the repository, so that a file tells whose it is.
 */
final class UploadId {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}-[0-9a-f]{16}");
  private static final int RANDOM_BYTES = 16;
  private static final int OWNER_DIGITS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private UploadId() {}

  static String fresh(String repository) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random) + owner(repository);
  }

  static boolean isId(String text) {
    return FORM.matcher(text).matches();
  }

  static boolean isOf(String repository, String id) {
    return isId(id) && id.endsWith(owner(repository));
  }

  private static String owner(String repository) {
    Digest digest = Digest.sha256(repository.getBytes(StandardCharsets.UTF_8));
    return "-" + digest.hex().substring(0, OWNER_DIGITS);
  }
}
