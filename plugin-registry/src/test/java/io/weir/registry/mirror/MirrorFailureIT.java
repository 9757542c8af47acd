package io.weir.registry.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.registry.Digest;
import io.weir.registry.Wasm;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror whose remote is slow, lies or goes away in the middle. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class MirrorFailureIT {
  private static final byte[] BLOB = Wasm.ofSize(1_000_000, 3);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private HttpServer remote;
  private RegistryServer mirror;
  private volatile byte[] content = BLOB;
  private volatile int breakAfter = Integer.MAX_VALUE;
  private volatile int pauseAfter = Integer.MAX_VALUE;

  @BeforeEach
  void start() throws IOException {
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.setExecutor(task -> Thread.ofVirtual().start(task));
    remote.createContext("/v2/", this::answer);
    remote.start();
    String yaml =
        "mirrors: [ { prefix: m, remote: \"http://127.0.0.1:%d\" } ]\n"
            .formatted(remote.getAddress().getPort());
    mirror =
        RegistryServer.start(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("near"), null)
                .withConfig(RegistryConfig.parse(yaml)));
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    http.shutdownNow();
    mirror.close();
    remote.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean blob = exchange.getRequestURI().getPath().contains("/blobs/");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (!blob || head) {
        exchange.getResponseHeaders().set("Content-Length", blob ? "" + content.length : "0");
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      asked.incrementAndGet();
      exchange.sendResponseHeaders(200, content.length);
      for (int at = 0; at < content.length; at += 10_000) {
        if (at >= breakAfter) {
          throw new IOException("the remote dies");
        }
        if (at == pauseAfter) {
          exchange.getResponseBody().flush();
          await(goOn);
        }
        exchange.getResponseBody().write(content, at, Math.min(10_000, content.length - at));
      }
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(
            URI.create(mirror.url() + "/v2/m/demo/blobs/" + Digest.sha256(BLOB)))
        .build();
  }

  private byte[] get() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode() + new String(response.body(), UTF_8));
    }
    return response.body();
  }

  private long waitingFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("near/mirror"))) {
      return files.count();
    }
  }

  @Test
  void aRemoteThatDiesMidBlobIsNoWholeBlobAndTheNextTryIsWhole() throws Exception {
    breakAfter = 500_000;
    assertThrows(IOException.class, this::get);

    breakAfter = Integer.MAX_VALUE;

    assertArrayEquals(BLOB, get());
    assertEquals(2, asked.get());
  }

  @Test
  void bytesThatAreNotThoseOfTheDigestAreNeverAWholeBlob() throws Exception {
    content = BLOB.clone();
    content[999_999] ^= 1;

    assertThrows(IOException.class, this::get);

    content = BLOB;
    assertArrayEquals(BLOB, get());
  }

  @Test
  void manyWaitForOneFetchAndReadWhileItComes() throws Exception {
    pauseAfter = 500_000;
    List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(http.sendAsync(request(), HttpResponse.BodyHandlers.ofByteArray()));
    }
    HttpResponse<java.io.InputStream> early =
        http.send(request(), HttpResponse.BodyHandlers.ofInputStream());
    assertArrayEquals(java.util.Arrays.copyOf(BLOB, 300_000), early.body().readNBytes(300_000));
    assertEquals(1, goOn.getCount()); // these came while the remote still holds the rest back

    goOn.countDown();

    for (CompletableFuture<HttpResponse<byte[]>> each : all) {
      assertArrayEquals(BLOB, each.get(30, TimeUnit.SECONDS).body());
    }
    early.body().close();
    assertEquals(1, asked.get());
    assertArrayEquals(BLOB, get());
    assertEquals(1, asked.get());
    assertEquals(0, waitingFiles());
  }
}
