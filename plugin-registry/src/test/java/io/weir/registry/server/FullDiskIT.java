package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills: nothing that was acknowledged goes, and room that is made is used. */
class FullDiskIT {
  private static final int MEBIBYTE = 1 << 20;
  private static final byte[] EMPTY_JSON = "{}".getBytes(UTF_8);

  @TempDir Path folder;
  private Path disk;
  private final Map<Digest, byte[]> kept = new LinkedHashMap<>();

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted;
    try {
      mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
    } catch (IOException e) {
      mounted = false;
    }
    Assumptions.assumeTrue(mounted, "skipped: no tmpfs can be mounted (expected: root on Linux)");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private ServerHarness start() throws IOException {
    return new ServerHarness(
        RegistryOptions.of("127.0.0.1", 0, disk.resolve("registry"), ServerHarness.TOKEN));
  }

  @Test
  void losesNothing() throws Exception {
    try (ServerHarness harness = start()) {
      kept.put(harness.blob("a/b", EMPTY_JSON), EMPTY_JSON);
      assertEquals(201, tag(harness, "v1"));
      int refused = fill(harness);
      assertTrue(refused > 0 && kept.size() > 2, "the disk is full");
      requireKept(harness);
      byte[] small = fill(4_096, 99);
      int status = push(harness, small);
      assertTrue(status == 201 || status >= 500, "status " + status);
    }
    try (ServerHarness harness = start()) {
      requireKept(harness);
      makeRoom(harness);
      byte[] fresh = fill(MEBIBYTE, 7);
      assertEquals(201, push(harness, fresh));
      assertEquals(201, tag(harness, "v2"));
      requireKept(harness);
    }
  }

  /** Pushes until that fails a few times; how often it did. */
  private int fill(ServerHarness harness) throws Exception {
    int refused = 0;
    for (int i = 0; i < 40 && refused < 4; i++) {
      byte[] content = fill(MEBIBYTE - i, i);
      HttpResponse<byte[]> answer = post(harness, content);
      if (answer.statusCode() == 201) {
        kept.put(Digest.sha256(content), content);
      } else {
        assertTrue(answer.statusCode() >= 500, "status " + answer.statusCode());
        SpecError.code(new String(answer.body(), UTF_8));
        refused++;
      }
    }
    return refused;
  }

  private void makeRoom(ServerHarness harness) throws Exception {
    for (Digest each : kept.keySet().stream().skip(1).limit(3).toList()) {
      assertEquals(202, harness.own("DELETE", "/v2/a/b/blobs/" + each, new byte[0]).statusCode());
      kept.remove(each);
    }
  }

  private void requireKept(ServerHarness harness) throws Exception {
    for (Map.Entry<Digest, byte[]> each : kept.entrySet()) {
      assertArrayEquals(each.getValue(), harness.get("/v2/a/b/blobs/" + each.getKey()).body());
    }
    assertEquals(200, harness.get("/v2/a/b/manifests/v1").statusCode());
  }

  private static byte[] fill(int size, long seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static HttpResponse<byte[]> post(ServerHarness harness, byte[] content) throws Exception {
    String path = "/v2/a/b/blobs/uploads/?digest=" + Digest.sha256(content);
    return harness.own("POST", path, content);
  }

  private static int push(ServerHarness harness, byte[] content) throws Exception {
    return post(harness, content).statusCode();
  }

  private static int tag(ServerHarness harness, String tag) throws Exception {
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":\"a/%s\",\"digest\":\"%s\",\"size\":2},\"layers\":[]}"
            .formatted(MediaTypes.OCI_MANIFEST, tag, Digest.sha256(EMPTY_JSON));
    return harness
        .own(
            "PUT",
            "/v2/a/b/manifests/" + tag,
            manifest.getBytes(UTF_8),
            "Content-Type",
            MediaTypes.OCI_MANIFEST)
        .statusCode();
  }
}
