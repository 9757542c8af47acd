package io.weir.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every layout as its own tools write it, pulled through the puller. */
class LayoutTest {
  private static final byte[] WASM = Wasm.ofSize(2000, 9);
  private static final byte[] CONFIG = "{}".getBytes(UTF_8);

  @TempDir Path folder;
  private FakeRegistry registry;
  private PluginPuller puller;

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
    registry.serve("/v2/", "application/json", CONFIG);
    puller = new PluginPuller(folder, ClientOptions.defaults());
  }

  @AfterEach
  void stop() {
    puller.close();
    registry.close();
  }

  @Test
  void readsADockerImage() {
    serve(
        MediaTypes.DOCKER_MANIFEST,
        MediaTypes.DOCKER_MANIFEST,
        "application/vnd.docker.container.image.v1+json",
        layer(MediaTypes.DOCKER_LAYER, Tars.gzip("etc/passwd", new byte[9])),
        layer(MediaTypes.DOCKER_LAYER, Tars.gzip("./x/plugin.wasm", WASM)));

    assertPulled(PluginLayout.DOCKER);
  }

  @Test
  void readsACompatImageThatDoesNotNameItsType() {
    serve(
        MediaTypes.OCI_MANIFEST,
        "",
        "application/vnd.oci.image.config.v1+json",
        layer(MediaTypes.OCI_LAYER, Tars.gzip("plugin.wasm", WASM)));

    assertPulled(PluginLayout.COMPAT);
  }

  @Test
  void readsHigressWithItsDocuments() {
    serve(
        MediaTypes.OCI_MANIFEST,
        "",
        MediaTypes.UNKNOWN_CONFIG,
        layer("application/vnd.module.wasm.doc.v1.ZH+markdown", "# zh".getBytes(UTF_8)),
        layer(MediaTypes.HIGRESS_SPEC, "apiVersion: 1.0.0".getBytes(UTF_8)),
        layer(MediaTypes.OCI_LAYER, Tars.gzip("plugin.wasm", WASM)));

    assertEquals("apiVersion: 1.0.0", assertPulled(PluginLayout.HIGRESS).spec());
  }

  @Test
  void readsSoloWithItsConfigAsLayerOrAsConfig() {
    serve(
        MediaTypes.OCI_MANIFEST,
        "",
        MediaTypes.OCI_EMPTY,
        layer(MediaTypes.SOLO_CONFIG, CONFIG),
        layer(MediaTypes.SOLO_WASM, WASM));
    assertPulled(PluginLayout.SOLO);

    serve(MediaTypes.OCI_MANIFEST, "", MediaTypes.SOLO_CONFIG, layer(MediaTypes.SOLO_WASM, WASM));
    assertPulled(PluginLayout.SOLO);
  }

  @Test
  void readsCncfAndRefusesTwoLayers() {
    serve(MediaTypes.OCI_MANIFEST, "", MediaTypes.WASM_CONFIG, layer(MediaTypes.WASM, WASM));
    assertPulled(PluginLayout.CNCF);

    byte[] other = Wasm.empty();
    serve(
        MediaTypes.OCI_MANIFEST,
        "",
        MediaTypes.WASM_CONFIG,
        layer(MediaTypes.WASM, other),
        layer(MediaTypes.WASM, WASM));
    assertTrue(refused().getMessage().contains("2 layers"));
  }

  @Test
  void choosesFromAnIndexAsIstioDoes() {
    byte[] image = manifest("", MediaTypes.WASM_CONFIG, List.of(layer(MediaTypes.WASM, WASM)));
    Digest digest = Digest.sha256(image);
    registry.serve("/v2/p/manifests/" + digest, MediaTypes.OCI_MANIFEST, image);
    Digest absent = Digest.sha256(CONFIG);
    String index =
        "{\"schemaVersion\":2,\"manifests\":[%s,%s]}"
            .formatted(
                FakeRegistry.descriptor(
                    MediaTypes.OCI_MANIFEST, absent, 2, platform("unknown", "unknown")),
                FakeRegistry.descriptor(
                    MediaTypes.OCI_MANIFEST, digest, image.length, platform("wasip1", "wasm")));
    registry.serve("/v2/p/manifests/1", MediaTypes.OCI_INDEX, index.getBytes(UTF_8));

    assertEquals(digest, assertPulled(PluginLayout.CNCF).manifestDigest());
  }

  @Test
  void refusesAnIndexWithoutAPlugin() {
    String index =
        "{\"schemaVersion\":2,\"manifests\":[%s]}"
            .formatted(
                FakeRegistry.descriptor(
                    MediaTypes.OCI_MANIFEST,
                    Digest.sha256(CONFIG),
                    2,
                    platform("windows", "amd64")));
    registry.serve("/v2/p/manifests/1", MediaTypes.OCI_INDEX, index.getBytes(UTF_8));

    assertTrue(refused().getMessage().contains("windows/amd64"));
  }

  @Test
  void namesWhatAnArtifactLacks() {
    serve(MediaTypes.OCI_MANIFEST, "", MediaTypes.OCI_EMPTY, layer("text/plain", CONFIG));
    assertTrue(refused().getMessage().contains("no wasm layer"));

    serve(MediaTypes.OCI_MANIFEST, "", MediaTypes.OCI_EMPTY);
    assertTrue(refused().getMessage().contains("no layers"));

    byte[] without = Tars.gzip("other.wasm", WASM);
    serve(MediaTypes.OCI_MANIFEST, "", MediaTypes.OCI_EMPTY, layer(MediaTypes.OCI_LAYER, without));
    assertTrue(refused().getMessage().contains("no file plugin.wasm"));

    byte[] cut = java.util.Arrays.copyOf(Tars.gzip("plugin.wasm", WASM), 300);
    serve(MediaTypes.OCI_MANIFEST, "", MediaTypes.OCI_EMPTY, layer(MediaTypes.OCI_LAYER, cut));
    assertEquals(Reason.NOT_A_PLUGIN, refused().reason());

    serve(MediaTypes.OCI_MANIFEST, "", MediaTypes.OCI_EMPTY, layer(MediaTypes.WASM, CONFIG));
    assertTrue(refused().getMessage().contains("not a WebAssembly module"));
  }

  @Test
  void namesAManifestThatIsNone() {
    registry.serve("/v2/p/manifests/1", MediaTypes.OCI_MANIFEST, "<html>".getBytes(UTF_8));

    assertEquals(Reason.REGISTRY_ERROR, refused().reason());
  }

  private PluginArtifact assertPulled(PluginLayout layout) {
    PluginArtifact artifact = puller.pull(url(), PullPolicy.ALWAYS, null);
    assertArrayEquals(WASM, artifact.wasm());
    assertEquals(layout, artifact.layout());
    return artifact;
  }

  private PullException refused() {
    return assertThrows(PullException.class, () -> puller.pull(url(), PullPolicy.ALWAYS, null));
  }

  private String url() {
    return "oci://" + registry.authority() + "/p:1";
  }

  private String layer(String type, byte[] content) {
    return registry.blob("p", type, content);
  }

  private void serve(String contentType, String mediaType, String configType, String... layers) {
    byte[] manifest = manifest(mediaType, configType, List.of(layers));
    registry.serve("/v2/p/manifests/1", contentType, manifest);
  }

  private byte[] manifest(String mediaType, String configType, List<String> layers) {
    String type = mediaType.isEmpty() ? "" : "\"mediaType\":\"" + mediaType + "\",";
    String config = registry.blob("p", configType, CONFIG);
    return "{\"schemaVersion\":2,%s\"config\":%s,\"layers\":[%s]}"
        .formatted(type, config, String.join(",", layers))
        .getBytes(UTF_8);
  }

  private static String platform(String os, String architecture) {
    return ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}".formatted(os, architecture);
  }
}
