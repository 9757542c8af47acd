package io.weir.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.weir.registry.Digest;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many repositories with ten manifests and tags each, 10,000 with {@code
 * -Dweir.store.repositories=10000}; prints figures, asserts none.
 */
class StoreScaleIT {
  private static final int REPOSITORIES = Integer.getInteger("weir.store.repositories", 2_000);
  private static final int TAGS = 10;

  @TempDir Path root;

  @Test
  void opensAStoreOfManyRepositories() throws IOException {
    try (StoreFolder folder = StoreFolder.open(root)) {
      fill(folder);
      long heap = usedHeap();
      long start = System.nanoTime();
      try (RegistryStore store = folder.store(Flush.OFF)) {
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.printf(
            "store of %d repositories, %d tags: opened in %d ms, %d MiB of heap%n",
            REPOSITORIES, REPOSITORIES * TAGS, millis, (usedHeap() - heap) >> 20);
        assertEquals(REPOSITORIES, store.repositories().size());
        Repository last = store.repository("plugins/number-" + (REPOSITORIES - 1));
        assertNotNull(last);
        assertEquals(TAGS, last.tags().size());
        assertEquals(TAGS, last.manifests().size());
      }
    }
  }

  /** Writes the log as pushes would, without their files. */
  private static void fill(StoreFolder folder) throws IOException {
    try (MetadataLog log = folder.log(Flush.OFF)) {
      log.replay(record -> {});
      for (int i = 0; i < REPOSITORIES; i++) {
        String name = "plugins/number-" + i;
        log.append(RecordWriter.record(name, changes(name)));
      }
    }
  }

  private static List<StoreChange> changes(String name) {
    List<StoreChange> changes = new ArrayList<>();
    Digest config = digest("{}");
    changes.add(new StoreChange.BlobLinked(name, config, 2));
    for (int version = 0; version < TAGS; version++) {
      Digest layer = digest(name + " layer " + version);
      Digest manifest = digest(name + " manifest " + version);
      changes.add(new StoreChange.BlobLinked(name, layer, 1_000_000));
      changes.add(
          new StoreChange.ManifestPut(
              name,
              new ManifestState(
                  manifest,
                  "application/vnd.oci.image.manifest.v1+json",
                  900,
                  null,
                  "application/vnd.wasm.config.v0+json",
                  Map.of(
                      "org.opencontainers.image.created",
                      "2026-01-02T03:04:05Z",
                      "org.opencontainers.image.version",
                      "1.0." + version),
                  List.of(config, layer),
                  Instant.EPOCH,
                  Map.of())));
      changes.add(new StoreChange.TagMoved(name, "1.0." + version, null, manifest, Instant.EPOCH));
    }
    return changes;
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(UTF_8));
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
