package io.weir.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both layouts under one tag, as each kind of client finds them. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class PublishedIndexIT {
  private static final byte[] WASM = Wasm.ofSize(200_000, 5);

  @TempDir Path folder;
  private RegistryServer server;
  private RegistryClient client;
  private PluginImage image;
  private Reference reference;

  @BeforeEach
  void publish() throws IOException {
    server = RegistryServer.start(RegistryOptions.of("127.0.0.1", 0, folder.resolve("r"), null));
    client = new RegistryClient(ClientOptions.defaults());
    reference = Reference.parse("localhost:" + server.address().getPort() + "/plugins/demo:1.0.0");
    image =
        new PluginPackage(
                WASM,
                List.of(
                    PluginDocument.of("spec.yaml", "a: b\n".getBytes(UTF_8)).orElseThrow(),
                    PluginDocument.of("README.md", "# demo\n".getBytes(UTF_8)).orElseThrow()),
                Map.of())
            .image(PublishLayout.BOTH);
    image.push(client, reference);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private Digest higress() {
    return image.manifests().getFirst().digest();
  }

  private Digest cncf() {
    return image.manifests().getLast().digest();
  }

  @Test
  void theGatewayPullsWhatIstioWouldAndPinsItByThatManifest() {
    String url = "oci://" + reference;
    try (PluginPuller puller = new PluginPuller(folder.resolve("c"), ClientOptions.defaults())) {
      PluginArtifact pulled = puller.pull(url, higress().toString());

      assertArrayEquals(WASM, pulled.wasm());
      assertEquals(PluginLayout.HIGRESS, pulled.layout());
      assertEquals(higress(), pulled.pinDigest());
      assertEquals("a: b\n", pulled.spec());
      assertEquals(
          PullException.Reason.DIGEST_MISMATCH,
          assertThrows(
                  PullException.class,
                  () -> puller.pull(url, PullPolicy.ALWAYS, image.descriptor().digest().hex()))
              .reason());
    }
  }

  @Test
  void craneResolvesAsIstioDoes() throws Exception {
    String crane = Commands.crane();
    Commands commands = new Commands(folder);

    String manifest =
        commands.ok(crane, "manifest", "--platform", "linux/amd64", reference.toString());

    assertEquals(higress(), Digest.sha256(manifest.getBytes(UTF_8)));
    commands.ok(crane, "copy", reference.toString(), reference.withTag("copy").toString());
    assertEquals(image.descriptor().digest(), client.resolve(reference.withTag("copy")).digest());
  }

  @Test
  void orasFindsTheModuleForThePlatformOfTheMachine() throws Exception {
    String oras = Commands.oras();
    Commands commands = new Commands(folder);

    for (String platform : List.of("wasip1/wasm", "linux/amd64", "linux/arm64")) {
      Path into = folder.resolve("pulled-" + platform.replace('/', '-'));
      commands.ok(
          oras, "pull", "--platform", platform, "-o", into.toString(), reference.toString());
      assertArrayEquals(WASM, Files.readAllBytes(into.resolve("plugin.wasm")), platform);
    }
    String found = commands.ok(oras, "resolve", "--platform", "wasip1/wasm", reference.toString());
    assertTrue(found.contains(cncf().toString()), found);
  }
}
