package io.weir.registry.config;

import io.weir.registry.Loopback;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code access.oidc}: an issuer of ID and access tokens (OpenID Connect Core, section 2).
 *
 * @param issuer as it stands in the tokens' {@code iss}; https, or http on loopback
 * @param audience what their {@code aud} must hold
 * @param usernameClaim which claim is the user's name; {@code sub} when left out
 * @param usernamePrefix what is put before it, so that no issuer can name a user of another kind;
 *     {@code oidc:} when left out
 * @param groupsClaim which claim lists groups; {@code groups} when left out
 * @param caFile PEM certificates to trust instead of the machine's; null for those
 */
public record OidcConfig(
    String issuer,
    String audience,
    String usernameClaim,
    String usernamePrefix,
    String groupsClaim,
    @Nullable Path caFile) {
  public OidcConfig {
    issuer = Fields.needed("issuer", issuer);
    audience = Fields.needed("audience", audience);
    usernameClaim = Objects.requireNonNullElse(usernameClaim, "sub");
    usernamePrefix = Objects.requireNonNullElse(usernamePrefix, "oidc:");
    groupsClaim = Objects.requireNonNullElse(groupsClaim, "groups");
    requireSafe(issuer);
  }

  private static void requireSafe(String issuer) {
    URI uri = URI.create(issuer);
    String host = String.valueOf(uri.getHost());
    boolean https = "https".equals(uri.getScheme());
    boolean local = "http".equals(uri.getScheme()) && Loopback.isLoopback(host);
    if (uri.getHost() == null || !(https || local)) {
      throw new IllegalArgumentException(
          "issuer: " + issuer + " (expected: an https URL, or http on loopback)");
    }
  }
}
