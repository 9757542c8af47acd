package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection carries: many requests, old HTTP, the end of the server. */
class ConnectionIT {
  private static final String MANIFEST =
      """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}\
      """;

  @TempDir private Path folder;
  private ServerHarness harness;

  @BeforeEach
  void start() throws Exception {
    harness = new ServerHarness(RegistryOptions.of("127.0.0.1", 0, folder, ServerHarness.TOKEN));
    harness.own(
        "PUT",
        "/v2/a/b/manifests/1.0.0",
        MANIFEST.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/vnd.oci.image.index.v1+json");
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void takesATargetThatNamesTheServer() throws Exception {
    String close = "Connection: close\r\n";
    String list = "/v2/a/b/tags/list?n=1";
    String absolute = exchange(get("http://" + harness.server.authority() + list, close));
    assertTrue(absolute.startsWith("HTTP/1.1 200 ") && absolute.contains("1.0.0"), absolute);
    String other = exchange(get("http://elsewhere" + list, close));
    assertTrue(other.startsWith("HTTP/1.1 400 ") && other.contains("elsewhere"), other);
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    byte[] content = random(100_000);
    Digest blob = harness.blob("a/b", content);
    String manifest = get("/v2/a/b/manifests/1.0.0", "");
    String all =
        manifest + get("/v2/a/b/blobs/" + blob, "") + manifest + get("/v2/a/b/tags/list", "");
    String last = get("/v2/a/b/manifests/none", "Connection: close\r\n");
    String answers = exchange(all + last);
    String[] heads = answers.split("HTTP/1.1 ", -1);
    assertEquals(6, heads.length);
    assertTrue(heads[1].startsWith("200 ") && heads[1].endsWith(MANIFEST), heads[1]);
    byte[] sent = heads[2].getBytes(StandardCharsets.ISO_8859_1);
    assertArrayEquals(content, Arrays.copyOfRange(sent, sent.length - content.length, sent.length));
    assertTrue(heads[3].endsWith(MANIFEST), heads[3]);
    assertTrue(heads[4].contains("1.0.0"), heads[4]);
    assertTrue(heads[5].startsWith("404 ") && heads[5].contains("MANIFEST_UNKNOWN"), heads[5]);
  }

  /** A client that has said all it has to say, and listens. */
  @Test
  void answersAllThatWasAskedBeforeTheInputEnded() throws Exception {
    Digest blob = harness.blob("a/b", random(1000));
    String fromFile = get("/v2/a/b/blobs/" + blob, "");
    String head = fromFile.replace("GET ", "HEAD ");
    String fromMemory = get("/live", "");
    String listed = get("/v2/_catalog", "");
    for (String asked :
        List.of(
            fromMemory,
            fromFile,
            head + fromMemory,
            fromFile + fromMemory,
            listed + head + listed + fromMemory,
            fromMemory + fromFile + fromFile)) {
      int requests = asked.split(" HTTP/1.1\r\n", -1).length - 1;
      try (Socket socket = connect()) {
        socket.getOutputStream().write(ascii(asked));
        socket.shutdownOutput();
        byte[] answers = socket.getInputStream().readAllBytes();
        String text = new String(answers, StandardCharsets.ISO_8859_1);
        assertEquals(requests, text.split("HTTP/1.1 200 OK", -1).length - 1, asked);
      }
    }
  }

  @Test
  void keepsAConnectionOfOldHttpOnlyWhenAsked() throws IOException {
    String old = "GET /v2/_catalog HTTP/1.0\r\nHost: " + harness.server.authority() + "\r\n";
    String kept = exchange(old + "Connection: keep-alive\r\n\r\n" + old + "\r\n");
    String[] answers = kept.split("HTTP/1.1 200 OK", -1);
    assertEquals(3, answers.length);
    assertTrue(answers[1].contains("connection: keep-alive"), answers[1]);
    assertTrue(answers[2].contains("connection: close"), answers[2]);
  }

  @Test
  void answersHeadAsGetWithoutTheBody() throws IOException {
    String answer =
        exchange(get("/v2/a/b/manifests/1.0.0", "Connection: close\r\n").replace("GET", "HEAD"));
    assertTrue(answer.contains("content-length: " + MANIFEST.length()), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @Test
  void letsADownloadEndBeforeItStops() throws Exception {
    byte[] content = random(16 << 20); // more than the socket takes at once
    Digest blob = harness.blob("a/b", content);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(ascii(get("/v2/a/b/blobs/" + blob, "")));
      InputStream in = socket.getInputStream();
      assertEquals('H', in.read());
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(harness.server::close);
      byte[] rest = in.readAllBytes(); // ends, though the connection would have been kept
      stopped.get(30, TimeUnit.SECONDS);
      int head = new String(rest, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
      assertArrayEquals(content, Arrays.copyOfRange(rest, head, rest.length));
    }
  }

  @Test
  void saysHowItIs() throws Exception {
    assertEquals(200, harness.get("/live").statusCode());
    assertEquals(200, harness.get("/ready").statusCode());
    harness.blob("a/b", random(1000));
    String metrics = new String(harness.get("/metrics").body(), StandardCharsets.UTF_8);
    assertTrue(
        metrics.contains("weir_registry_requests_total{method=\"POST\",status=\"2xx\"} 1\n"),
        metrics);
    int received = 1000 + MANIFEST.length();
    assertTrue(metrics.contains("weir_registry_received_bytes_total " + received), metrics);
    assertTrue(metrics.contains("\nweir_registry_repositories 1\n"), metrics);
    assertEquals(405, harness.own("POST", "/metrics", new byte[0]).statusCode());
  }

  private String get(String path, String headers) {
    String host = harness.server.authority();
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
  }

  /** Sends bytes and gives all that comes until the server closes. */
  private String exchange(String requests) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(ascii(requests));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(all);
      return all.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private Socket connect() throws IOException {
    var address = harness.server.address();
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
