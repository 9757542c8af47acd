package io.weir.host.admin;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.registry.AccessToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token that opens the admin API, kept in a file that only its owner reads. Immutable. */
public final class AdminToken {
  private static final Logger log = LoggerFactory.getLogger(AdminToken.class);

  /** Comparing digests takes the same time for any two tokens, also of different lengths. */
  private final byte[] digest;

  private AdminToken(String token) {
    this.digest = sha256(token);
  }

  /** For a token that is not kept in a file. */
  public static AdminToken of(String token) {
    return new AdminToken(token);
  }

  /**
   * The token of the data directory, which the registry takes too; made when there is none.
   *
   * @throws ConfigException naming the file when it cannot be read or made, or holds no token
   */
  public static AdminToken readOrCreate(Path data) {
    Path file = data.resolve("token");
    try {
      String token = AccessToken.loadOrCreate(data);
      warnOfReaders(file);
      return new AdminToken(token);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              new Problem(
                  "",
                  0,
                  "the token file " + file + " cannot be used: " + e.getMessage(),
                  "let the gateway's user read and write it; without it the next start makes one")),
          e);
    }
  }

  /** Whether {@code presented} is this token; takes the same time whatever it is. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(digest, sha256(presented));
  }

  private static void warnOfReaders(Path file) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.GROUP_READ)
        || permissions.contains(PosixFilePermission.OTHERS_READ)) {
      log.warn("{}: other users can read the token; chmod 600 {}", file, file);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
