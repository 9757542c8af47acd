package io.weir.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Descriptor.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PluginImageTest {
  private static final Map<String, String> SAID =
      Map.of("org.opencontainers.image.version", "1.0.0");

  private static PluginPackage plugin() {
    List<PluginDocument> documents = new ArrayList<>();
    for (String name : List.of("spec.yaml", "README.md", "README_ZH.md", "CHANGELOG.md")) {
      documents.add(PluginDocument.of(name, name.getBytes(UTF_8)).orElseThrow());
    }
    return new PluginPackage(Wasm.ofSize(500, 1), documents, SAID);
  }

  /** What was sent, as the registry would have it. */
  private static final class Sent implements Pusher {
    final List<String> order = new ArrayList<>();
    Manifest.Index index = new Manifest.Index("", null, List.of(), null, Map.of());
    final List<Manifest.Image> images = new ArrayList<>();

    @Override
    public Descriptor pushBlob(Reference reference, String mediaType, byte[] content) {
      order.add("blob");
      return Descriptor.of(mediaType, content);
    }

    @Override
    public Digest pushManifest(Reference reference, String mediaType, byte[] json) {
      Manifest manifest = Manifest.read(json, mediaType);
      if (manifest instanceof Manifest.Index read) {
        index = read;
      } else {
        images.add((Manifest.Image) manifest);
      }
      order.add(reference.target());
      return Digest.sha256(json);
    }
  }

  private static Sent sent() {
    Sent sent = new Sent();
    plugin().image(PublishLayout.BOTH).push(sent, Reference.parse("localhost/p:1.0.0"));
    return sent;
  }

  @Test
  void theSameInputGivesTheSameDigests() {
    Digest first = plugin().image(PublishLayout.BOTH).descriptor().digest();
    assertEquals(first, plugin().image(PublishLayout.BOTH).descriptor().digest());
    assertNotEquals(first, plugin().image(PublishLayout.HIGRESS).descriptor().digest());
  }

  @Test
  void theTagIsSentLast() {
    Sent sent = sent();

    assertEquals("1.0.0", sent.order.getLast());
    assertEquals(1, sent.order.stream().filter("1.0.0"::equals).count());
    assertEquals(3, sent.order.stream().filter(each -> !each.equals("blob")).count());
  }

  @Test
  void goContainerRegistryFindsTheManifestWithTheArchiveLast() {
    Sent sent = sent();

    // pkg/v1/remote: the first whose platform is linux/amd64, which a missing one is taken for
    Platform wanted = new Platform("linux", "amd64");
    Descriptor found =
        sent.index.manifests().stream()
            .filter(each -> each.platform() == null || wanted.equals(each.platform()))
            .findFirst()
            .orElseThrow();
    Manifest.Image image = sent.images.getFirst();
    assertEquals(found.digest(), digests(sent).getFirst());
    assertEquals(MediaTypes.OCI_LAYER, image.layers().getLast().mediaType());
    assertEquals(
        "application/vnd.module.wasm.doc.v1.zh+markdown", image.layers().get(2).mediaType());
    assertEquals(SAID, image.annotations());
  }

  @Test
  void ociClientFindsTheBareModuleOnEveryCommonMachine() {
    Sent sent = sent();

    for (String machine : List.of("linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64")) {
      // oci-client: the first whose platform is there and is that of the machine
      Descriptor found =
          sent.index.manifests().stream()
              .filter(each -> Objects.toString(each.platform(), "").equals(machine))
              .findFirst()
              .orElseThrow();
      assertEquals(digests(sent).getLast(), found.digest(), machine);
    }
    Manifest.Image image = sent.images.getLast();
    assertEquals(MediaTypes.WASM_CONFIG, image.config().mediaType());
    assertEquals(1, image.layers().size());
    assertEquals(MediaTypes.WASM, image.layers().getFirst().mediaType());
  }

  @Test
  void theIndexCarriesTheAnnotationsAndNamesNoPlatformForTheFirst() {
    Manifest.Index index = sent().index;

    assertEquals(SAID, index.annotations());
    assertNull(index.manifests().getFirst().platform());
    assertEquals(new Platform("wasip1", "wasm"), index.manifests().get(1).platform());
  }

  @Test
  void ourPullerTakesWhatIstioTakes() {
    Sent sent = sent();

    Descriptor chosen = PlatformChooser.choose(Reference.parse("localhost/p:1"), sent.index);

    assertEquals(digests(sent).getFirst(), chosen.digest());
  }

  @Test
  void aFileThatNobodyLooksForIsNoDocument() {
    assertTrue(PluginDocument.of("Cargo.toml", new byte[0]).isEmpty());
    assertTrue(PluginDocument.of("README_LONG.md", new byte[0]).isEmpty());
    assertFalse(PluginDocument.of("README_pt-BR.md", new byte[0]).isEmpty());
  }

  @Test
  void whatIsNoModuleIsNotLaidOut() {
    PluginPackage plugin = PluginPackage.of(new byte[20]);

    assertThrows(RegistryException.class, () -> plugin.image(PublishLayout.BOTH));
  }

  private static List<Digest> digests(Sent sent) {
    return sent.order.stream()
        .filter(each -> each.startsWith("sha256:"))
        .map(Digest::parse)
        .toList();
  }
}
