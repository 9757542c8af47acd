package io.weir.registry.store.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.store.Content;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierLayoutTest {
  private static final byte[] BLOB = "blob".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.sha256(BLOB);

  @TempDir Path root;
  private Digest manifest;
  private Digest referrer;

  @BeforeEach
  void lay() throws IOException {
    write("a/_blobs/sha256/" + DIGEST.hex(), BLOB);
    Files.createDirectories(root.resolve("repos/a/b/_blobs/sha256"));
    Files.createLink(
        root.resolve("repos/a/b/_blobs/sha256/" + DIGEST.hex()),
        root.resolve("repos/a/_blobs/sha256/" + DIGEST.hex()));
    manifest = manifest("a/b", "");
    referrer = manifest("a/b", ",\"artifactType\":\"x/y\",\"subject\":" + descriptor(manifest));
    write("a/b/_tags/v1", manifest.toString().getBytes(UTF_8));
    write("a/b/_tags/v2", manifest.toString().getBytes(UTF_8));
    write("a/b/_referrers/" + manifest.toString().replace(':', '-') + "/x", BLOB);
  }

  @Test
  void takesAllOver() throws IOException {
    for (int start = 0; start < 2; start++) {
      try (StoreFolder folder = StoreFolder.open(root);
          RegistryStore store = folder.store(Flush.OFF)) {
        requireAll(store);
      }
      assertFalse(Files.exists(root.resolve("repos")));
      assertFalse(Files.exists(root.resolve("repos.done")));
    }
  }

  @Test
  void beginsAgainAfterACrash() throws IOException {
    try (StoreFolder folder = StoreFolder.open(root);
        RegistryStore store =
            RegistryStore.open(folder.content(Flush.OFF), folder.log(Flush.OFF))) {
      store.putBlob("a", DIGEST, BLOB); // as if it had ended here
    }
    takesAllOver();
  }

  @Test
  void keepsWhatItCannotRead() throws IOException {
    write("a/b/_manifests/sha256/" + DIGEST.hex(), "x/y\nnot a manifest".getBytes(UTF_8));
    try (StoreFolder folder = StoreFolder.open(root);
        RegistryStore store = folder.store(Flush.OFF)) {
      requireAll(store);
    }
    assertTrue(Files.exists(root.resolve("repos.unread/a/b/_manifests/sha256/" + DIGEST.hex())));
  }

  private void requireAll(RegistryStore store) throws IOException {
    assertEquals(List.of("a/b"), store.repositories());
    Repository outer = store.repository("a");
    Repository inner = store.repository("a/b");
    assertNotNull(outer);
    assertNotNull(inner);
    assertTrue(outer.hasBlob(DIGEST));
    assertTrue(inner.hasBlob(DIGEST));
    assertEquals(List.of("v1", "v2"), List.copyOf(inner.tags().keySet()));
    assertEquals(
        List.of(referrer), inner.referrers(manifest).stream().map(ManifestState::digest).toList());
    byte[] content = store.manifestContent(manifest);
    assertNotNull(content);
    assertArrayEquals(content("").getBytes(UTF_8), content);
    try (Content blob = store.open(DIGEST)) {
      assertNotNull(blob);
      assertEquals(BLOB.length, blob.size());
    }
  }

  private Digest manifest(String repository, String more) throws IOException {
    String content = content(more);
    Digest digest = Digest.sha256(content.getBytes(UTF_8));
    write(
        repository + "/_manifests/sha256/" + digest.hex(),
        (MediaTypes.OCI_MANIFEST + "\n" + content).getBytes(UTF_8));
    return digest;
  }

  private static String content(String more) {
    return "{\"schemaVersion\":2,\"config\":%s%s}".formatted(descriptor(DIGEST), more);
  }

  private static String descriptor(Digest digest) {
    return "{\"mediaType\":\"x/y\",\"size\":4,\"digest\":\"%s\"}".formatted(digest);
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = root.resolve("repos").resolve(path);
    Path parent = file.getParent();
    assertNotNull(parent);
    Files.createDirectories(parent);
    Files.write(file, content);
  }
}
