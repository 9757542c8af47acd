package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.PullException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginPullerTest {
  @TempDir Path folder;
  private PluginPuller puller;

  @BeforeEach
  void open() {
    puller = new PluginPuller(folder.resolve("cache"), ClientOptions.defaults());
  }

  @AfterEach
  void close() {
    puller.close();
  }

  @Test
  void pullsAFileAndRemembersIt() throws IOException {
    byte[] wasm = Wasm.ofSize(5000, 1);
    Path file = Files.write(folder.resolve("a.wasm"), wasm);

    PluginArtifact artifact = puller.pull(file.toUri().toString(), null);

    assertArrayEquals(wasm, artifact.wasm());
    assertEquals(Digest.sha256(wasm).hex(), artifact.wasmSha256());
    assertEquals(PluginLayout.RAW, artifact.layout());
    assertNull(artifact.manifestDigest());
    Files.delete(file);
    assertEquals(artifact, puller.cached(file.toUri().toString()).orElseThrow());
  }

  @Test
  void readsAFileAnewEachTime() throws IOException {
    Path file = Files.write(folder.resolve("a.wasm"), Wasm.ofSize(100, 1));
    puller.pull(file.toUri().toString(), null);
    byte[] changed = Wasm.ofSize(100, 2);
    Files.write(file, changed);

    PluginArtifact second = puller.pull(file.toUri().toString(), PullPolicy.IF_NOT_PRESENT, null);

    assertArrayEquals(changed, second.wasm());
  }

  @Test
  void takesAPinWithAndWithoutItsAlgorithm() throws IOException {
    byte[] wasm = Wasm.empty();
    String url = Files.write(folder.resolve("a.wasm"), wasm).toUri().toString();

    String hex = Digest.sha256(wasm).hex();
    assertArrayEquals(wasm, puller.pull(url, hex).wasm());
    assertArrayEquals(wasm, puller.pull(url, "sha256:" + hex).wasm());
  }

  @Test
  void refusesAnotherPinAndKeepsNothing() throws IOException {
    String url = Files.write(folder.resolve("a.wasm"), Wasm.empty()).toUri().toString();

    PullException refused = refused(url, "0".repeat(64));

    assertEquals(Reason.DIGEST_MISMATCH, refused.reason());
    assertTrue(refused.getMessage().startsWith(url), refused.getMessage());
    assertTrue(puller.cached(url).isEmpty());
  }

  @Test
  void refusesWhatIsNoModule() throws IOException {
    String text = Files.writeString(folder.resolve("a.wasm"), "hello").toUri().toString();
    String component = Files.write(folder.resolve("c.wasm"), Wasm.component()).toUri().toString();
    String empty = Files.createFile(folder.resolve("e.wasm")).toUri().toString();

    assertTrue(refused(text, null).getMessage().contains("68656c6c6f"));
    assertTrue(refused(component, null).getMessage().contains("component"));
    assertEquals(Reason.NOT_A_PLUGIN, refused(empty, null).reason());
  }

  @Test
  void namesAMissingFileAndABadAddress() {
    assertEquals(Reason.NOT_FOUND, refused(folder.resolve("no").toUri().toString(), null).reason());
    assertEquals(Reason.NOT_FOUND, refused(folder.toUri().toString(), null).reason());
    assertEquals(Reason.BAD_URL, refused("ftp://host/a.wasm", null).reason());
    assertEquals(Reason.BAD_URL, refused("oci://host/UPPER:1", null).reason());
    assertEquals(Reason.BAD_URL, refused("http://example.com/a.wasm", null).reason());
    assertEquals(Reason.BAD_URL, refused("file:///a.wasm", "nonsense").reason());
  }

  @Test
  void pullsAgainWhenTheCacheIsDamaged() throws IOException {
    byte[] wasm = Wasm.ofSize(400, 7);
    String url = Files.write(folder.resolve("a.wasm"), wasm).toUri().toString();
    PluginArtifact first = puller.pull(url, null);
    Path module = folder.resolve("cache/modules/sha256").resolve(first.wasmSha256());
    Files.write(module, Wasm.ofSize(400, 8));

    assertTrue(puller.cached(url).isEmpty());
    assertEquals(first, puller.pull(url, null));
    assertEquals(first, puller.cached(url).orElseThrow());
    assertEquals(first, puller.cached(url, first.wasmSha256()).orElseThrow());
  }

  private PullException refused(String url, @Nullable String pin) {
    return assertThrows(PullException.class, () -> puller.pull(url, pin));
  }
}
