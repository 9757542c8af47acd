package io.weir.registry.housekeeping;

import static io.weir.registry.housekeeping.Stores.blob;
import static io.weir.registry.housekeeping.Stores.bytes;
import static io.weir.registry.housekeeping.Stores.manifest;
import static io.weir.registry.housekeeping.Stores.push;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import io.weir.registry.config.ByteSize;
import io.weir.registry.config.QuotaConfig;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.RegistryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotasTest {
  @TempDir Path root;
  private RegistryStore store;

  @BeforeEach
  void open() throws IOException {
    store = Stores.open(root);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void refusesBytesBeyondTheQuotaWithTheFigures() throws IOException {
    Usage usage = watch("team", 10L, null, null);
    Digest six = blob(store, "team/a", "123456");

    RegistryFault refused = assertThrows(RegistryFault.class, () -> blob(store, "team/b", "12345"));
    assertTrue(
        refused
            .toString()
            .contains("DENIED: quota of team: 6 of 10 bytes are used, and this needs 5 more"),
        refused::toString);
    assertThrows(RegistryFault.class, () -> store.mountBlob("team/a", "team/b", six), "a mount");
    blob(store, "team/a", "123456");
    blob(store, "teams/a", "12345");
    blob(store, "team/b", "1234");
    assertEquals(10, usage.bytes());

    store.unlinkBlob("team/a", six);
    blob(store, "team", "12345");
    assertEquals(9, usage.bytes());
  }

  @Test
  void countsManifestsRepositoriesAndTags() throws IOException {
    Usage usage = watch("", 100L, 1, 2);
    Digest manifest = push(store, "a", manifest("four", null, List.of()), "1", "2");
    push(store, "a", manifest("four", null, List.of()), "1");

    assertThrows(
        RegistryFault.class, () -> push(store, "a", manifest("five!", null, List.of()), "3"));
    assertThrows(RegistryFault.class, () -> blob(store, "b", "x"));
    assertEquals(4, usage.bytes(), "of what was refused nothing is counted");
    store.deleteTag("a", "1");
    push(store, "a", manifest("five!", null, List.of()), "3");
    assertEquals(2, usage.tags());
    store.deleteManifest("a", manifest);
    assertEquals(5, usage.bytes());
    assertEquals(1, usage.tags());
  }

  @Test
  void countsWhatWasThereBefore() throws IOException {
    blob(store, "a", "12345");
    push(store, "a", manifest("four", null, List.of()), "1");
    Usage usage = watch("a", 9L, null, null);

    assertEquals(9, usage.bytes());
    assertEquals(1, usage.tags());
    assertEquals(1, usage.repositories());
    assertThrows(RegistryFault.class, () -> blob(store, "a", "x"));
  }

  @Test
  void manyAtOnceNeverPassIt() throws Exception {
    Usage usage = watch("a", 250L, null, null);
    int done = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> pushes =
          new ArrayList<>(
              IntStream.range(0, 100)
                  .mapToObj(
                      i -> threads.submit(() -> pushed("a/" + i % 7, "ten-%06d".formatted(i))))
                  .toList());
      for (Future<Boolean> each : pushes) {
        done += each.get() ? 1 : 0;
      }
    }

    assertEquals(25, done);
    assertEquals(250, usage.bytes());
    assertTrue(usage.repositories() <= 7);
  }

  private boolean pushed(String repository, String text) throws IOException {
    try {
      store.putBlob(repository, Digest.sha256(bytes(text)), bytes(text));
      return true;
    } catch (RegistryFault e) {
      return false;
    }
  }

  private Usage watch(
      String namespace,
      @Nullable Long bytes,
      @Nullable Integer repositories,
      @Nullable Integer tags) {
    ByteSize size = bytes == null ? null : new ByteSize(bytes);
    QuotaConfig quota = new QuotaConfig(namespace, size, repositories, tags);
    return Quotas.watch(store, List.of(quota)).usages().getFirst();
  }
}
