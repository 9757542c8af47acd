package io.weir.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a registry is told to be let in. Never printed.
 *
 * @param username the user
 * @param password the password or token
 * @param identityToken an OAuth 2 refresh token in place of both; null for most
 */
public record Credentials(String username, String password, @Nullable String identityToken) {

  public Credentials(String username, String password) {
    this(username, password, null);
  }

  /** The value of an {@code Authorization} header. */
  String basic() {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}
