package io.weir.bench.registry.clients;

import io.weir.bench.registry.Owner;
import io.weir.bench.registry.Tools;
import io.weir.bench.registry.Tools.Outcome;
import io.weir.registry.AccessToken;
import io.weir.registry.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A registry as one client sees it: its address, and a home folder of the client's own.
 *
 * @param registry {@code host:port}
 * @param ca the private authority that the registry's certificate is from; null for plain HTTP
 * @param folder the client's home and where it works
 * @param owner raw requests, to see what has come of the client's
 */
record Site(
    Tools tools,
    String registry,
    @Nullable Path ca,
    String token,
    Path folder,
    Owner owner,
    List<Sample> samples) {
  private static final long LIMIT_SECONDS = 180;
  static final String USER = AccessToken.USER;

  boolean plain() {
    return ca == null;
  }

  /**
   * {@code plain} over plain HTTP, {@code tls} over TLS; empty ones are left out by {@link #run}.
   */
  String flag(String plain, String tls) {
    return plain() ? plain : tls;
  }

  Sample sample(Layout layout) {
    return samples.stream().filter(each -> each.layout() == layout).findFirst().orElseThrow();
  }

  /** Runs a program with its arguments; what it says. */
  String run(String... command) throws IOException, InterruptedException, StepFailure {
    return input("", command);
  }

  /** As {@link #run}, with more in the environment. */
  String run(Map<String, String> more, List<String> command)
      throws IOException, InterruptedException, StepFailure {
    Map<String, String> environment = environment();
    environment.putAll(more);
    Outcome outcome = Outcome.of(command, folder, environment, "", LIMIT_SECONDS);
    if (outcome.exit() != 0) {
      throw new StepFailure(
          String.join(" ", command) + ": exit code " + outcome.exit() + "\n" + outcome.all());
    }
    return outcome.out();
  }

  /** As {@link #run}, with a standard input. */
  String input(String input, String... command)
      throws IOException, InterruptedException, StepFailure {
    Outcome outcome = outcome(input, command);
    if (outcome.exit() != 0) {
      throw new StepFailure(
          String.join(" ", command) + ": exit code " + outcome.exit() + "\n" + outcome.all());
    }
    return outcome.out().strip();
  }

  /** Runs a program that must fail. */
  void refused(String input, String... command)
      throws IOException, InterruptedException, StepFailure {
    if (outcome(input, command).exit() == 0) {
      throw new StepFailure(String.join(" ", command) + ": exit code 0 (expected: refused)");
    }
  }

  private Outcome outcome(String input, String... command)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(command));
    line.removeIf(String::isEmpty);
    line.set(
        0,
        Objects.requireNonNullElse(tools.find(line.getFirst()), Path.of(line.getFirst()))
            .toString());
    return Outcome.of(line, folder, environment(), input, LIMIT_SECONDS);
  }

  private Map<String, String> environment() {
    Map<String, String> all = new TreeMap<>();
    all.put("HOME", folder.toString());
    all.put("DOCKER_CONFIG", folder.resolve(".docker").toString());
    all.put("REGISTRY_AUTH_FILE", folder.resolve(".docker/config.json").toString());
    all.put("XDG_CONFIG_HOME", folder.resolve(".config").toString());
    all.put("XDG_RUNTIME_DIR", folder.resolve(".run").toString());
    all.put("COSIGN_PASSWORD", "");
    if (ca != null) {
      all.put("SSL_CERT_FILE", ca.toString());
    }
    return all;
  }

  Path fresh(String name) throws IOException {
    return Files.createTempDirectory(folder, name);
  }

  /** Requires that the registry has {@code digest} under a tag, in its exact bytes. */
  void requireTag(String repository, String tag, Digest digest)
      throws IOException, InterruptedException, StepFailure {
    HttpResponse<byte[]> answer = owner.get("/v2/" + repository + "/manifests/" + tag);
    if (answer.statusCode() != 200) {
      throw new StepFailure(repository + ":" + tag + ": status " + answer.statusCode());
    }
    Digest found = Digest.sha256(answer.body());
    if (!found.equals(digest)) {
      throw new StepFailure(repository + ":" + tag + ": " + found + " (expected: " + digest + ")");
    }
  }

  void requireGone(String repository, String reference)
      throws IOException, InterruptedException, StepFailure {
    int status = owner.get("/v2/" + repository + "/manifests/" + reference).statusCode();
    if (status != 404) {
      throw new StepFailure(
          repository + " " + reference + ": status " + status + " (expected: 404)");
    }
  }

  static void requireEqual(Object expected, Object found) throws StepFailure {
    if (!expected.equals(found)) {
      throw new StepFailure(found + " (expected: " + expected + ")");
    }
  }

  static void requireContains(String text, String part) throws StepFailure {
    if (!text.contains(part)) {
      throw new StepFailure("\"" + text + "\" (expected: with " + part + ")");
    }
  }
}
