package io.weir.registry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.Wasm;
import io.weir.registry.config.RegistryConfig;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests that name what is not there, where they may. */
class SparseIT {
  private static final byte[] NOTHING = {};
  private static final byte[] CONFIG = "{}".getBytes(UTF_8);
  private static final byte[] MODULE = Wasm.ofSize(1000, 7);
  private static final String SETTINGS =
      "{limits: {sparse: true}, collection: {gc: {grace: 0s, interval: 1h}}}";

  @TempDir Path folder;
  private ServerHarness harness;

  @BeforeEach
  void start() throws Exception {
    harness =
        new ServerHarness(
            RegistryOptions.of("127.0.0.1", 0, folder, ServerHarness.TOKEN)
                .withConfig(RegistryConfig.parse(SETTINGS)));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private static byte[] image() {
    return """
    {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
    """
        .formatted(
            MediaTypes.OCI_MANIFEST,
            descriptor("application/vnd.oci.image.config.v1+json", CONFIG),
            descriptor(MediaTypes.WASM, MODULE))
        .getBytes(UTF_8);
  }

  private static byte[] index() {
    return """
    {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}\
    """
        .formatted(MediaTypes.OCI_INDEX, descriptor(MediaTypes.OCI_MANIFEST, image()))
        .getBytes(UTF_8);
  }

  private static String descriptor(String type, byte[] content) {
    return """
    {"mediaType":"%s","digest":"%s","size":%d}\
    """
        .formatted(type, Digest.sha256(content), content.length);
  }

  private HttpResponse<byte[]> put(String tag, String type, byte[] manifest) throws Exception {
    return harness.own("PUT", "/v2/plugins/a/manifests/" + tag, manifest, "Content-Type", type);
  }

  private void missing(String code, String path) throws Exception {
    HttpResponse<byte[]> answer = harness.get(path);
    assertEquals(404, answer.statusCode(), path);
    assertTrue(new String(answer.body(), UTF_8).contains('"' + code + '"'), path);
  }

  private void collect() throws Exception {
    String path = "/api/v1/housekeeping/gc";
    assertEquals(202, harness.own("POST", path, NOTHING).statusCode());
    String report = "";
    while (!report.contains("\"running\":false")) {
      report = new String(harness.own("GET", path, NOTHING).body(), UTF_8).replace(" ", "");
    }
  }

  @Test
  void whatIsMissingIsUnknownUntilItIsPushed() throws Exception {
    assertEquals(201, put("1.0.0", MediaTypes.OCI_MANIFEST, image()).statusCode());
    assertArrayEquals(image(), harness.get("/v2/plugins/a/manifests/1.0.0").body());
    String blob = "/v2/plugins/a/blobs/" + Digest.sha256(MODULE);
    missing("BLOB_UNKNOWN", blob);
    missing("BLOB_UNKNOWN", "/plugins/a/1.0.0/plugin.wasm");

    harness.blob("plugins/a", MODULE);
    assertArrayEquals(MODULE, harness.get(blob).body());
    assertArrayEquals(MODULE, harness.get("/plugins/a/1.0.0/plugin.wasm").body());
  }

  @Test
  void anIndexMayComeBeforeItsManifests() throws Exception {
    assertEquals(201, put("1.0.0", MediaTypes.OCI_INDEX, index()).statusCode());
    missing("MANIFEST_UNKNOWN", "/v2/plugins/a/manifests/" + Digest.sha256(image()));
    missing("MANIFEST_UNKNOWN", "/plugins/a/1.0.0/plugin.wasm");
  }

  @Test
  void collectionKeepsTheManifestAndWhatCameLater() throws Exception {
    put("1.0.0", MediaTypes.OCI_MANIFEST, image());
    put("index", MediaTypes.OCI_INDEX, index());
    collect();
    harness.blob("plugins/a", MODULE);
    harness.blob("plugins/a", "named by nothing".getBytes(UTF_8));
    collect();

    assertEquals(200, harness.get("/v2/plugins/a/manifests/1.0.0").statusCode());
    String blobs = "/v2/plugins/a/blobs/";
    assertEquals(200, harness.get(blobs + Digest.sha256(MODULE)).statusCode());
    missing("BLOB_UNKNOWN", blobs + Digest.sha256("named by nothing".getBytes(UTF_8)));
  }

  @Test
  void aPluginIsLookedAtWhenAllOfItIsThere() throws Exception {
    HttpResponse<byte[]> sparse = put("1.0.0", MediaTypes.OCI_MANIFEST, image());
    assertFalse(sparse.headers().firstValue("Warning").isPresent(), sparse.headers().toString());

    harness.blob("plugins/a", CONFIG);
    harness.blob("plugins/a", MODULE);
    HttpResponse<byte[]> whole = put("1.0.0", MediaTypes.OCI_MANIFEST, image());
    assertTrue(whole.headers().firstValue("Warning").isPresent(), whole.headers().toString());
  }

  @Test
  void emptyRepositoriesStayUnknown() throws Exception {
    assertEquals(400, put("1.0.0", MediaTypes.OCI_MANIFEST, CONFIG).statusCode());
    missing("NAME_UNKNOWN", "/v2/plugins/a/tags/list");
  }
}
