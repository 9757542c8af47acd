package io.weir.host.admin;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token that opens the admin API, kept in a file that only its owner reads. Immutable. */
public final class AdminToken {
  private static final Logger log = LoggerFactory.getLogger(AdminToken.class);
  private static final int RANDOM_BYTES = 32;
  private static final int MIN_LENGTH = 16;
  private static final int MAX_LENGTH = 4096;

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
   * Reads the token in {@code file}; makes one, mode 0600, when there is none. Two processes that
   * do so at once get the same token.
   *
   * @throws ConfigException naming the file when it cannot be read or made, or holds no token
   */
  public static AdminToken readOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      warnOfReaders(file);
      return new AdminToken(checked(read(file), file));
    } catch (IOException e) {
      throw problem(file, "cannot be used: " + e, "let the gateway's user read and write it", e);
    }
  }

  /** Whether {@code presented} is this token; takes the same time whatever it is. */
  public boolean matches(String presented) {
    return MessageDigest.isEqual(digest, sha256(presented));
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      PrivateFiles.createFolder(folder);
    }
    Path written = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try (FileChannel channel = PrivateFiles.create(written)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(token + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    try {
      // a link and not a move: it fails when another process was first
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException otherWasFirst) {
      log.debug("{}: made by another process", file);
    } finally {
      Files.delete(written);
    }
  }

  private static String read(Path file) throws IOException {
    if (Files.size(file) > MAX_LENGTH) {
      return "";
    }
    return Files.readString(file).strip();
  }

  private static String checked(String token, Path file) {
    boolean plain = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (token.length() < MIN_LENGTH || !plain) {
      throw problem(
          file,
          "holds no token (expected: one line of " + MIN_LENGTH + " or more letters and digits)",
          "remove the file, and the next start makes one",
          null);
    }
    return token;
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

  private static ConfigException problem(
      Path file, String message, String remedy, @Nullable Throwable cause) {
    return new ConfigException(
        List.of(new Problem("", 0, "the token file " + file + " " + message, remedy)), cause);
  }
}
