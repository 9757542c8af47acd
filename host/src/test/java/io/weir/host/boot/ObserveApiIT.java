package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.host.boot.AdminClient.Answer;
import io.weir.host.config.Redactor;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes, views, the dump and the page of metrics, of a whole gateway. */
@SuppressWarnings("NullAway.Init")
class ObserveApiIT {
  @TempDir Path data;
  private Gateway gateway;
  private AdminClient client;

  @BeforeEach
  void start() throws Exception {
    Path config = data.resolve("gateway.yaml");
    Files.writeString(
        config,
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        gateway:
          tracing:
            endpoint: http://127.0.0.1:9/v1/traces
            headers: { authorization: "literal-token" }
        """);
    Map<String, String> flags =
        Map.of(
            "data",
            data.toString(),
            "config",
            config.toString(),
            "admin",
            "127.0.0.1:0",
            "workers",
            "1");
    RunOptions options = RunOptions.resolve(flags, name -> null);
    gateway = Gateway.start(options, new Redactor(), DataPlanes::open);
    client =
        new AdminClient(
            HttpClient.newHttpClient(),
            gateway.adminUrl() + "/api/v1",
            Files.readString(data.resolve("token")).strip());
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  private String raw(String path, String host) throws Exception {
    URI admin = URI.create(gateway.adminUrl());
    try (Socket socket = new Socket(admin.getHost(), admin.getPort())) {
      String request =
          "GET " + path + " HTTP/1.1\r\nhost: " + host + "\r\nconnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void probesAnswerWhoeverAsks() throws Exception {
    assertTrue(raw("/live", "10.1.2.3:9901").startsWith("HTTP/1.1 200 "), raw("/live", "x"));
    String ready = raw("/ready", "10.1.2.3:9901");
    assertTrue(ready.startsWith("HTTP/1.1 200 "), ready);
    assertTrue(ready.endsWith("ready\n"), ready);
    assertTrue(raw("/api/v1/streams", "127.0.0.1").startsWith("HTTP/1.1 401 "));
    assertTrue(raw("/live/../api/v1/streams", "127.0.0.1").startsWith("HTTP/1.1 40"));
  }

  @Test
  void viewsAreJson() throws Exception {
    Answer streams = client.get("/streams?limit=5&route=all");
    assertEquals(200, streams.status());
    assertEquals(0, streams.body().get("total").intValue());
    assertFalse(streams.body().get("truncated").booleanValue());
    assertTrue(streams.body().get("streams").isArray());
    assertTrue(client.get("/connections").body().get("connections").isArray());
    assertTrue(client.get("/clusters").body().get("clusters").isArray());
    assertTrue(client.get("/certificates").body().get("certificates").isArray());
    assertEquals(400, client.get("/streams?limit=many").status());
  }

  @Test
  void theDumpHasDefaultsAndNoSecrets() throws Exception {
    JsonNode dump = client.get("/config_dump").body();
    assertEquals(1, dump.get("generation").intValue());
    assertEquals("1m15s", dump.at("/config/listeners/0/http/timeouts/idle").textValue());
    assertEquals("file", dump.at("/source/kind").textValue());
    assertFalse(dump.toString().contains("literal-token"), dump.toString());
    assertTrue(dump.at("/addresses/web").textValue().startsWith("127.0.0.1:"));
  }

  @Test
  void theMetricsAreOnePageWithEachFamilyOnce() throws Exception {
    String token = Files.readString(data.resolve("token")).strip();
    URI page = URI.create(gateway.adminUrl() + "/metrics");
    String text;
    try (HttpClient http = HttpClient.newHttpClient()) {
      text =
          http.send(
                  java.net.http.HttpRequest.newBuilder(page)
                      .header("Authorization", "Bearer " + token)
                      .build(),
                  java.net.http.HttpResponse.BodyHandlers.ofString())
              .body();
    }
    Map<String, String> types = new HashMap<>();
    Set<String> helps = new HashSet<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# TYPE ")) {
        assertEquals(null, types.put(words[2], words[3]), line);
      } else if (line.startsWith("# HELP ")) {
        assertTrue(helps.add(words[2]), line);
      } else if (!line.isEmpty()) {
        String name = line.split("[ {]", 2)[0];
        String base = name.replaceAll("_(bucket|sum|count)$", "");
        assertTrue(types.containsKey(name) || types.containsKey(base), line);
      }
    }
    for (String family :
        new String[] {
          "weir_generation",
          "weir_worker_lag_seconds",
          "jvm_memory_used_bytes",
          "process_uptime_seconds"
        }) {
      assertTrue(types.containsKey(family), family + " in " + types.keySet());
    }
  }
}
