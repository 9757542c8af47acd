package io.weir.registry;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The token in {@code <data>/token}: one line in a file that only its owner reads. */
public final class AccessToken {
  /** The user name that goes with the token where a protocol wants one. */
  public static final String USER = "weir";

  private static final int RANDOM_BYTES = 32;
  private static final int MIN_LENGTH = 16;

  private AccessToken() {}

  /**
   * The token of the data folder, made when there is none. Safe against several makers at once.
   *
   * @throws IOException when the file cannot be made or read, or holds no token
   */
  public static String loadOrCreate(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve("token");
    if (!Files.exists(file)) {
      create(dataFolder, file);
    }
    return read(file);
  }

  /**
   * The token in {@code file}.
   *
   * @throws IOException when it cannot be read or holds no token
   */
  public static String read(Path file) throws IOException {
    String token = Files.readString(file).strip();
    if (token.length() < MIN_LENGTH || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IOException(
          file + ": no token in it (expected: one line of at least 16 characters); delete it");
    }
    return token;
  }

  private static void create(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(folder, ".token", "", ownerOnly);
    try {
      Files.writeString(fresh, token + "\n");
      Files.createLink(file, fresh); // appears whole, and never over another maker's
    } catch (FileAlreadyExistsException e) {
      // another process made it in between: that one counts
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
