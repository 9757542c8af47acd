package io.weir.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryStoreTest {
  private static final byte[] BLOB = "blob".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.sha256(BLOB);

  @TempDir Path root;
  private StoreFolder folder;
  private RegistryStore store;

  @BeforeEach
  void open() throws IOException {
    folder = StoreFolder.open(root);
    store = RegistryStore.open(folder.content(Flush.OFF), folder.log(Flush.OFF));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    folder.close();
  }

  @Test
  void keepsAllOverARestart() throws IOException {
    store.putBlob("a", DIGEST, BLOB);
    NewManifest manifest = manifest("m", null);
    store.putManifest("a", manifest, List.of("v1", "v2"));
    store.note("a", manifest.digest(), "mark", BLOB);
    store.deleteTag("a", "v2");
    ManifestState before = state("a", manifest);
    close();
    open();

    ManifestState after = state("a", manifest);
    assertEquals(before.annotations(), after.annotations());
    assertEquals(before.pushed(), after.pushed());
    assertEquals(List.of(DIGEST), after.content());
    assertArrayEquals(BLOB, after.note("mark"));
    assertEquals(List.of("v1"), List.copyOf(repository("a").tags().keySet()));
    assertArrayEquals(manifest.bytes(), store.manifestContent(manifest.digest()));
    assertEquals(List.of("a"), store.repositories());
  }

  @Test
  void leavesASnapshotWhenItEndsWithALongLog() throws IOException {
    close();
    folder = StoreFolder.open(root);
    store = RegistryStore.open(folder.content(Flush.OFF), folder.log(Flush.OFF), 1_000);
    for (int i = 0; i < 4; i++) { // some 60 bytes each
      store.putBlob("repository-" + i, DIGEST, BLOB);
    }
    NewManifest manifest = manifest("m", null);
    store.putBlob("a", DIGEST, BLOB);
    store.putManifest("a", manifest, List.of("v1"));
    assertEquals(List.of(), snapshots());
    close();
    assertEquals(1, snapshots().size());
    open();

    assertEquals(List.of("v1"), List.copyOf(repository("a").tags().keySet()));
    assertTrue(repository("repository-3").hasBlob(DIGEST));
  }

  private List<Path> snapshots() throws IOException {
    try (var files = Files.list(root.resolve("metadata"))) {
      return files.filter(each -> each.getFileName().toString().startsWith("snapshot")).toList();
    }
  }

  @Test
  void listsRepositoriesAfterAName() throws IOException {
    for (String each : List.of("c", "a", "b/x")) {
      store.putBlob(each, DIGEST, BLOB);
      store.putManifest(each, manifest("m", null), List.of());
    }
    store.putBlob("b/blob-only", DIGEST, BLOB);

    assertEquals(List.of("a", "b/x", "c"), store.repositories());
    assertEquals(List.of("b/x", "c"), store.repositoriesAfter("a").toList());
    assertEquals(List.of("b/x", "c"), store.repositoriesAfter("aa").toList());
    assertEquals(List.of(), store.repositoriesAfter("c").toList());
  }

  @Test
  void deletesAManifestWithItsTagsAndItsPlaceAmongReferrers() throws IOException {
    store.putBlob("a", DIGEST, BLOB);
    NewManifest subject = manifest("subject", null);
    NewManifest referrer = manifest("referrer", subject.digest());
    store.putManifest("a", referrer, List.of("r"));
    assertEquals(List.of(state("a", referrer)), repository("a").referrers(subject.digest()));

    assertTrue(store.deleteManifest("a", referrer.digest()));
    assertEquals(List.of(), repository("a").referrers(subject.digest()));
    assertEquals(Map.of(), repository("a").tags());
    assertNull(store.open(referrer.digest()));
    assertFalse(store.deleteManifest("a", referrer.digest()));
  }

  @Test
  void keepsContentAsLongAsAnyRepositoryHasIt() throws IOException {
    store.putBlob("a", DIGEST, BLOB);
    assertTrue(store.mountBlob("a", "b", DIGEST));
    assertFalse(store.mountBlob("c", "b", DIGEST));

    assertTrue(store.unlinkBlob("a", DIGEST));
    assertNull(store.repository("a"));
    try (Content content = store.open(DIGEST)) {
      assertNotNull(content);
    }
    assertTrue(store.unlinkBlob("b", DIGEST));
    assertNull(store.open(DIGEST));
  }

  @Test
  void refusesAManifestWhoseContentIsMissing() throws IOException {
    assertThrows(
        RegistryFault.class, () -> store.putManifest("a", manifest("m", null), List.of("v")));
    assertNull(store.repository("a"));
  }

  private static NewManifest manifest(String text, @Nullable Digest subject) {
    byte[] bytes = text.getBytes(UTF_8);
    return new NewManifest(
        Digest.sha256(bytes),
        "application/x",
        bytes,
        subject,
        "application/y",
        Map.of("key", "value"),
        List.of(DIGEST),
        List.of(DIGEST));
  }

  private Repository repository(String name) {
    Repository repository = store.repository(name);
    assertNotNull(repository);
    return repository;
  }

  private ManifestState state(String name, NewManifest manifest) {
    ManifestState state = repository(name).manifest(manifest.digest());
    assertNotNull(state);
    return state;
  }
}
