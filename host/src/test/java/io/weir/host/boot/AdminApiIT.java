package io.weir.host.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.host.boot.AdminClient.Answer;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.RecordingApplier;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.observe.Exposition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin API on its real server, with a fake data plane. */
@SuppressWarnings("NullAway.Init")
class AdminApiIT {
  private static final String SHOP = "{ \"endpoints\": [ \"127.0.0.1:9001\" ] }";
  private static final String ROUTE = "{ \"backendRefs\": [ { \"name\": \"shop\" } ] }";

  @TempDir Path data;
  private final RecordingApplier applier = new RecordingApplier();
  private Gateway gateway;
  private AdminClient client;

  @BeforeEach
  void start() throws Exception {
    start(Map.of());
  }

  @AfterEach
  void stop() {
    client.close();
    gateway.close();
  }

  @Test
  void tellsItsStatus() throws Exception {
    Answer answer = client.get("/status");
    assertEquals(200, answer.status());
    JsonNode status = answer.body();
    assertEquals(1, status.get("generation").intValue());
    assertEquals(3, status.get("workers").intValue());
    assertEquals("store", status.at("/config/source").textValue());
    assertEquals(
        data.resolve("config/gateway.json").toString(), status.at("/config/path").textValue());
    assertEquals("waf", status.at("/plugins/0/plugin").textValue());
    assertEquals(2, status.at("/plugins/0/streams").intValue());
    assertTrue(status.get("engines").isArray());
    assertTrue(status.get("listeners").isArray());
  }

