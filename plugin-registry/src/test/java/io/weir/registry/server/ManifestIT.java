package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests, tags, referrers. */
class ManifestIT {
  private static final byte[] NOTHING = {};
  private static final byte[] CONFIG = "{}".getBytes(UTF_8);

  @TempDir Path folder;
  private ServerHarness harness;
  private Digest config;

  @BeforeEach
  void start() throws Exception {
    harness = new ServerHarness(RegistryOptions.of("127.0.0.1", 0, folder, ServerHarness.TOKEN));
    config = harness.blob("a", CONFIG);
  }

  @AfterEach
  void stop() throws IOException {
    harness.close();
  }

  @Test
  void keepsTheExactBytesAndTheirType() throws Exception {
    byte[] manifest = manifest(",  \"unknown\" : 1");
    var pushed = put("v1", manifest);
    Digest digest = Digest.sha256(manifest);

    assertEquals(201, pushed.statusCode());
    assertEquals(digest.toString(), ServerHarness.header(pushed, "Docker-Content-Digest"));
    for (String target : List.of("v1", digest.toString())) {
      var pulled = harness.get("/v2/a/manifests/" + target);
      assertArrayEquals(manifest, pulled.body());
      assertEquals(MediaTypes.OCI_MANIFEST, ServerHarness.header(pulled, "Content-Type"));
    }
  }

  @Test
  void refusesWhatIsNoManifest() throws Exception {
    assertEquals(400, put("v1", "not json".getBytes(UTF_8)).statusCode());
    assertEquals(400, put("v1", "{\"schemaVersion\":2}".getBytes(UTF_8)).statusCode());
    assertEquals(400, put(Digest.sha256(NOTHING).toString(), manifest("")).statusCode());
    assertEquals(413, put("v1", new byte[17 << 20]).statusCode());
    String layer =
        ",\"layers\":[{\"mediaType\":\"x/y\",\"size\":1,\"digest\":\"%s\"}]"
            .formatted(Digest.sha256(NOTHING));
    var missing = put("v1", manifest(layer));
    assertEquals(404, missing.statusCode());
    assertTrue(new String(missing.body(), UTF_8).contains("MANIFEST_BLOB_UNKNOWN"));
    assertEquals(404, harness.get("/v2/a/manifests/v1").statusCode());
  }

  @Test
  void deletesATagAloneAndAManifestWithItsTags() throws Exception {
    byte[] manifest = manifest("");
    Digest digest = Digest.sha256(manifest);
    put("v1", manifest);
    put("v2", manifest);

    assertEquals(202, delete("v1").statusCode());
    assertEquals(404, harness.get("/v2/a/manifests/v1").statusCode());
    assertEquals(200, harness.get("/v2/a/manifests/" + digest).statusCode());
    assertEquals(202, delete(digest.toString()).statusCode());
    assertEquals(404, harness.get("/v2/a/manifests/v2").statusCode());
    assertEquals("[]", json("/v2/a/tags/list").path("tags").toString());
    assertEquals(404, delete(digest.toString()).statusCode());
  }

  @Test
  void listsTagsInPages() throws Exception {
    for (String tag : List.of("b", "a", "C", "d")) {
      put(tag, manifest(""));
    }
    assertEquals("[\"C\",\"a\",\"b\",\"d\"]", json("/v2/a/tags/list").path("tags").toString());
    var page = harness.get("/v2/a/tags/list?n=2");
    assertEquals("</v2/a/tags/list?n=2&last=a>; rel=\"next\"", ServerHarness.header(page, "Link"));
    assertEquals("[\"b\",\"d\"]", json("/v2/a/tags/list?n=2&last=a").path("tags").toString());
    assertEquals(400, harness.get("/v2/a/tags/list?n=x").statusCode());
    assertEquals("[\"a\"]", json("/v2/_catalog").path("repositories").toString());
  }

