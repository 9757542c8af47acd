package io.weir.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.weir.registry.Digest;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentChangesTest {
  private static final byte[] BLOB = "blob".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.sha256(BLOB);

  @TempDir Path root;
  private StoreFolder folder;
  private RegistryStore store;

  @BeforeEach
  void open() throws IOException {
    folder = StoreFolder.open(root);
    store = RegistryStore.open(folder.content(Flush.OFF), folder.log(Flush.OFF), 1_000);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    folder.close();
  }

  @Test
  void losesNoReferrer() throws Exception {
    store.putBlob("a", DIGEST, BLOB);
    List<Callable<?>> pushes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      NewManifest referrer = manifest("referrer " + i, DIGEST);
      pushes.add(() -> put(referrer, "t"));
    }
    atOnce(pushes);
    assertEquals(200, repository("a").referrers(DIGEST).size());
    close();
    open();
    assertEquals(200, repository("a").referrers(DIGEST).size());
  }

  @Test
  void keepsContentThatIsPushedWhileItIsDeleted() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<Callable<?>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "r" + i;
        all.add(
            () -> {
              store.putBlob(name, DIGEST, BLOB);
              return null;
            });
      }
      all.add(() -> store.unlinkBlob("r0", DIGEST));
      all.add(() -> store.unlinkBlob("r1", DIGEST));
      all.add(() -> store.cleaner().deleteUnlinked(DIGEST));
      atOnce(all);
      try (Content content = store.open(DIGEST)) {
        assertNotNull(content);
      }
      for (int i = 0; i < 20; i++) {
        store.unlinkBlob("r" + i, DIGEST);
      }
      assertEquals(null, store.open(DIGEST));
    }
  }

  @Test
  void leavesNoTagWithoutItsManifest() throws Exception {
    store.putBlob("a", DIGEST, BLOB);
    NewManifest manifest = manifest("m", null);
    List<Callable<?>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String tag = "t" + i % 7;
      all.add(() -> put(manifest, tag));
      all.add(() -> store.deleteManifest("a", manifest.digest()));
    }
    atOnce(all);
    Repository repository = repository("a");
    boolean there = repository.manifest(manifest.digest()) != null;
    assertEquals(there, store.manifestContent(manifest.digest()) != null);
    for (Tag each : repository.tags().values()) {
      assertNotNull(repository.manifest(each.digest()), each.name());
    }
  }

  @Test
  void tellsListenersOfEachMoveOfATagInOrder() throws Exception {
    store.putBlob("a", DIGEST, BLOB);
    List<StoreChange.TagMoved> moves = new ArrayList<>();
    store.listen(
        change -> {
          if (change instanceof StoreChange.TagMoved moved) {
            moves.add(moved); // one tag: never two at once
          }
        });
    List<Callable<?>> pushes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      NewManifest manifest = manifest("m" + i, null);
      pushes.add(() -> put(manifest, "latest"));
    }
    atOnce(pushes);
    assertEquals(100, moves.size());
    @Nullable Digest before = null;
    for (StoreChange.TagMoved each : moves) {
      assertEquals(before, each.from());
      before = each.to();
    }
  }

  private @Nullable Void put(NewManifest manifest, String tag) throws IOException {
    store.putManifest("a", manifest, List.of(tag));
    return null;
  }

  private static void atOnce(List<Callable<?>> calls) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      List<Future<?>> running = new ArrayList<>();
      calls.forEach(each -> running.add(threads.submit(each)));
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private static NewManifest manifest(String text, @Nullable Digest subject) {
    byte[] bytes = text.getBytes(UTF_8);
    return new NewManifest(
        Digest.sha256(bytes), "t/x", bytes, subject, null, Map.of(), List.of(DIGEST), List.of());
  }

  private Repository repository(String name) {
    Repository repository = store.repository(name);
    assertNotNull(repository);
    return repository;
  }
}
