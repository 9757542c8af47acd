package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.Engines;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three plugins that come with the project, each through the gateway. */
class BundledPluginsIT {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer origin;
  private WorkerDataPlane gateway;

  @BeforeEach
  void start() throws Exception {
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext("/", BundledPluginsIT::echo);
    origin.createContext("/chat", BundledPluginsIT::chat);
    origin.start();
    gateway =
        new WorkerDataPlane(
            DataPlaneOptions.of(2),
            new Engines(new EngineOptions(folder.resolve("code"))),
            new PluginPuller(folder.resolve("cache"), ClientOptions.defaults()),
            new Secrets(Map.of("ALICE", "alice-key")::get, new Redactor()));
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
    origin.stop(0);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String consumer = exchange.getRequestHeaders().getFirst("x-consumer");
    byte[] answer = (consumer + " " + body.length).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static void chat(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean plain = exchange.getRequestHeaders().getFirst("accept-encoding") == null;
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.getResponseHeaders().set("x-uncompressed", Boolean.toString(plain));
    exchange.sendResponseHeaders(200, 0);
    for (String piece :
        List.of("mail ali", "ce@exa", "mple.com or ", "4111 1111 1111", " 1111 now")) {
      String event = "data: {\"choices\":[{\"delta\":{\"content\":\"" + piece + "\"}}]}\n\n";
      // In two writes, so that an event is split over chunks too.
      exchange.getResponseBody().write(event.substring(0, 20).getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.getResponseBody().write(event.substring(20).getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
    exchange.getResponseBody().write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  private void bind(String plugin, String url, String config) {
    String yaml =
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
        plugins: [ { name: %s, url: "%s", limits: { callback: 2s } } ]
        routes:
          - name: all
            backendRefs: [ { name: origin } ]
            plugins: [ { name: %s, pluginConfig: %s } ]
        """
            .formatted(origin.getAddress().getPort(), plugin, url, plugin, config);
    gateway.apply(ConfigReader.read(yaml, ConfigReader.Format.YAML));
  }

  private HttpRequest.Builder request(String path) {
    int port = Objects.requireNonNull(gateway.listeners().get("web")).getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void keyAuth() throws Exception {
    bind(
        "key-auth",
        Plugins.url("rs", "key-auth"),
        "{ header: x-api-key, allow: [ alice ],"
            + " consumers: [ { name: alice, key: \"${env:ALICE}\" }, { name: bob, key: bob-key } ] }");
    HttpResponse<String> without = send(request("/"));
    assertEquals(401, without.statusCode());
    assertTrue(without.headers().firstValue("www-authenticate").isPresent());
    assertEquals(403, send(request("/").header("x-api-key", "bob-key")).statusCode());
    HttpResponse<String> with =
        send(request("/").header("x-api-key", "alice-key").header("x-consumer", "forged"));
    assertEquals(200, with.statusCode());
    assertEquals("alice 0", with.body());
  }

  @Test
  void requestGuard() throws Exception {
    bind(
        "request-guard",
        Plugins.url("go", "request-guard"),
        "{ urls: [ '/forbidden' ],"
            + " body: { rules: [ { pattern: 'union\\s+select', case_sensitive: false } ], max_bytes: 65536,"
            + " over_limit: block }, response: { status: 418, body: stopped } }");
    assertEquals(418, send(request("/forbidden")).statusCode());
    HttpResponse<String> good = send(request("/x").POST(BodyPublishers.ofString("q=shoes")));
    assertEquals("null 7", good.body());
    HttpResponse<String> bad =
        send(request("/x").POST(BodyPublishers.ofString("1 UNION  SELECT 2")));
    assertEquals(418, bad.statusCode());
    assertEquals("stopped", bad.body());
    byte[] large = new byte[200_000];
    assertEquals(418, send(request("/x").POST(BodyPublishers.ofByteArray(large))).statusCode());
  }

  @Test
  void sseRedact() throws Exception {
    bind("sse-redact", Plugins.url("js", "sse-redact"), "{}");
    HttpResponse<String> chat = send(request("/chat").header("accept-encoding", "gzip"));
    assertEquals("true", chat.headers().firstValue("x-uncompressed").orElseThrow());
    StringBuilder text = new StringBuilder();
    chat.body()
        .lines()
        .filter(line -> line.contains("\"content\":\""))
        .forEach(line -> text.append(line.replaceAll(".*\"content\":\"([^\"]*)\".*", "$1")));
    assertEquals("mail [EMAIL] or [CARD] now", text.toString());
    assertTrue(chat.body().endsWith("data: [DONE]\n\n"), chat.body());
    assertFalse(chat.body().contains("alice"), chat.body());
  }
}
