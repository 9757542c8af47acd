package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials from a docker {@code config.json}: {@code credHelpers}, {@code auths}, {@code
 * credsStore}, asked in this order. The file is read at every question, so that a login counts at
 * once. Thread-safe.
 */
public final class DockerConfig implements CredentialSource {
  private static final Logger LOG = LoggerFactory.getLogger(DockerConfig.class);
  private static final String DOCKER_HUB = "https://index.docker.io/v1/";

  private final Path file;

  /**
   * @param file the {@code config.json}, which need not exist
   */
  public DockerConfig(Path file) {
    this.file = file;
  }

  /** {@code $DOCKER_CONFIG/config.json}, else {@code ~/.docker/config.json}. */
  public static DockerConfig ofUser() {
    String folder = System.getenv("DOCKER_CONFIG");
    Path home =
        folder == null || folder.isBlank()
            ? Path.of(System.getProperty("user.home"), ".docker")
            : Path.of(folder);
    return new DockerConfig(home.resolve("config.json"));
  }

  @Override
  public @Nullable Credentials find(String registry) {
    JsonNode root = read();
    if (root == null) {
      return null;
    }
    for (String key : keys(registry)) {
      Credentials found = findKey(root, key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable JsonNode read() {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      return ManifestJson.MAPPER.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      LOG.warn("{}: cannot be read as JSON, going on without its credentials", file);
      return null;
    }
  }

  private static List<String> keys(String registry) {
    return registry.equals("docker.io")
        ? List.of(DOCKER_HUB, registry)
        : List.of(registry, "https://" + registry, "http://" + registry);
  }

  private static @Nullable Credentials findKey(JsonNode root, String key) {
    JsonNode helper = root.path("credHelpers").path(key);
    if (helper.isTextual()) {
      return CredentialHelper.ask(helper.textValue(), key);
    }
    JsonNode entry = root.path("auths").path(key);
    Credentials inline = inline(entry);
    if (inline != null) {
      return inline;
    }
    JsonNode store = root.path("credsStore");
    return entry.isObject() && store.isTextual() && !store.textValue().isEmpty()
        ? CredentialHelper.ask(store.textValue(), key)
        : null;
  }

  private static @Nullable Credentials inline(JsonNode entry) {
    String token = text(entry, "identitytoken");
    String username = text(entry, "username");
    String password = text(entry, "password");
    String auth = text(entry, "auth");
    if (auth != null) {
      String pair = decode(auth);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        username = pair.substring(0, colon);
        password = pair.substring(colon + 1);
      }
    }
    if (token != null) {
      return new Credentials(username == null ? "" : username, "", token);
    }
    return username == null || password == null ? null : new Credentials(username, password);
  }

  private static String decode(String auth) {
    try {
      return new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      LOG.warn("docker config: an auth entry is not Base64, passing over it");
      return "";
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() ? null : text;
  }
}
