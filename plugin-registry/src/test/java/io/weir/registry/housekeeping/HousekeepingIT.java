package io.weir.registry.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.AccessToken;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Housekeeping and quotas of a registry that runs, over HTTP and by the commands. */
class HousekeepingIT {
  private static final String CONFIG =
      """
      collection:
        gc: {grace: 0s}
        scrub: {enabled: false}
        retention:
        - {repositories: ['**'], keepNewest: 1}
      quotas:
      - {namespace: small, bytes: 10B}
      """;

  @TempDir Path data;
  private final HttpClient client = HttpClient.newHttpClient();
  private RegistryServer server;
  private String token;

  @BeforeEach
  void start() throws IOException {
    token = AccessToken.loadOrCreate(data);
    server =
        RegistryServer.start(
            RegistryOptions.of("127.0.0.1", 0, data.resolve("registry"), token)
                .withConfig(RegistryConfig.parse(CONFIG)));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void collectsAndSaysWhatItWouldDelete() throws Exception {
    assertEquals(201, blob("a", "loose").statusCode());
    String dry = command(new HousekeepingCommand.Gc(), 0, "--dry-run");
    assertTrue(dry.contains("would delete 1, 5 bytes"), dry);
    assertTrue(dry.contains("a sha256:"), dry);
    assertEquals(200, head("a", "loose"));

    String wet = command(new HousekeepingCommand.Gc(), 0);
    assertTrue(wet.contains("deleted 1, 5 bytes"), wet);
    assertEquals(404, head("a", "loose"));
    String retention = command(new HousekeepingCommand.Retain(), 0);
    assertTrue(retention.contains("deleted 0"), retention);
    assertTrue(metrics().contains("weir_registry_housekeeping_runs_total{task=\"gc\"} 2"));
  }

  @Test
  void scrubFindsAFlippedBitAndServesItNoMore() throws Exception {
    blob("a", "content");
    try (Stream<Path> files = Files.walk(data.resolve("registry/blobs"))) {
      Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(), "Content");
    }
    String report = command(new HousekeepingCommand.ScrubAll(), 1);

    assertTrue(report.contains("1 damaged and moved aside"), report);
    assertEquals(404, head("a", "content"));
    assertEquals(201, blob("a", "content").statusCode());
    assertEquals(200, head("a", "content"));
    command(new HousekeepingCommand.ScrubAll(), 0);
  }

  @Test
  void refusesWhatIsBeyondAQuota() throws Exception {
    assertEquals(201, blob("small/a", "12345678").statusCode());
    HttpResponse<String> refused = blob("small/b", "123");

    assertEquals(403, refused.statusCode());
    assertTrue(
        refused.body().contains("quota of small: 8 of 10 bytes are used, and this needs 3 more"),
        refused::body);
    assertTrue(
        metrics().contains("weir_registry_quota_used_bytes{namespace=\"small\"} 8"), this::metrics);
  }

  @Test
  void isTheOwners() throws Exception {
    HttpResponse<String> anybody =
        client.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/housekeeping/gc"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertEquals(403, anybody.statusCode());
    assertEquals(404, send("GET", "/api/v1/housekeeping/nothing", "").statusCode());
    Files.writeString(data.resolve("token"), "wrong-token-0123456789");
    assertFalse(command(new HousekeepingCommand.Gc(), 1).isEmpty());
  }

  private String command(HousekeepingCommand command, int exit, String... options) {
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    String[] all =
        Stream.concat(
                Stream.of("--registry", server.url(), "--data", data.toString()),
                Stream.of(options))
            .toArray(String[]::new);
    assertEquals(exit, line.execute(all), said::toString);
    return said.toString();
  }

  private HttpResponse<String> blob(String repository, String text) throws Exception {
    HttpResponse<String> session = send("POST", "/v2/" + repository + "/blobs/uploads/", "");
    String location = session.headers().firstValue("Location").orElseThrow();
    String path = URI.create(server.url()).resolve(location).toString();
    String separator = path.contains("?") ? "&" : "?";
    String digest = io.weir.registry.Digest.sha256(Stores.bytes(text)).toString();
    return send(
        "PUT", path.substring(server.url().length()) + separator + "digest=" + digest, text);
  }

  private int head(String repository, String text) throws Exception {
    String digest = io.weir.registry.Digest.sha256(Stores.bytes(text)).toString();
    return send("HEAD", "/v2/" + repository + "/blobs/" + digest, "").statusCode();
  }

  private String metrics() {
    try {
      return send("GET", "/metrics", "").body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    String pair = AccessToken.USER + ":" + token;
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(Stores.bytes(pair)))
            .build(),
        BodyHandlers.ofString());
  }
}
