package io.weir.registry.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real OpenID provider, npm's {@code oidc-provider}, as a process on loopback. */
final class OidcProvider implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "oidc");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "provider.mjs");

  private final Process process;
  final String issuer;

  /** Installs it, if need be, and starts it; the test is skipped where there is no Node.js. */
  OidcProvider() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    for (String each : FILES) {
      try (var in = OidcProvider.class.getResourceAsStream("/oidc/" + each)) {
        Files.copy(
            java.util.Objects.requireNonNull(in),
            FOLDER.resolve(each),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    install();
    process =
        new ProcessBuilder("node", "provider.mjs")
            .directory(FOLDER.toFile())
            .redirectError(FOLDER.resolve("stderr").toFile())
            .start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = String.valueOf(out.readLine());
    if (!line.startsWith("issuer ")) {
      throw new IOException("no provider: " + Files.readString(FOLDER.resolve("stderr")));
    }
    issuer = line.substring("issuer ".length());
  }

  private static void install() throws IOException, InterruptedException {
    if (Files.exists(FOLDER.resolve("node_modules/oidc-provider/package.json"))) {
      return;
    }
    try {
      Process npm =
          new ProcessBuilder("npm", "ci", "--silent", "--no-audit", "--no-fund")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(FOLDER.resolve("npm").toFile())
              .start();
      if (!npm.waitFor(120, TimeUnit.SECONDS) || npm.exitValue() != 0) {
        npm.destroy();
        throw new IOException("npm ci: " + Files.readString(FOLDER.resolve("npm")));
      }
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("Cannot run program")) {
        Assumptions.abort("npm is not on the PATH: skipping (install Node.js 20 or newer)");
      }
      throw e;
    }
  }

  /** An access token (RFC 9068) for {@code audience}, with {@code groups} between spaces. */
  String token(String audience, String groups) throws IOException, InterruptedException {
    String form = "grant_type=client_credentials&resource=urn:" + audience + "&scope=" + groups;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Authorization", Users.basic("ci", "ci-secret"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonNode token = Json.MAPPER.readTree(body).path("access_token");
      if (token.isMissingNode()) {
        throw new IOException("no token: " + body);
      }
      return token.asText();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
