package io.weir.registry.housekeeping;

import static io.weir.registry.housekeeping.Stores.blob;
import static io.weir.registry.housekeeping.Stores.manifest;
import static io.weir.registry.housekeeping.Stores.push;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
  @TempDir Path root;
  private RegistryStore store;
  private Digest good;
  private Digest bad;
  private NewManifest manifest;

  @BeforeEach
  void fill() throws IOException {
    store = Stores.open(root);
    good = blob(store, "a", "good");
    bad = blob(store, "a", "bad");
    store.mountBlob("a", "b", bad);
    manifest = manifest("manifest", null, List.of(good, bad));
    push(store, "a", manifest, "v1");
    push(store, "a", manifest("index", null, List.of(manifest.digest())), "v2");
    push(store, "a", manifest("other", null, List.of(good)), "v3");
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void findsNothingInWhatIsWhole() throws IOException {
    Scrubbing scrubbing = new Scrub(store).run(false, Pace.NONE);

    assertEquals(5, scrubbing.count());
    assertEquals(0, scrubbing.damaged());
    assertEquals(4 + 3 + 8 + 5 + 5, scrubbing.bytes());
  }

  @Test
  void movesABlobWithAFlippedBitAsideAndSaysWhatIsConcerned() throws IOException {
    flip(bad);
    assertEquals(1, new Scrub(store).run(true, Pace.NONE).damaged());
    assertTrue(repository("a").hasBlob(bad), "a dry run");
    Scrubbing scrubbing = new Scrub(store).run(false, Pace.NONE);

    assertEquals(
        List.of(new Scrubbing.Damage(bad.toString(), List.of("a", "b"), List.of("a:v1", "a:v2"))),
        scrubbing.items());
    assertNull(store.open(bad));
    assertFalse(repository("a").hasBlob(bad), "so that clients push it again");
    assertTrue(repository("a").hasBlob(good));
    assertTrue(Files.exists(root.resolve("quarantine/sha256-" + bad.hex())));
    assertEquals(0, new Scrub(store).run(false, Pace.NONE).damaged());

    blob(store, "a", "bad");
    assertNotNull(store.open(bad));
  }

  @Test
  void aDamagedManifestIsUnknownUntilItIsPushedAgain() throws IOException {
    flip(manifest.digest());
    assertEquals(1, new Scrub(store).run(false, Pace.NONE).damaged());

    assertNull(store.manifestContent(manifest.digest()));
    assertNotNull(repository("a").tags().get("v1"), "tags stay");
    push(store, "a", manifest, "v1");
    assertArrayEquals(manifest.bytes(), store.manifestContent(manifest.digest()));
  }

  private void flip(Digest digest) throws IOException {
    Path file =
        root.resolve("blobs/sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private Repository repository(String name) {
    return Objects.requireNonNull(store.repository(name));
  }
}
