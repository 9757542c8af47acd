package io.weir.registry.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Files of users, and what they send. */
final class Users {
  private static final int COST = 4;

  private Users() {}

  /** A line as {@code htpasswd -B} writes it. */
  static String line(String user, String password) {
    return user
        + ":"
        + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(COST, password.toCharArray())
        + "\n";
  }

  static Path file(Path path, String... lines) throws IOException {
    return Files.writeString(path, String.join("", lines));
  }

  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
