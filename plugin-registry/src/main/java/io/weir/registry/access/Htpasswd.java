package io.weir.registry.access;

import io.weir.registry.AccessToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Users and their bcrypt hashes, as {@code htpasswd -B} writes them. */
final class Htpasswd {
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(?:0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");

  private Htpasswd() {}

  /**
   * Reads a file's text.
   *
   * @param file for errors
   * @return hashes by user
   * @throws IOException naming the line whose hash is of another kind
   */
  static Map<String, String> parse(Path file, String text) throws IOException {
    Map<String, String> users = new HashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String place = file + ":" + number + ": ";
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException(place + "no user in it (expected: USER:HASH)");
      }
      String user = line.substring(0, colon);
      users.put(user, hash(place, file, user, line.substring(colon + 1).strip()));
    }
    return Map.copyOf(users);
  }

  private static String hash(String place, Path file, String user, String hash) throws IOException {
    if (user.equals(AccessToken.USER)) {
      throw new IOException(
          place + user + " is the owner, whose password is the token (take another name)");
    }
    if (!BCRYPT.matcher(hash).matches()) {
      throw new IOException(
          "%suser %s has %s (expected: bcrypt of cost 4 to 15; run htpasswd -B %s %s)"
              .formatted(place, user, kind(hash), file, user));
    }
    return hash;
  }

  private static String kind(String hash) {
    if (hash.startsWith("$apr1$") || hash.startsWith("$1$")) {
      return "an MD5 hash";
    }
    if (hash.startsWith("{SHA}")) {
      return "a SHA-1 hash";
    }
    if (hash.startsWith("$5$") || hash.startsWith("$6$")) {
      return "a SHA-2 crypt hash";
    }
    if (hash.startsWith("$2")) {
      return "a bcrypt hash that is broken or too costly";
    }
    return hash.length() == 13 ? "a crypt hash" : "no hash that is known";
  }
}
