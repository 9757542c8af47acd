package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a {@code docker-credential-*} program on the PATH. */
final class CredentialHelper {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialHelper.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final String TOKEN_USER = "<token>";
  private static final int MAX_ANSWER = 64 << 10;
  private static final int TIMEOUT_SECONDS = 15;

  private CredentialHelper() {}

  /** Null when the helper is missing, fails, or knows nothing: the request goes out without. */
  static @Nullable Credentials ask(String helper, String server) {
    if (!NAME.matcher(helper).matches()) {
      LOG.warn("credential helper: {} (expected: a plain name)", helper);
      return null;
    }
    try {
      return run("docker-credential-" + helper, server);
    } catch (IOException e) {
      LOG.warn("docker-credential-{}: {}, going on without it", helper, e.getMessage());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable Credentials run(String program, String server)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program, "get").redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Thread killer = Thread.ofVirtual().start(() -> killLate(process));
    try (var out = process.getOutputStream()) {
      out.write(server.getBytes(StandardCharsets.UTF_8));
    }
    byte[] answer = process.getInputStream().readNBytes(MAX_ANSWER);
    int exit = process.waitFor();
    killer.interrupt();
    return exit == 0 ? credentials(answer) : null;
  }

  private static void killLate(Process process) {
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Credentials credentials(byte[] answer) throws IOException {
    JsonNode root = ManifestJson.MAPPER.readTree(answer);
    String user = root.path("Username").asText("");
    String secret = root.path("Secret").asText("");
    if (secret.isEmpty()) {
      return null;
    }
    return user.equals(TOKEN_USER)
        ? new Credentials("", "", secret)
        : new Credentials(user, secret);
  }
}
