package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.PullException.Reason;
import io.weir.registry.server.RegistryOptions;
import io.weir.registry.server.RegistryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client, the puller and the server together, over a real socket. */
class RegistryIT {
  private static final String TOKEN = "0123456789abcdef-token";
  private static final String SPEC = "apiVersion: 1.0.0\ninfo:\n  name: demo\n";

  @TempDir Path folder;
  private RegistryServer server;
  private PluginPuller puller;
  private RegistryClient owner;
  private Reference reference;

  @BeforeEach
  void start() throws IOException {
    server = RegistryServer.start(options(0));
    puller = puller(CredentialSource.NONE);
    owner = client(new Credentials(AccessToken.USER, TOKEN));
    reference = Reference.parse(server.authority() + "/plugins/demo:1.0.0");
  }

  @AfterEach
  void stop() {
    puller.close();
    owner.close();
    server.close();
  }

  @Test
  void pushesAndPullsBothLayouts() {
    byte[] wasm = Wasm.ofSize(3_000_000, 3);
    PluginPackage plugin = new PluginPackage(wasm, SPEC, "# demo", Map.of("a", "b"));

    Digest higress = plugin.push(owner, reference, PluginLayout.HIGRESS);
    Digest cncf = plugin.push(owner, reference.withTag("cncf"), PluginLayout.CNCF);

    PluginArtifact first = puller.pull(url(reference), null);
    assertArrayEquals(wasm, first.wasm());
    assertEquals(higress, first.manifestDigest());
    assertEquals(PluginLayout.HIGRESS, first.layout());
    assertEquals(SPEC, first.spec());
    PluginArtifact second = puller.pull(url(reference.at(cncf)), null);
    assertArrayEquals(wasm, second.wasm());
    assertEquals(PluginLayout.CNCF, second.layout());
  }

  @Test
  void servesTheCacheWithTheRegistryDown() {
    push(reference, Wasm.ofSize(1000, 1));
    PluginArtifact pulled = puller.pull(url(reference), null);
    server.close();

    assertEquals(pulled, puller.cached(url(reference)).orElseThrow());
    assertEquals(pulled, puller.cached(url(reference), pulled.wasmSha256()).orElseThrow());
    assertEquals(pulled, puller.pull(url(reference), PullPolicy.IF_NOT_PRESENT, null));
    PullException down = refused(url(reference), PullPolicy.ALWAYS, "");
    assertEquals(Reason.UNREACHABLE, down.reason());
    assertTrue(down.getMessage().contains(server.authority()), down.getMessage());
  }

  @Test
  void followsAMovedTagByPolicy() {
    Reference moving = reference.withTag("latest");
    push(moving, Wasm.ofSize(1000, 1));
    PluginArtifact before = puller.pull(url(moving), PullPolicy.ALWAYS, null);
    push(moving, Wasm.ofSize(1000, 2));

    assertEquals(before, puller.pull(url(moving), PullPolicy.IF_NOT_PRESENT, null));
    PluginArtifact after = puller.pull(url(moving), PullPolicy.ALWAYS, null);
    assertNotEquals(before.wasmSha256(), after.wasmSha256());
    assertEquals(after, puller.cached(url(moving)).orElseThrow());
  }

  @Test
  void takesThePinOfManifestOrModule() {
    byte[] wasm = Wasm.ofSize(1000, 1);
    Digest manifest = push(reference, wasm);

    assertArrayEquals(wasm, puller.pull(url(reference), manifest.hex()).wasm());
    assertArrayEquals(wasm, puller.pull(url(reference), Digest.sha256(wasm).toString()).wasm());
    PullException other = refused(url(reference), PullPolicy.ALWAYS, "1".repeat(64));
    assertEquals(Reason.DIGEST_MISMATCH, other.reason());
    assertTrue(other.getMessage().contains(manifest.hex()), other.getMessage());
  }

  @Test
  void namesWhatIsUnknown() {
    assertEquals(Reason.NOT_FOUND, refused(url(reference), PullPolicy.ALWAYS, "").reason());
    push(reference, Wasm.empty());
    PullException tag = refused(url(reference.withTag("2.0.0")), PullPolicy.ALWAYS, "");
    assertEquals(Reason.NOT_FOUND, tag.reason());
    assertTrue(tag.getMessage().contains("2.0.0"), tag.getMessage());
  }

  @Test
  void refusesToPushWithoutTheToken() {
    try (RegistryClient anonymous = new RegistryClient(options(CredentialSource.NONE));
        RegistryClient wrong = client(new Credentials(AccessToken.USER, "wrong"))) {
      for (RegistryClient each : List.of(anonymous, wrong)) {
        RegistryException refused =
            assertThrows(
                RegistryException.class,
                () -> PluginPackage.of(Wasm.empty()).push(each, reference, PluginLayout.CNCF));
        assertEquals(Reason.UNAUTHORIZED, refused.reason());
      }
    }
  }

  @Test
  void listsTagsAndRepositories() {
    push(reference, Wasm.empty());
    push(reference.withTag("latest"), Wasm.empty());
    owner.tag(reference, "stable");
    push(Reference.parse(server.authority() + "/other:1"), Wasm.empty());

    assertEquals(List.of("1.0.0", "latest", "stable"), owner.tags(reference));
    assertEquals(List.of("other", "plugins/demo"), owner.repositories(server.authority()));
    assertEquals(
        owner.fetchManifest(reference).descriptor(), owner.resolve(reference.withTag("stable")));
  }

  @Test
  void keepsEverythingOverARestart() throws IOException {
    byte[] wasm = Wasm.ofSize(100_000, 5);
    push(reference, wasm);
    int port = server.address().getPort();
    server.close();
    server = RegistryServer.start(options(port));

    assertArrayEquals(wasm, puller.pull(url(reference), PullPolicy.ALWAYS, null).wasm());
  }

  private Digest push(Reference to, byte[] wasm) {
    return PluginPackage.of(wasm).push(owner, to, PluginLayout.HIGRESS);
  }

  private PullException refused(String url, PullPolicy policy, String pin) {
    return assertThrows(PullException.class, () -> puller.pull(url, policy, pin));
  }

  private RegistryOptions options(int port) {
    return RegistryOptions.of("127.0.0.1", port, folder.resolve("registry"), TOKEN);
  }

  private PluginPuller puller(CredentialSource credentials) {
    return new PluginPuller(folder.resolve("cache"), options(credentials));
  }

  private static RegistryClient client(Credentials credentials) {
    return new RegistryClient(options(registry -> credentials));
  }

  private static ClientOptions options(CredentialSource credentials) {
    return ClientOptions.defaults().withCredentials(credentials);
  }

  private static String url(Reference reference) {
    return "oci://" + reference;
  }
}
