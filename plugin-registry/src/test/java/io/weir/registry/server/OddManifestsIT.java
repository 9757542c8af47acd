package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests that are none, or strange: refused by name, or served byte for byte. */
class OddManifestsIT {
  private static final byte[] EMPTY_JSON = "{}".getBytes(UTF_8);
  private static final int DEEP = 100_000;
  private static final int BOMB_MEBIBYTES = 300; // more than a module may have

  @TempDir static Path folder;
  private static ServerHarness harness;

  @BeforeAll
  static void start() throws Exception {
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder.resolve("registry"), ServerHarness.TOKEN));
    harness.blob("a/b", EMPTY_JSON);
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  private static String manifest(String more) {
    return """
    {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.oci.empty.v1+json",\
    "digest":"%s","size":2},"layers":[]%s}"""
        .formatted(MediaTypes.OCI_MANIFEST, Digest.sha256(EMPTY_JSON), more);
  }

  private static HttpResponse<byte[]> put(byte[] content) throws Exception {
    return put("v1", content);
  }

  private static HttpResponse<byte[]> put(String tag, byte[] content) throws Exception {
    return harness.own(
        "PUT", "/v2/a/b/manifests/" + tag, content, "Content-Type", MediaTypes.OCI_MANIFEST);
  }

  static Stream<String> broken() {
    return Stream.of(
        "",
        " ",
        "{",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{}",
        "not JSON",
        manifest("") + "{}",
        manifest("") + "x",
        "[".repeat(DEEP),
        "[".repeat(DEEP) + "]".repeat(DEEP),
        "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
        manifest(",\"x\":" + "[".repeat(DEEP) + "]".repeat(DEEP)),
        manifest(",\"x\":" + "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)),
        manifest(",\"x\":" + "1".repeat(100_000)),
        manifest(",\"subject\":{\"digest\":\"sha256:..\"}"),
        manifest(",\"subject\":7"),
        manifest(",\"annotations\":[]"),
        manifest(",\"annotations\":{\"a\":{}}"),
        manifest("").replace("[]", "{}"),
        manifest("").replace("[]", "[7]"),
        manifest(",\"manifests\":[]"),
        manifest("").replace(Digest.sha256(EMPTY_JSON).toString(), "../../x"),
        manifest("").replace(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isRefused(String text) throws Exception {
    HttpResponse<byte[]> answer = put(text.getBytes(UTF_8));
    String said = new String(answer.body(), UTF_8);
    assertEquals(400, answer.statusCode(), said);
    assertEquals(ErrorCode.MANIFEST_INVALID, SpecError.code(said));
    assertEquals(404, harness.get("/v2/a/b/manifests/v1").statusCode());
  }

  /** A reader that takes the first of two keys and one that takes the last would differ. */
  @ParameterizedTest
  @MethodSource("twice")
  void aKeyThatIsThereTwiceIsRefused(String more) throws Exception {
    HttpResponse<byte[]> answer = put(manifest(more).getBytes(UTF_8));
    assertEquals(400, answer.statusCode());
    assertEquals(ErrorCode.MANIFEST_INVALID, SpecError.code(new String(answer.body(), UTF_8)));
  }

  static Stream<String> twice() {
    return Stream.of(
        ",\"layers\":[]", ",\"annotations\":{\"a\":\"b\",\"a\":\"c\"}", ",\"schemaVersion\":2");
  }

  @Test
  void theWideOneIsKeptByteForByte() throws Exception {
    StringBuilder wide = new StringBuilder(",\"annotations\":{\"a\":\"b\"");
    for (int i = 0; i < 100_000; i++) {
      wide.append(",\"key").append(i).append("\":\"value\"");
    }
    byte[] content = manifest(wide.append('}').toString()).getBytes(UTF_8);
    assertTrue(content.length < 4 << 20);
    assertEquals(201, put("wide", content).statusCode());
    assertArrayEquals(content, harness.get("/v2/a/b/manifests/wide").body());
  }

  @Test
  void aBombInALayerIsStoredAsItIs() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < BOMB_MEBIBYTES; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    Digest digest = harness.blob("a/b", bomb.toByteArray());
    String layer =
        "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"%s\",\"size\":%d}"
            .formatted(digest, bomb.size());
    byte[] content = manifest("").replace("[]", "[" + layer + "]").getBytes(UTF_8);
    assertEquals(201, put("bomb", content).statusCode());
    assertArrayEquals(bomb.toByteArray(), harness.get("/v2/a/b/blobs/" + digest).body());
  }

  @Test
  void aContentEncodingIsNotUndone() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(manifest("").getBytes(UTF_8));
    }
    HttpResponse<byte[]> answer =
        harness.own(
            "PUT",
            "/v2/a/b/manifests/v1",
            packed.toByteArray(),
            "Content-Type",
            MediaTypes.OCI_MANIFEST,
            "Content-Encoding",
            "gzip");
    assertEquals(400, answer.statusCode());
  }
}
