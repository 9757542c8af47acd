package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.registry.Digest;
import io.weir.registry.Wasm;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs in and out. */
class BlobIT {
  private static final byte[] NOTHING = {};
  private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);
  private static final String UPLOADS = "/v2/a/b/blobs/uploads/";
  private static final int MAX_BLOB = 1_000_000;

  @TempDir Path folder;
  private ServerHarness harness;

  @BeforeEach
  void start() throws IOException {
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder, ServerHarness.TOKEN)
                .withLimits(MAX_BLOB, 3, Duration.ofHours(1)));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void takesChunksInOrderOnly() throws Exception {
    String location = open();
    assertEquals(202, patch(location, "0-3", "0123").statusCode());
    var early = patch(location, "6-9", "6789");
    assertEquals(416, early.statusCode());
    assertEquals("0-3", ServerHarness.header(early, "Range"));
    assertEquals(416, patch(location, "0-3", "0123").statusCode());
    assertEquals(416, patch(location, "4-9", "45").statusCode());

    var state = harness.own("GET", location, NOTHING);
    assertEquals(204, state.statusCode());
    assertEquals("0-3", ServerHarness.header(state, "Range"));
    assertEquals(202, patch(location, "4-9", "456789").statusCode());
    assertEquals(201, finish(location, Digest.sha256(CONTENT), NOTHING).statusCode());
    assertArrayEquals(CONTENT, read(Digest.sha256(CONTENT)).body());
    assertEquals(404, harness.own("GET", location, NOTHING).statusCode());
  }

  @Test
  void showsNothingWhoseDigestIsWrong() throws Exception {
    Digest wrong = Digest.sha256(NOTHING);
    String location = open();
    assertEquals(400, finish(location, wrong, CONTENT).statusCode());
    assertEquals(404, read(wrong).statusCode());
    assertEquals(404, harness.own("GET", location, NOTHING).statusCode());
    assertEquals(400, finish(open(), null, CONTENT).statusCode());
  }

  @Test
  void takesSha512AndNothingAtAll() throws Exception {
    Digest digest = Digest.of(Digest.Algorithm.SHA512, CONTENT);
    assertEquals(201, finish(open(), digest, CONTENT).statusCode());
    assertEquals(digest.toString(), ServerHarness.header(read(digest), "Docker-Content-Digest"));

    Digest empty = harness.blob("a/b", NOTHING);
    assertEquals(200, read(empty).statusCode());
    assertArrayEquals(NOTHING, read(empty).body());
  }

  @Test
  void servesPartsOfABlob() throws Exception {
    String path = "/v2/a/b/blobs/" + harness.blob("a/b", CONTENT);

    var middle = harness.get(path, "Range", "bytes=2-4");
    assertEquals(206, middle.statusCode());
    assertEquals("bytes 2-4/10", ServerHarness.header(middle, "Content-Range"));
    assertEquals("234", new String(middle.body(), UTF_8));
    assertEquals("89", new String(harness.get(path, "Range", "bytes=-2").body(), UTF_8));
    assertEquals("9", new String(harness.get(path, "Range", "bytes=9-").body(), UTF_8));
    assertEquals(416, harness.get(path, "Range", "bytes=10-").statusCode());
    assertEquals(416, harness.get(path, "Range", "bytes=5-4").statusCode());
    assertEquals(200, harness.get(path, "Range", "bytes=0-1,3-4").statusCode());
    assertEquals(200, harness.get(path, "Range", "lines=1-2").statusCode());
    var head = harness.send("HEAD", path, java.util.Map.of(), NOTHING);
    assertEquals("10", ServerHarness.header(head, "Content-Length"));
  }

  @Test
  void sharesMountedBlobsAndDeletesThemApart() throws Exception {
    Digest digest = harness.blob("a/b", CONTENT);
    String mount = "/v2/c/blobs/uploads/?mount=" + digest + "&from=";

    assertEquals(202, harness.own("POST", mount + "nowhere", NOTHING).statusCode());
    assertEquals(201, harness.own("POST", mount + "a/b", NOTHING).statusCode());
    String original = "/v2/a/b/blobs/" + digest;
    assertEquals(202, harness.own("DELETE", original, NOTHING).statusCode());
    assertEquals(404, harness.get(original).statusCode());
    assertEquals(404, harness.own("DELETE", original, NOTHING).statusCode());
    assertArrayEquals(CONTENT, harness.get("/v2/c/blobs/" + digest).body());
  }

  @Test
  void boundsBlobsAndUploads() throws Exception {
    byte[] large = new byte[MAX_BLOB + 1];
    String location = open();
    assertEquals(413, finish(location, Digest.sha256(large), large).statusCode());
    open();
    open();
    assertEquals(429, harness.own("POST", UPLOADS, NOTHING).statusCode());
    assertEquals(204, harness.own("DELETE", location, NOTHING).statusCode());
    assertEquals(202, harness.own("POST", UPLOADS, NOTHING).statusCode());
  }

  @Test
  void dropsACancelledUpload() throws Exception {
    String location = open();
    assertEquals(204, harness.own("DELETE", location, NOTHING).statusCode());
    assertEquals(404, patch(location, "0-3", "0123").statusCode());
    String foreign = open().replace("/a/b/", "/c/");
    assertEquals(404, patch(foreign, "0-3", "0123").statusCode());
  }

  @Test
  void servesLargeBlobsOverOneConnection() throws Exception {
    byte[] large = Wasm.ofSize(MAX_BLOB, 4);
    Digest digest = harness.blob("a/b", large);
    for (int i = 0; i < 20; i++) {
      assertArrayEquals(large, read(digest).body());
    }
    byte[] part = harness.get("/v2/a/b/blobs/" + digest, "Range", "bytes=500000-").body();
    assertArrayEquals(Arrays.copyOfRange(large, 500_000, MAX_BLOB), part);
  }

  private String open() throws Exception {
    var response = harness.own("POST", UPLOADS, NOTHING);
    assertEquals(202, response.statusCode());
    return ServerHarness.header(response, "Location");
  }

  private HttpResponse<byte[]> patch(String location, String range, String content)
      throws Exception {
    return harness.own("PATCH", location, content.getBytes(UTF_8), "Content-Range", range);
  }

  private HttpResponse<byte[]> finish(
      String location, @org.jspecify.annotations.Nullable Digest digest, byte[] content)
      throws Exception {
    String query = digest == null ? "" : "?digest=" + digest;
    return harness.own("PUT", location + query, content);
  }

  private HttpResponse<byte[]> read(Digest digest) throws Exception {
    return harness.get("/v2/a/b/blobs/" + digest);
  }
}
