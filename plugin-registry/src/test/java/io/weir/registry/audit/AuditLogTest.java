package io.weir.registry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path folder;

  @Test
  void writesWhoDidWhat() throws IOException {
    List<JsonNode> lines =
        log("", request("PUT", "/v2/a/b/manifests/1.0.0", Map.of("user-agent", "t\"x\n")), 201);
    JsonNode line = lines.getFirst();
    assertEquals("alice", line.path("user").asText());
    assertEquals("192.0.2.7", line.path("address").asText());
    assertEquals("push", line.path("action").asText());
    assertEquals("a/b", line.path("repository").asText());
    assertEquals("1.0.0", line.path("reference").asText());
    assertEquals("sha256:00", line.path("digest").asText());
    assertEquals(201, line.path("status").asInt());
    assertEquals(7, line.path("bytes").asInt());
    assertEquals("t\"x\n", line.path("userAgent").asText());
    assertTrue(line.path("time").asText().endsWith("Z"));
  }

  @Test
  void leavesOutReadsAndTheFirstQuestionButNoRefusal() throws IOException {
    assertEquals(0, log("", request("GET", "/v2/a/manifests/1", Map.of()), 200).size());
    assertEquals(0, log("", request("GET", "/v2/", Map.of()), 401).size());
    assertEquals(1, log("", request("GET", "/v2/", Map.of("authorization", "x")), 401).size());
    assertEquals(1, log("", request("GET", "/v2/a/manifests/1", Map.of()), 403).size());
    assertEquals(1, log("", request("GET", "/v2/a/manifests/1", Map.of()), 429).size());
    assertEquals(1, log("reads: true", request("GET", "/v2/a/tags/list", Map.of()), 200).size());
    assertEquals(
        0, log("enabled: false", request("PUT", "/v2/a/manifests/1", Map.of()), 201).size());
  }

  @Test
  void beginsANewFileWhenOneIsFull() throws IOException {
    try (AuditLog log = open("{maxSize: 2KiB, keep: 2}")) {
      for (int i = 0; i < 60; i++) {
        log.record(
            request("DELETE", "/v2/a/manifests/" + i, Map.of()), RegistryResponse.empty(202));
      }
    }
    assertTrue(Files.size(folder.resolve("audit.log")) <= 2048);
    assertTrue(Files.size(folder.resolve("audit.log.2")) <= 2048);
    assertFalse(Files.exists(folder.resolve("audit.log.3")));
    List<String> last = Files.readAllLines(folder.resolve("audit.log"));
    assertEquals("59", Json.MAPPER.readTree(last.getLast()).path("reference").asText());
  }

  @Test
  void losesNothingSilently() throws IOException {
    int written = 60_000;
    try (AuditLog log = open("{maxSize: 1GiB}")) {
      for (int i = 0; i < written; i++) {
        log.record(request("DELETE", "/v2/a/manifests/x", Map.of()), RegistryResponse.empty(202));
      }
    }
    long lines = 0;
    long dropped = 0;
    for (String each : Files.readAllLines(folder.resolve("audit.log"))) {
      JsonNode line = Json.MAPPER.readTree(each);
      boolean count = line.path("action").asText().equals("dropped");
      lines += count ? 0 : 1;
      dropped += line.path("count").asLong();
    }
    assertEquals(written, lines + dropped);
  }

  private List<JsonNode> log(String config, RegistryRequest request, int status)
      throws IOException {
    Files.deleteIfExists(folder.resolve("audit.log"));
    try (AuditLog log = open("{" + config + "}")) {
      log.record(
          request, RegistryResponse.empty(status).header("Docker-Content-Digest", "sha256:00"));
    }
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(folder.resolve("audit.log"))) {
      for (String each : Files.readAllLines(folder.resolve("audit.log"))) {
        lines.add(Json.MAPPER.readTree(each));
      }
    }
    return lines;
  }

  private AuditLog open(String config) throws IOException {
    return AuditLog.open(RegistryConfig.parse("audit: " + config).audit(), folder);
  }

  private static RegistryRequest request(String method, String path, Map<String, String> headers) {
    return new RegistryRequest(
        method,
        path,
        Map.of(),
        headers,
        7,
        new ByteArrayInputStream(new byte[0]),
        "http://localhost",
        "192.0.2.7",
        new Alice());
  }

  /** Somebody. */
  private record Alice() implements Caller {
    @Override
    public String name() {
      return "alice";
    }

    @Override
    public boolean may(Action action, String repository) {
      return true;
    }

    @Override
    public void require(Action action, String repository) {}
  }
}
