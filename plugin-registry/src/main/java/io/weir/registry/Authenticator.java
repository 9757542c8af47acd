package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.PullException.Reason;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Meets challenges: Basic, and the token flow of the distribution project ("Token Authentication
 * Specification"). What was accepted is kept by registry and scope, until it is refused.
 */
final class Authenticator {
  private static final int MAX_TOKEN_ANSWER = 256 << 10;
  private static final int MAX_CACHED = 1000;

  private final HttpCaller http;
  private final ClientOptions options;
  private final Map<String, String> accepted = new ConcurrentHashMap<>();

  Authenticator(HttpCaller http, ClientOptions options) {
    this.http = http;
    this.options = options;
  }

  /** What worked last time for {@code scope} at {@code registry}; null when nothing is known. */
  @Nullable String known(String registry, String scope) {
    return accepted.get(registry + " " + scope);
  }

  /**
   * The {@code Authorization} that {@code challenge} asks for.
   *
   * @param asker the address that was refused
   * @throws RegistryException when there are no credentials for it, or the token is refused
   */
  String answer(URI asker, String registry, String scope, Challenge challenge) {
    Credentials credentials = options.credentials().find(registry);
    String value =
        challenge.scheme().equals("bearer")
            ? "Bearer " + token(asker, registry, scope, challenge, credentials)
            : basic(registry, credentials);
    if (accepted.size() >= MAX_CACHED) {
      accepted.clear();
    }
    accepted.put(registry + " " + scope, value);
    return value;
  }

  void forget(String registry, String scope) {
    accepted.remove(registry + " " + scope);
  }

  private static String basic(String registry, @Nullable Credentials credentials) {
    if (credentials == null || credentials.identityToken() != null) {
      throw new RegistryException(
          Reason.UNAUTHORIZED,
          registry + " asks for a user and password, and none are known for it",
          "log in, for example with `oras login " + registry + "`");
    }
    return credentials.basic();
  }

  private String token(
      URI asker,
      String registry,
      String scope,
      Challenge challenge,
      @Nullable Credentials credentials) {
    URI realm = realm(asker, registry, challenge);
    HttpResponse<InputStream> response = http.send(tokenCall(realm, challenge, scope, credentials));
    if (response.statusCode() != 200) {
      HttpCaller.discard(response);
      throw new RegistryException(
          Reason.UNAUTHORIZED,
          "%s gave no token for %s (status %d%s)"
              .formatted(
                  realm.getHost(),
                  registry,
                  response.statusCode(),
                  credentials == null ? ", asked without credentials" : ""),
          "log in again, for example with `oras login " + registry + "`");
    }
    byte[] body =
        new BodyReader("token", MAX_TOKEN_ANSWER, options.responseTimeout(), Progress.NONE)
            .read(response.body(), -1, null);
    JsonNode root = ManifestJson.tree(body);
    String token = root.path("token").asText(root.path("access_token").asText(""));
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new RegistryException(
          Reason.REGISTRY_ERROR,
          realm.getHost() + " answered without a token",
          "check the registry's token service");
    }
    return token;
  }

  /** Where tokens are to be had: never by plain HTTP when the registry itself speaks TLS. */
  private static URI realm(URI asker, String registry, Challenge challenge) {
    try {
      URI realm = URI.create(challenge.parameter("realm"));
      boolean https = "https".equalsIgnoreCase(realm.getScheme());
      boolean http = "http".equalsIgnoreCase(realm.getScheme());
      if (realm.getHost() != null && (https || (http && asker.getScheme().equals("http")))) {
        return realm;
      }
    } catch (IllegalArgumentException e) {
      // the same answer as for a realm without a host
    }
    throw new RegistryException(
        Reason.REGISTRY_ERROR,
        registry + " names no token service (realm: " + challenge.parameter("realm") + ")",
        "check the registry's configuration");
  }

  private static HttpCaller.Call tokenCall(
      URI realm, Challenge challenge, String scope, @Nullable Credentials credentials) {
    String asked = challenge.parameter("scope").isEmpty() ? scope : challenge.parameter("scope");
    String query = "service=" + encode(challenge.parameter("service")) + "&scope=" + encode(asked);
    if (credentials != null && credentials.identityToken() != null) {
      String form =
          query
              + "&grant_type=refresh_token&client_id=weir&refresh_token="
              + encode(credentials.identityToken());
      return new HttpCaller.Call(
          "POST",
          realm,
          Map.of("Content-Type", "application/x-www-form-urlencoded"),
          null,
          BodyPublishers.ofString(form));
    }
    String joined = realm + (realm.getRawQuery() == null ? "?" : "&") + query;
    HttpCaller.Call call = new HttpCaller.Call("GET", URI.create(joined), Map.of());
    return credentials == null ? call : call.authorized(credentials.basic());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
