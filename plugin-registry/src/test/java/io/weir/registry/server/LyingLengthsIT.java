package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.http.ErrorCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not as announced, end early, or come from two sides at once. */
class LyingLengthsIT {
  private static final byte[] NOTHING = {};
  private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.sha256(CONTENT);

  @TempDir Path folder;
  private ServerHarness harness;

  @BeforeEach
  void start() throws IOException {
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN)
                .withLimits(1_000, 100, Duration.ofMinutes(5)));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private RawHttp.Answer send(String line, String headers, String body) throws IOException {
    try (RawHttp http = new RawHttp(harness.server.address())) {
      http.send(RawHttp.request(line, headers, body));
      return http.answer();
    }
  }

  /** As {@link #send}, and nothing more can come. */
  private RawHttp.Answer sendAndEnd(String line, String headers, String body) throws IOException {
    try (RawHttp http = new RawHttp(harness.server.address())) {
      http.send(RawHttp.request(line, headers, body));
      http.endOutput();
      return http.answer();
    }
  }

  private void requireNoBlob() throws Exception {
    assertEquals(404, harness.get("/v2/a/b/blobs/" + DIGEST).statusCode());
  }

  private String open() throws Exception {
    return ServerHarness.header(harness.own("POST", "/v2/a/b/blobs/uploads/", NOTHING), "Location");
  }

  private String received(String location) throws Exception {
    HttpResponse<byte[]> state = harness.own("GET", location, NOTHING);
    assertEquals(204, state.statusCode());
    return ServerHarness.header(state, "Range");
  }

  @Test
  void aBodyThatIsShorterThanAnnounced() throws Exception {
    RawHttp.Answer answer =
        sendAndEnd(
            "POST /v2/a/b/blobs/uploads/?digest=" + DIGEST, "Content-Length: 20\r\n", "0123456789");
    assertTrue(answer.status() == 0 || answer.status() >= 400, answer::toString);
    requireNoBlob();
  }

  @Test
  void aBodyThatIsLongerThanAnnounced() throws Exception {
    RawHttp.Answer answer =
        send(
            "POST /v2/a/b/blobs/uploads/?digest=" + DIGEST,
            "Content-Length: 10\r\n",
            "0123456789DELETE /v2/a/b/blobs/" + DIGEST + " HTTP/1.1\r\nHost: evil\r\n\r\n");
    assertEquals(201, answer.status(), answer::toString);
    assertArrayEquals(CONTENT, harness.get("/v2/a/b/blobs/" + DIGEST).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1\r\n",
        "Content-Length: ten\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: 10\r\nContent-Length: 11\r\n",
        "Content-Length: 10\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
      })
  void lengthsThatAreNone(String headers) throws Exception {
    RawHttp.Answer answer =
        send("POST /v2/a/b/blobs/uploads/?digest=" + DIGEST, headers, "0123456789");
    SpecError.of(answer);
    requireNoBlob();
    assertEquals(200, harness.own("GET", "/v2/", NOTHING).statusCode());
  }

  @Test
  void aChunkThatIsNone() throws Exception {
    RawHttp.Answer answer =
        send(
            "POST /v2/a/b/blobs/uploads/?digest=" + DIGEST,
            "Transfer-Encoding: chunked\r\n",
            "a\r\n0123456789\r\nzz\r\n");
    assertTrue(answer.status() == 0 || answer.status() >= 400, answer::toString);
    requireNoBlob();
  }

  @Test
  void aBlobAboveTheLimitIsRefusedBeforeItIsSent() throws Exception {
    String line = "POST /v2/a/b/blobs/uploads/?digest=" + DIGEST;
    try (RawHttp http = new RawHttp(harness.server.address())) {
      http.send(RawHttp.request(line, "Content-Length: 1001\r\n", ""));
      RawHttp.Answer answer = http.answer();
      assertEquals(413, answer.status());
      assertEquals(ErrorCode.SIZE_INVALID, SpecError.of(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5-9",
        "1-10",
        "0-4",
        "0-9999999999",
        "9-0",
        "-5",
        "0-",
        "a-b",
        "",
        "bytes */10",
        "0-9223372036854775807",
        "99999999999999999999-99999999999999999999",
        "0-9,10-19"
      })
  void aRangeThatDoesNotFitTheBody(String range) throws Exception {
    String location = open();
    HttpResponse<byte[]> answer = harness.own("PATCH", location, CONTENT, "Content-Range", range);
    assertEquals(416, answer.statusCode(), range);
    SpecError.code(new String(answer.body(), UTF_8));
    assertEquals("0-0", received(location));
    assertEquals(202, harness.own("PATCH", location, CONTENT, "Content-Range", "0-9").statusCode());
    assertEquals(416, harness.own("PATCH", location, CONTENT, "Content-Range", "0-9").statusCode());
    assertEquals(201, harness.own("PUT", location + "?digest=" + DIGEST, NOTHING).statusCode());
  }

  @Test
  void aWrongDigest() throws Exception {
    Digest other = Digest.sha256(NOTHING);
    String path = "/v2/a/b/blobs/uploads/?digest=" + other;
    HttpResponse<byte[]> answer = harness.own("POST", path, CONTENT);
    assertEquals(400, answer.statusCode());
    assertEquals(ErrorCode.DIGEST_INVALID, SpecError.code(new String(answer.body(), UTF_8)));
    assertEquals(404, harness.get("/v2/a/b/blobs/" + other).statusCode());
    requireNoBlob();
  }

  @Test
  void anAbortedChunkKeepsWhatArrived() throws Exception {
    String location = open();
    try (RawHttp http = new RawHttp(harness.server.address())) {
      http.send(RawHttp.request("PATCH " + location, "Content-Length: 10\r\n", "01234"));
      awaitReceived(location);
    }
    String range = awaitFree(location);
    int have = range.equals("0-0") ? 0 : Integer.parseInt(range.substring(2)) + 1;
    assertTrue(have <= 5, range);
    byte[] rest = java.util.Arrays.copyOfRange(CONTENT, have, CONTENT.length);
    assertEquals(201, harness.own("PUT", location + "?digest=" + DIGEST, rest).statusCode());
    assertArrayEquals(CONTENT, harness.get("/v2/a/b/blobs/" + DIGEST).body());
  }

  /** The request is at it as soon as another is told so. */
  private void awaitReceived(String location) throws Exception {
    while (harness.own("GET", location, NOTHING).statusCode() != 409) {
      Thread.onSpinWait();
    }
  }

  private String awaitFree(String location) throws Exception {
    HttpResponse<byte[]> state = harness.own("GET", location, NOTHING);
    while (state.statusCode() == 409) {
      Thread.sleep(5);
      state = harness.own("GET", location, NOTHING);
    }
    assertEquals(204, state.statusCode());
    return ServerHarness.header(state, "Range");
  }

  @Test
  void oneUploadEndedFromManySidesAtOnce() throws Exception {
    String location = open();
    List<Callable<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(() -> harness.own("PUT", location + "?digest=" + DIGEST, CONTENT).statusCode());
    }
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(all)) {
        statuses.add(each.get());
      }
    }
    assertEquals(1, statuses.stream().filter(each -> each == 201).count(), statuses::toString);
    assertTrue(
        statuses.stream().allMatch(each -> List.of(201, 404, 409).contains(each)),
        statuses::toString);
    assertArrayEquals(CONTENT, harness.get("/v2/a/b/blobs/" + DIGEST).body());
  }

  @Test
  void silentConnectionsDoNotKeepOthersOut() throws Exception {
    List<RawHttp> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        RawHttp http = new RawHttp(harness.server.address());
        slow.add(http);
        http.send(
            i % 2 == 0
                ? "GET /v2/ HT"
                : RawHttp.request("PUT /v2/a/b/manifests/v1", "Content-Length: 9\r\n", "{"));
      }
      for (int i = 0; i < 20; i++) {
        assertEquals(200, harness.own("GET", "/v2/", NOTHING).statusCode());
      }
      harness.blob("a/b", CONTENT);
    } finally {
      for (RawHttp each : slow) {
        each.close();
      }
    }
  }
}
