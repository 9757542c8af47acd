package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.weir.host.config.ConfigReader;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.plugin.Engines;
import io.weir.proxywasm.engine.EngineOptions;
import io.weir.registry.ClientOptions;
import io.weir.registry.PluginPuller;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data plane without plugins: real sockets, a real upstream. */
class GatewayIT {
  @TempDir Path folder;
  private HttpServer origin;
  private WorkerDataPlane gateway;
  private int port;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String answer = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " ";
          byte[] head = answer.getBytes(StandardCharsets.UTF_8);
          if (exchange.getRequestURI().getPath().endsWith("/slow")) {
            sleep(1_000);
          }
          exchange
              .getResponseHeaders()
              .add("x-seen-host", exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(head);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    origin.start();
    gateway =
        new WorkerDataPlane(
            DataPlaneOptions.of(2),
            new Engines(new EngineOptions(null)),
            new PluginPuller(folder.resolve("cache"), ClientOptions.defaults()),
            new Secrets(Map.<String, String>of()::get, new Redactor()));
    gateway.apply(config(""));
    port = Objects.requireNonNull(gateway.listeners().get("web")).getPort();
  }

  private GatewayConfig config(String more) {
    String yaml =
        """
        listeners: [ { name: web, address: "127.0.0.1:0" } ]
        upstreams:
          - { name: origin, endpoints: [ "127.0.0.1:%d" ] }
          - { name: nobody, endpoints: [ "127.0.0.1:1" ] }
        routes:
          - name: refused
            matches: [ { path: { type: PathPrefix, value: /refused } } ]
            backendRefs: [ { name: nobody } ]
          - name: slow
            matches: [ { path: { type: PathPrefix, value: /slow } } ]
            backendRefs: [ { name: origin } ]
            timeouts: { backendRequest: 100ms }
          - name: all
            matches: [ { path: { type: PathPrefix, value: /a } } ]
            backendRefs: [ { name: origin } ]
        %s
        """
            .formatted(origin.getAddress().getPort(), more);
    return ConfigReader.read(yaml, ConfigReader.Format.YAML);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
    origin.stop(0);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void passesRequestsAndKeepsConnections() throws Exception {
    for (int i = 0; i < 20; i++) {
      HttpResponse<String> answer = get("/a/b?q=" + i);
      assertEquals(200, answer.statusCode());
      assertEquals("GET /a/b?q=" + i + " ", answer.body());
      assertEquals("127.0.0.1:" + port, answer.headers().firstValue("x-seen-host").orElseThrow());
    }
  }

  @Test
  void passesABodyBothWays() throws Exception {
    byte[] body = new byte[3_000_000];
    Arrays.fill(body, (byte) 'x');
    HttpResponse<byte[]> answer =
        client.send(
            request("/a").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(body.length + "POST /a ".length(), answer.body().length);
  }

  @Test
  void tellsWhatItCannotServe() throws Exception {
    assertEquals(404, get("/nothing").statusCode());
    HttpResponse<String> refused = get("/refused");
    assertEquals(503, refused.statusCode());
    assertEquals(
        "no connection to the upstream\n", refused.body(), "and not where its endpoints are");
    assertEquals(504, get("/slow").statusCode());
  }

  @Test
  void refusesWhatIsMalformed() throws Exception {
    assertTrue(raw("GET /a HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 "));
    assertTrue(raw("NONSENSE\r\n\r\n").startsWith("HTTP/1.1 400 "));
    String both =
        "POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n";
    assertTrue(raw(both).startsWith("HTTP/1.1 400 "));
    String big = "GET /a HTTP/1.1\r\nhost: x\r\nx-big: " + "y".repeat(40_000) + "\r\n\r\n";
    assertTrue(raw(big).startsWith("HTTP/1.1 431 "));
  }

  /** The whole answer, which ends only when the gateway closes the connection. */
  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    String two =
        "GET /a/1 HTTP/1.1\r\nhost: x\r\n\r\nGET /a/2 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    String answers = raw(two);
    int first = answers.indexOf("GET /a/1");
    int second = answers.indexOf("GET /a/2");
    assertTrue(first > 0 && second > first, answers);
  }
}