  @Test
  void metricsAreAPageForThoseWhoHaveTheToken() throws Exception {
    URI page = URI.create(gateway.adminUrl() + "/metrics");
    String token = Files.readString(data.resolve("token")).strip();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(page);
      assertEquals(401, http.send(request.build(), BodyHandlers.ofString()).statusCode());
      request.header("Authorization", "Bearer " + token).header("Accept", "text/plain");
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals(
          Exposition.CONTENT_TYPE.replace(" ", ""),
          answer.headers().firstValue("Content-Type").orElse("").replace(" ", ""));
      assertTrue(
          answer.body().startsWith("# HELP fake Of a test.\n# TYPE fake gauge\nfake 1\n"),
          answer.body());
    }
  }

  @Test
  void putsReadsAndDeletes() throws Exception {
    Answer put = client.put("/upstreams/shop", SHOP);
    assertEquals(200, put.status());
    assertEquals(2, put.body().get("generation").intValue());
    assertEquals(put.etag(), put.body().get("etag").textValue());
    Answer read = client.get("/upstreams/shop");
    assertEquals("127.0.0.1:9001", read.body().at("/endpoints/0").textValue());
    assertEquals("shop", read.body().get("name").textValue());
    assertEquals(put.etag(), read.etag());
    Answer list = client.get("/upstreams");
    assertEquals(1, list.body().size());
    assertEquals(put.etag(), list.etag());
    assertEquals(3, client.delete("/upstreams/shop").body().get("generation").intValue());
    assertEquals(404, client.get("/upstreams/shop").status());
    assertEquals(404, client.delete("/upstreams/shop").status());
    assertEquals(3, applier.applied().size());
  }

  @Test
  void whatItReadsItTakesBack() throws Exception {
    client.put("/upstreams/shop", SHOP);
    Answer put =
        client.put(
            "/plugins/key",
            "{\"url\":\"file:///k.wasm\",\"pluginConfig\":{\"key\":\"${env:ALICE_KEY}\"}}");
    assertEquals(200, put.status());
    Answer read = client.get("/config");
    assertEquals("${env:ALICE_KEY}", read.body().at("/plugins/0/pluginConfig/key").textValue());
    Answer back = client.put("/config", read.body().toString());
    assertEquals(200, back.status());
    assertEquals(read.etag(), back.etag());
  }

  @Test
  void takesYaml() throws Exception {
    Answer put =
        client.put(
            "/config",
            "upstreams:\n  - { name: shop, endpoints: [ a:1 ] }\n",
            "Content-Type",
            "application/yaml");
    assertEquals(200, put.status());
    assertEquals("shop", client.get("/upstreams").body().at("/0/name").textValue());
  }

  @Test
  void changesSeveralAsOne() throws Exception {
    Answer done =
        client.post(
            "/transactions",
            """
            { "changes": [
              { "op": "put", "kind": "routes", "name": "r", "object": %s },
              { "op": "put", "kind": "upstreams", "name": "shop", "object": %s } ] }
            """
                .formatted(ROUTE, SHOP));
    assertEquals(200, done.status());
    assertEquals(2, applier.applied().size());
    Answer refused =
        client.post(
            "/transactions",
            """
            { "changes": [
              { "op": "put", "kind": "upstreams", "name": "other", "object": %s },
              { "op": "delete", "kind": "upstreams", "name": "shop" } ] }
            """
                .formatted(SHOP));
    assertEquals(400, refused.status());
    assertEquals("routes[r].backendRefs[0].name", error(refused, "path"));
    assertEquals(404, client.get("/upstreams/other").status());
    assertEquals(2, applier.applied().size());
  }

  @Test
  void honoursIfMatch() throws Exception {
    String old = client.get("/config").etag();
    Answer put = client.put("/upstreams/shop", SHOP, "If-Match", old);
    assertEquals(200, put.status());
    assertNotEquals(old, put.etag());
    Answer stale = client.delete("/upstreams/shop", "If-Match", old);
    assertEquals(412, stale.status());
    assertTrue(stale.body().get("detail").textValue().contains(put.etag()));
    assertEquals(200, client.put("/upstreams/shop", SHOP, "If-Match", "*").status());
    assertEquals(
        200, client.delete("/upstreams/shop", "If-Match", "\"other\", " + put.etag()).status());
  }

  @Test
  void namesEveryProblemWithItsPlace() throws Exception {
    Answer answer = client.put("/routes/r", "{\n \"backendRefs\": 1,\n \"hostname\": [ \"a\" ] }");
    assertEquals(400, answer.status());
    assertEquals("application/problem+json", answer.type());
    assertEquals(400, answer.body().get("status").intValue());
    assertEquals("Bad Request", answer.body().get("title").textValue());
    JsonNode errors = answer.body().get("errors");
    assertEquals(2, errors.size());
    assertEquals("routes[r].backendRefs", errors.at("/0/path").textValue());
    assertEquals(2, errors.at("/0/line").intValue());
    assertEquals("a number (expected: a list)", errors.at("/0/message").textValue());
    assertEquals("did you mean hostnames?", errors.at("/1/remedy").textValue());
  }

  @Test
  void refusesMalformedBodies() throws Exception {
    assertEquals(400, client.put("/config", "{ \"routes\": [ ").status());
    assertEquals(400, client.put("/config", "").status());
    assertEquals(400, client.put("/config", "[]").status());
    assertEquals(415, client.put("/config", "x", "Content-Type", "text/plain").status());
    assertEquals(1, applier.applied().size());
  }

  @Test
  void boundsBodies() throws Exception {
    Answer answer = client.put("/config", " ".repeat((16 << 20) + 1));
    assertEquals(413, answer.status());
    assertEquals("application/problem+json", answer.type());
  }

  @Test
  void saysWhyTheGatewayRefuses() throws Exception {
    applier.refuseWith(
        new Problem("plugins[key].url", 0, "unknown tag 9.9.9", "push it, or name another"));
    Answer answer = client.put("/upstreams/shop", SHOP);
    assertEquals(422, answer.status());
    assertEquals("plugins[key].url", error(answer, "path"));
    assertEquals("unknown tag 9.9.9", error(answer, "message"));
    assertEquals("push it, or name another", error(answer, "remedy"));
    assertEquals(404, client.get("/upstreams/shop").status());
  }

  @Test
  void hidesSecretsThatAPluginRepeats() throws Exception {
    AtomicReference<String> secret = new AtomicReference<>("");
    restart(
        secrets -> {
          String path = System.getenv("PATH");
          secret.set(path == null ? "" : path);
          secrets.expand(TextNode.valueOf("${env:PATH}"), "plugins[key]");
        });
    applier.refuseWith(new Problem("plugins[key]", 0, "bad key " + secret.get(), "correct it"));
    Answer answer = client.put("/upstreams/shop", SHOP);
    assertEquals("bad key ***", error(answer, "message"));
  }

  @Test
  void needsTheToken() throws Exception {
    for (String bad : List.of("", "Bearer", "Bearer wrong", "Basic d2VpcjpY", "Bearer ")) {
      Answer answer = client.get("/status", "Authorization", bad);
      assertEquals(401, answer.status(), bad);
      assertEquals("application/problem+json", answer.type());
      assertTrue(answer.response().headers().firstValue("WWW-Authenticate").isPresent());
    }
    assertEquals(401, client.get("/nothing", "Authorization", "no").status());
  }

  @Test
  void refusesWebPages() throws Exception {
    assertEquals(403, client.get("/status", "Origin", "http://evil.example").status());
    assertEquals(403, client.get("/status", "Origin", "null").status());
    assertEquals(403, client.get("/status", "Sec-Fetch-Site", "cross-site").status());
    String own = gateway.adminUrl();
    assertEquals(
        200, client.get("/status", "Origin", own, "Sec-Fetch-Site", "same-origin").status());
  }

  @Test
  void refusesForeignHostNames() throws Exception {
    int port = URI.create(gateway.adminUrl()).getPort();
    String token = Files.readString(data.resolve("token")).strip();
    assertEquals(403, RawHttp.status(port, "evil.example:" + port, token));
    assertEquals(200, RawHttp.status(port, "localhost:" + port, token));
    assertEquals(200, RawHttp.status(port, "[::1]:" + port, token));
  }

  @Test
  void namesWhatIsNotThere() throws Exception {
    Answer kind = client.get("/gateways");
    assertEquals(404, kind.status());
    assertTrue(kind.body().get("detail").textValue().contains("expected: one of routes"));
    assertEquals("application/problem+json", client.get("/a/b/c").type());
    assertEquals(405, client.post("/config", "{}").status());
  }

  @Test
  void aFileIsNotWritten() throws Exception {
    Path file = Files.writeString(data.resolve("gateway.yaml"), "listeners: []\n");
    stop();
    start(Map.of("config", file.toString()));
    Answer answer = client.put("/upstreams/shop", SHOP);
    assertEquals(409, answer.status());
    assertTrue(answer.body().get("detail").textValue().contains(file.toString()));
    assertEquals(200, client.get("/config").status());
    assertEquals("file", client.get("/status").body().at("/config/source").textValue());
    assertEquals(
        409,
        client
            .post(
                "/transactions",
                "{\"changes\":[{\"op\":\"delete\"," + "\"kind\":\"routes\",\"name\":\"r\"}]}")
            .status());
  }

  @Test
  void servesTheLastOneAfterARestart() throws Exception {
    Answer put = client.put("/upstreams/shop", SHOP);
    stop();
    start(Map.of());
    Answer read = client.get("/upstreams/shop");
    assertEquals(200, read.status());
    assertEquals(put.etag(), read.etag());
  }

  @Test
  void saysWhereItServes() {
    assertTrue(
        gateway.readyLine().matches("ready admin http://127\\.0\\.0\\.1:[1-9][0-9]*"),
        gateway.readyLine());
    assertFalse(gateway.adminUrl().endsWith(":0"));
  }

  private void start(Map<String, String> flags) throws Exception {
    start(flags, secrets -> {});
  }

  private void restart(Consumer<Secrets> use) throws Exception {
    stop();
    start(Map.of(), use);
  }

  private void start(Map<String, String> flags, Consumer<Secrets> use) throws Exception {
    Map<String, String> all = new HashMap<>(flags);
    all.putAll(Map.of("data", data.toString(), "admin", "127.0.0.1:0", "workers", "3"));
    RunOptions options = RunOptions.resolve(all, name -> null);
    gateway =
        Gateway.start(
            options,
            new Redactor(),
            (given, secrets) -> {
              use.accept(secrets);
              return applier;
            });
    String token = Files.readString(data.resolve("token")).strip();
    client = new AdminClient(HttpClient.newHttpClient(), gateway.adminUrl() + "/api/v1", token);
  }

  private static String error(Answer answer, String field) {
    return answer.body().at("/errors/0/" + field).asText();
  }
}
