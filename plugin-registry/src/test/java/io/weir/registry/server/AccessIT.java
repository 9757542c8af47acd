package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.config.RegistryConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and who does not. */
class AccessIT {
  private static final byte[] NOTHING = {};
  private static final String UPLOADS = "/v2/a/blobs/uploads/";

  @TempDir Path folder;
  private ServerHarness harness;

  @BeforeEach
  void start() throws IOException {
    harness = new ServerHarness(options("127.0.0.1"));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void asksForTheTokenFlowWhereClientsLookForIt() throws Exception {
    var base = harness.get("/v2/");

    assertEquals(401, base.statusCode());
    assertEquals(
        "Bearer realm=\"" + harness.server.url() + "/token\",service=\"weir\"",
        ServerHarness.header(base, "WWW-Authenticate"));
    assertEquals(200, harness.get("/v2/", "Authorization", basic("weir")).statusCode());
    assertEquals(401, harness.get("/v2/", "Authorization", basic("eve")).statusCode());
    assertEquals(401, harness.get("/v2/", "Authorization", "Digest x").statusCode());
  }

  @Test
  void givesAnybodyATokenThatOnlyReads() throws Exception {
    String answer = new String(harness.get("/token?service=weir").body(), StandardCharsets.UTF_8);
    assertTrue(answer.contains("\"token\":\"anonymous\""), answer);

    assertEquals(200, harness.get("/v2/", "Authorization", "Bearer anonymous").statusCode());
    assertEquals(404, harness.get("/v2/a/tags/list").statusCode());
    var write =
        harness.send(
            "POST", UPLOADS, java.util.Map.of("Authorization", "Bearer anonymous"), NOTHING);
    assertEquals(401, write.statusCode());
    assertTrue(ServerHarness.header(write, "WWW-Authenticate").contains("repository:a:pull,push"));
    assertEquals(401, harness.get("/token", "Authorization", basic("eve")).statusCode());
  }

  @Test
  void writesOnlyWithTheToken() throws Exception {
    assertEquals(202, harness.own("POST", UPLOADS, NOTHING).statusCode());
    for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
      var refused = harness.send(method, UPLOADS + "x", java.util.Map.of(), NOTHING);
      assertEquals(401, refused.statusCode(), method);
    }
  }

  @Test
  void keepsPullingToItselfWhenToldSo() throws Exception {
    RegistryConfig closed = RegistryConfig.parse("access: {anonymousPull: false}");
    var options =
        RegistryOptions.of("127.0.0.1", 0, folder.resolve("closed"), ServerHarness.TOKEN)
            .withConfig(closed);
    try (ServerHarness server = new ServerHarness(options)) {
      server.blob("a", NOTHING);
      assertEquals(401, server.get("/v2/a/tags/list").statusCode());
      assertEquals(200, server.own("GET", "/v2/_catalog", NOTHING).statusCode());
    }
  }

  @Test
  void keepsWebPagesOut() throws Exception {
    String own = harness.server.url();
    assertEquals(404, harness.get("/v2/a/tags/list", "Origin", own).statusCode());
    assertEquals(403, harness.get("/v2/a/tags/list", "Origin", "http://evil.test").statusCode());
    assertEquals(403, harness.get("/v2/a/tags/list", "Origin", "null").statusCode());
  }

  @Test
  void keepsRebindingOut() throws IOException {
    assertTrue(
        harness.raw("GET /v2/a/tags/list HTTP/1.1\r\nHost: evil.test:1\r\n\r\n").contains(" 403 "));
    assertTrue(harness.raw("GET /v2/a/tags/list HTTP/1.1\r\n\r\n").contains(" 400 "));
    assertTrue(
        harness.raw("GET /v2/a/tags/list HTTP/1.1\r\nHost: localhost:9\r\n\r\n").contains(" 404 "));
    String twice = "GET /v2/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n";
    assertTrue(harness.raw(twice).contains(" 400 "));
    for (String host : List.of("localhost:a b", "localhost:\"x", "localhost:5 <", "a@localhost")) {
      String answer = harness.raw("GET /v2/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertTrue(answer.contains(" 400 "), host + ": " + answer);
    }
  }

  @Test
  void refusesMalformedHttp() throws IOException {
    assertTrue(harness.raw("GET / FOO\r\n\r\n").contains(" 400 "));
    String long1 = "x".repeat(40_000);
    assertTrue(
        harness
            .raw("GET / HTTP/1.1\r\nHost: localhost\r\nA: " + long1 + "\r\n\r\n")
            .contains(" 431 "));
  }

  @Test
  void refusesToServeMoreThanLoopbackInTheOpen() {
    var plain = refused(options("0.0.0.0"));
    assertTrue(plain.contains("plain HTTP on 0.0.0.0"), plain);
    var anonymous = refused(options("0.0.0.0").withAnonymousPush(true));
    assertTrue(anonymous.contains("anonymous push on 0.0.0.0"), anonymous);
    var half = refused(options("127.0.0.1").withTls(folder.resolve("c"), null, java.util.Set.of()));
    assertTrue(half.contains("one file is missing"), half);
  }

  @Test
  void namesWhatIsTaken() {
    var folderTaken =
        assertThrows(IOException.class, () -> RegistryServer.start(options("127.0.0.1")));
    assertTrue(String.valueOf(folderTaken.getMessage()).contains("in use by another registry"));
    var portTaken =
        assertThrows(
            IOException.class,
            () ->
                RegistryServer.start(
                    RegistryOptions.of(
                        "127.0.0.1",
                        harness.server.address().getPort(),
                        folder.resolve("other"),
                        ServerHarness.TOKEN)));
    assertTrue(String.valueOf(portTaken.getMessage()).contains("--listen"));
  }

  private static String refused(RegistryOptions options) {
    var refused = assertThrows(IllegalArgumentException.class, () -> RegistryServer.start(options));
    return String.valueOf(refused.getMessage());
  }

  private RegistryOptions options(String host) {
    return RegistryOptions.of(host, 0, folder.resolve("registry"), ServerHarness.TOKEN);
  }

  private static String basic(String user) {
    byte[] pair = (user + ":" + ServerHarness.TOKEN).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
