package io.weir.registry.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.ClientOptions;
import io.weir.registry.Commands;
import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.PluginDocument;
import io.weir.registry.PluginImage;
import io.weir.registry.PluginPackage;
import io.weir.registry.PublishLayout;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.Wasm;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts out of one registry and into another, by a file. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class TransferIT {
  private static final byte[] WASM = Wasm.ofSize(300_000, 5);
  private static final String EMPTY = "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2}";

  @TempDir Path folder;
  private RegistryServer from;
  private RegistryServer to;
  private RegistryClient client;
  private Reference plugin;
  private PluginImage image;
  private Path archive;

  @BeforeEach
  void start() throws IOException {
    from = server("from");
    to = server("to");
    client = new RegistryClient(ClientOptions.defaults());
    plugin = Reference.parse(from.authority() + "/plugins/demo:1.0.0");
    image =
        new PluginPackage(
                WASM,
                List.of(PluginDocument.of("README.md", "# demo\n".getBytes(UTF_8)).orElseThrow()),
                Map.of())
            .image(PublishLayout.BOTH);
    image.push(client, plugin);
    archive = folder.resolve("plugins.tar");
  }

  private RegistryServer server(String name) throws IOException {
    return RegistryServer.start(
        RegistryOptions.of("127.0.0.1", 0, folder.resolve(name).resolve("registry"), null));
  }

  @AfterEach
  void stop() {
    client.close();
    from.close();
    to.close();
  }

  /** Pushes a manifest of {@code type}, attached to {@code subject} when there is one. */
  private Digest attach(Reference reference, String type, Descriptor subject) {
    byte[] empty = {'{', '}'};
    Descriptor config = client.pushBlob(reference, MediaTypes.OCI_EMPTY, empty);
    String empties = EMPTY.formatted(MediaTypes.OCI_EMPTY, config.digest());
    String json =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"%s","config":%s,"layers":[%s],
        "subject":{"mediaType":"%s","digest":"%s","size":%d}}"""
            .formatted(
                MediaTypes.OCI_MANIFEST,
                type,
                empties,
                empties,
                subject.mediaType(),
                subject.digest(),
                subject.size());
    byte[] bytes = json.getBytes(UTF_8);
    return client.pushManifest(reference.at(Digest.sha256(bytes)), MediaTypes.OCI_MANIFEST, bytes);
  }

  private Transferred imported(String target) throws IOException {
    return Importer.importAll(client, archive, ImportTarget.parse(target));
  }

  @Test
  void whatGoesOutComesInWithReferrersOfEveryManifestAndCosignsTags() throws IOException {
    Digest bundle =
        attach(plugin, "application/vnd.dev.sigstore.bundle.v0.3+json", image.descriptor());
    Digest sbom = attach(plugin, "application/spdx+json", image.manifests().getFirst());
    String old = "sha256-" + image.descriptor().digest().hex() + ".sig";
    PluginPackage.of(Wasm.empty()).image(PublishLayout.CNCF).push(client, plugin.withTag(old));

    Transferred out = Exporter.export(client, List.of(plugin), archive);
    imported(to.authority() + "/mirror");

    Reference there = Reference.parse(to.authority() + "/mirror/plugins/demo:1.0.0");
    assertEquals(image.descriptor().digest(), client.resolve(there).digest());
    assertEquals(List.of("1.0.0", old), client.tags(there));
    assertEquals(List.of(bundle), attached(there, image.descriptor().digest()));
    Digest child = image.manifests().getFirst().digest();
    assertEquals(List.of(sbom), attached(there, child));
    assertEquals(List.of(), out.missing());
    assertEquals(List.of(plugin.toString()), out.references());
    assertEquals(9, out.manifests()); // the registry has put its verdict beside each manifest
    Descriptor module =
        image.blobs().stream()
            .filter(each -> each.mediaType().equals(MediaTypes.WASM))
            .findFirst()
            .orElseThrow();
    assertArrayEquals(WASM, client.fetchBlob(there, module));
  }

  @Test
  void severalRepositoriesKeepTheirNames() throws IOException {
    Reference other = Reference.parse(from.authority() + "/tools/other:2.0.0");
    image.push(client, other);

    Exporter.export(client, List.of(plugin, other), archive);
    imported(to.authority());

    assertEquals(List.of("plugins/demo", "tools/other"), client.repositories(to.authority()));
    assertEquals(
        image.descriptor().digest(),
        client.resolve(Reference.parse(to.authority() + "/tools/other:2.0.0")).digest());
  }

  @Test
  void theSameContentGivesTheSameArchive() throws IOException {
    Exporter.export(client, List.of(plugin), archive);
    byte[] first = Files.readAllBytes(archive);

    Exporter.export(client, List.of(plugin), archive);

    assertArrayEquals(first, Files.readAllBytes(archive));
  }

  @Test
  void aDamagedArchiveIsRefusedAndNamesWhatIsDamaged() throws IOException {
    Exporter.export(client, List.of(plugin), archive);
    byte[] bytes = Files.readAllBytes(archive);
    int at = indexOf(bytes, Arrays.copyOf(WASM, 200));
    bytes[at + 100] ^= 1;
    Files.write(archive, bytes);

    IOException e = assertThrows(IOException.class, () -> imported(to.authority()));

    assertTrue(String.valueOf(e.getMessage()).contains("the archive is damaged"), e.toString());
    assertTrue(client.repositories(to.authority()).isEmpty());
  }

  @Test
  void whatIsNoImageLayoutIsNamed() throws IOException {
    Files.writeString(archive, "not a tar at all");

    IOException e = assertThrows(IOException.class, () -> imported(to.authority()));

    assertTrue(String.valueOf(e.getMessage()).contains("plugins.tar"), e.toString());
  }

  @Test
  void anExportThatFailsLeavesNoFile() throws IOException {
    Files.writeString(archive, "from before");
    Reference absent = plugin.withTag("9.9.9");

    assertThrows(RuntimeException.class, () -> Exporter.export(client, List.of(absent), archive));

    assertEquals("from before", Files.readString(archive));
    assertFalse(Files.exists(folder.resolve("plugins.tar.part")));
  }

  @Test
  void orasCopiesFromTheArchive() throws Exception {
    String oras = Commands.oras();
    Exporter.export(client, List.of(plugin), archive);
    Reference there = Reference.parse("localhost:" + to.address().getPort() + "/by-oras:1.0.0");

    new Commands(folder).ok(oras, "cp", "--from-oci-layout", archive + ":1.0.0", there.toString());

    assertEquals(image.descriptor().digest(), client.resolve(there).digest());
  }

  @Test
  void skopeoCopiesFromTheArchiveAndItsOwnArchiveComesIn() throws Exception {
    String skopeo = Commands.skopeo();
    Exporter.export(client, List.of(plugin), archive);
    Commands commands = new Commands(folder);
    String there = to.authority() + "/by-skopeo:1.0.0";

    commands.ok(
        skopeo,
        "--insecure-policy",
        "copy",
        "--all",
        "--dest-tls-verify=false",
        "oci-archive:" + archive + ":1.0.0",
        "docker://" + there);
    assertEquals(image.descriptor().digest(), client.resolve(Reference.parse(there)).digest());

    Files.delete(archive);
    commands.ok(
        skopeo,
        "--insecure-policy",
        "copy",
        "--all",
        "--src-tls-verify=false",
        "docker://" + plugin,
        "oci-archive:" + archive + ":1.0.0");
    Transferred in = imported(to.authority() + "/own/name");
    assertEquals(List.of(to.authority() + "/own/name:1.0.0"), in.references());
  }

  @Test
  void anArchiveWithoutANameAsksForOne() throws IOException {
    try (ArchiveWriter writer = new ArchiveWriter(archive)) {
      writer.entry(image.descriptor());
      writer.finish();
    }

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> imported(to.authority()));

    assertTrue(String.valueOf(e.getMessage()).contains("REGISTRY/REPOSITORY"), e.toString());
  }

  private static int indexOf(byte[] where, byte[] what) {
    for (int i = 0; i <= where.length - what.length; i++) {
      if (Arrays.equals(where, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  /** What refers to a manifest, but for the registry's own verdict on it. */
  private List<Digest> attached(Reference at, Digest subject) {
    return client.referrers(at, subject).stream()
        .filter(each -> !"application/vnd.weir.plugin.verdict.v1+json".equals(each.artifactType()))
        .map(Descriptor::digest)
        .toList();
  }
}