  @Test
  void losesNoReferrerThatIsPushedAtOnce() throws Exception {
    byte[] subject = manifest("");
    Digest digest = Digest.sha256(subject);
    List<Future<HttpResponse<byte[]>>> pushes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(12)) {
      for (int i = 0; i < 48; i++) {
        byte[] referrer = referrer(digest, "application/x." + i % 2, i);
        String target = Digest.sha256(referrer).toString();
        pushes.add(pool.submit(() -> put(target, referrer)));
      }
      for (var each : pushes) {
        assertEquals(digest.toString(), ServerHarness.header(each.get(), "OCI-Subject"));
      }
    }
    String path = "/v2/a/referrers/" + digest;
    assertEquals(48, json(path).path("manifests").size());
    var filtered = harness.get(path + "?artifactType=application/x.1");
    assertEquals("artifactType", ServerHarness.header(filtered, "OCI-Filters-Applied"));
    assertEquals(MediaTypes.OCI_INDEX, ServerHarness.header(filtered, "Content-Type"));
    assertEquals(24, read(filtered).path("manifests").size());
  }

  @Test
  void forgetsADeletedReferrer() throws Exception {
    Digest subject = Digest.sha256("absent".getBytes(UTF_8));
    byte[] referrer = referrer(subject, "application/x", 0);
    String path = "/v2/a/referrers/" + subject;
    assertEquals(0, json(path).path("manifests").size());

    put(Digest.sha256(referrer).toString(), referrer);
    JsonNode entry = json(path).path("manifests").path(0);
    assertEquals("application/x", entry.path("artifactType").asText());
    assertEquals("0", entry.path("annotations").path("i").asText());
    delete(Digest.sha256(referrer).toString());
    assertEquals(0, json(path).path("manifests").size());
    assertEquals(400, harness.get("/v2/a/referrers/sha256:12").statusCode());
  }

  /** A version that can be neither moved nor deleted cannot be emptied either. */
  @Test
  void keepsWhatAnImmutableTagIsMadeOf() throws Exception {
    byte[] child = manifest("");
    assertEquals(201, put(Digest.sha256(child).toString(), child).statusCode());
    byte[] index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(
                MediaTypes.OCI_INDEX, descriptor(Digest.sha256(child), MediaTypes.OCI_MANIFEST))
            .getBytes(UTF_8);
    String tagged = "/v2/a/manifests/1.0.0";
    assertEquals(
        201, harness.own("PUT", tagged, index, "Content-Type", MediaTypes.OCI_INDEX).statusCode());

    assertEquals(403, harness.own("DELETE", "/v2/a/blobs/" + config, NOTHING).statusCode());
    assertEquals(403, delete(Digest.sha256(child).toString()).statusCode());
    assertEquals(403, delete(Digest.sha256(index).toString()).statusCode());
    assertEquals(200, harness.get("/v2/a/blobs/" + config).statusCode());
    Digest free = harness.blob("a", "free".getBytes(UTF_8));
    assertEquals(202, harness.own("DELETE", "/v2/a/blobs/" + free, NOTHING).statusCode());
  }

  private byte[] manifest(String more) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s%s}"
        .formatted(MediaTypes.OCI_MANIFEST, descriptor(config, MediaTypes.OCI_EMPTY), more)
        .getBytes(UTF_8);
  }

  private byte[] referrer(Digest subject, String type, int i) {
    String more =
        ",\"artifactType\":\"%s\",\"subject\":%s,\"annotations\":{\"i\":\"%d\"}"
            .formatted(type, descriptor(subject, MediaTypes.OCI_MANIFEST), i);
    return manifest(more);
  }

  private static String descriptor(Digest digest, String type) {
    return "{\"mediaType\":\"%s\",\"size\":2,\"digest\":\"%s\"}".formatted(type, digest);
  }

  private HttpResponse<byte[]> put(String target, byte[] manifest) throws Exception {
    return harness.own(
        "PUT", "/v2/a/manifests/" + target, manifest, "Content-Type", MediaTypes.OCI_MANIFEST);
  }

  private HttpResponse<byte[]> delete(String target) throws Exception {
    return harness.own("DELETE", "/v2/a/manifests/" + target, NOTHING);
  }

  private JsonNode json(String path) throws Exception {
    return read(harness.get(path));
  }

  private static JsonNode read(HttpResponse<byte[]> response) throws IOException {
    assertEquals(200, response.statusCode());
    return Json.MAPPER.readTree(response.body());
  }
}
